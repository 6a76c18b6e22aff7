from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "tongzhou.procedure"
    label = "procedure"
    verbose_name = "办理引擎"
