from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tongzhou.portal"
    label = "portal"
    verbose_name = "门户"
