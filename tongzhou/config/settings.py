"""Settings of the whole installation, read from the environment by `env.py`.

Every name begins with `TONGZHOU_`, but for `DATABASE_URL` and `PORT`, which hosting services set.
`docs/operations.md` lists them; a test keeps that list equal to what is read here.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

from tongzhou.config import safety
from tongzhou.config.env import Environment

ROOT = Path(__file__).resolve().parents[2]
env = Environment(os.environ)

# --- What kind of installation this is ---------------------------------------------------------

PRODUCTION = env.yes("TONGZHOU_PRODUCTION", default=False)
DEMO = env.yes("TONGZHOU_DEMO", default=not PRODUCTION)
DEBUG = env.yes("TONGZHOU_DEBUG", default=False)
DATA = env.path("TONGZHOU_DATA", ROOT / "data")
SECRET_KEY = env.text("TONGZHOU_SECRET_KEY", safety.DEMO_SECRET_KEY, least=safety.LEAST_KEY)
FIELD_KEY = env.text("TONGZHOU_FIELD_KEY", safety.DEMO_FIELD_KEY, least=safety.LEAST_KEY)
REQUIRE_MFA = env.yes("TONGZHOU_REQUIRE_MFA", default=PRODUCTION)
# A program that is given number and text; “screen” shows messages on the demo page instead.
SMS_SENDER = env.text("TONGZHOU_SMS_SENDER", "" if PRODUCTION else "screen")
ALLOWED_HOSTS = env.names("TONGZHOU_ALLOWED_HOSTS", () if PRODUCTION else ("*",))
PORT = env.number("PORT", 8000, least=1, most=65535)
BIND = env.text("TONGZHOU_BIND", "127.0.0.1")
WEB_PROCESSES = env.number("TONGZHOU_WEB_PROCESSES", 1, least=1, most=64)
WEB_THREADS = env.number("TONGZHOU_WEB_THREADS", 4, least=1, most=64)
WORKER_PAUSE = env.number("TONGZHOU_WORKER_PAUSE", 30, least=1, most=3600)  # seconds
# The example procedures of the engine beside the real lines: for `demo load --cases` and the bench.
EXAMPLES = env.yes("TONGZHOU_EXAMPLES", default=False)
# Proxies of ours in front of the web process; only then is X-Forwarded-* believed.
PROXIES = env.number("TONGZHOU_PROXIES", 0, least=0, most=5)
# A folder of statute texts for `tongzhou law check`; read by script/check, named here as known.
LAW_TEXTS = env.text("TONGZHOU_LAW_TEXTS")
LAW_LOCAL = env.text("TONGZHOU_LAW_LOCAL")
LAW_DISCRETION = env.text("TONGZHOU_LAW_DISCRETION")
# A folder for the pictures that browser tests take; read there, named here as known.
PICTURES = env.text("TONGZHOU_PICTURES")
# Answers to questions the law leaves open, `name=option,…`; see tongzhou/procedure/readings.py.
READINGS = env.text("TONGZHOU_READINGS")

# --- The records -------------------------------------------------------------------------------

database = env.database("DATABASE_URL", DATA / "tongzhou.sqlite3")
POOL = env.number("TONGZHOU_DATABASE_POOL", 8, least=0, most=200)  # 0: no pool
# A question asked often is planned once for each connection; a pooler between must then know of it.
PREPARED = env.yes("TONGZHOU_DATABASE_PREPARED", default=True)

if database.is_sqlite:
    Path(database.name).parent.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database.name,
            # Kept open: the last connection to close copies the log into the database and waits for
            # the disk, which would make everybody who only looks at a page wait for it.
            "CONN_MAX_AGE": None,
            # IMMEDIATE is the lock: SQLite ignores SELECT … FOR UPDATE without a word.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database.name,
            "USER": database.user,
            "PASSWORD": database.password,
            "HOST": database.host,
            "PORT": database.port,
            "OPTIONS": {
                **dict(database.options),
                **({"pool": {"min_size": 1, "max_size": POOL}} if POOL else {}),
                **({"prepare_threshold": 2} if PREPARED else {}),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Several web processes, on several machines perhaps, share what they remember (how often somebody
# tried to sign in); a single one needs no table for it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache"
        if PRODUCTION and not database.is_sqlite
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "tongzhou_cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- The rooms ---------------------------------------------------------------------------------

LINES = [
    "tongzhou.lines.zones",
    "tongzhou.lines.arbitration",
    "tongzhou.lines.mediation",
    "tongzhou.lines.inspection",
    "tongzhou.lines.draws",
    "tongzhou.lines.intake",
    "tongzhou.lines.arrears",
    "tongzhou.lines.coordinators",
    "tongzhou.lines.filing",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "tongzhou.ui",
    "tongzhou.registry",
    "tongzhou.procedure",
    "tongzhou.columns",
    "tongzhou.enrolment",
    *LINES,
    "tongzhou.warehouse.loading",
    "tongzhou.warehouse.matching",
    "tongzhou.warning",
    "tongzhou.desk",
    "tongzhou.portal",
    "tongzhou.api",
    "tongzhou.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongzhou.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tongzhou.registry.signin.middleware.FirstThings",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tongzhou.config.urls"
WSGI_APPLICATION = "tongzhou.config.wsgi.application"

# --- Who signs in ------------------------------------------------------------------------------

AUTH_USER_MODEL = "registry.Person"
AUTHENTICATION_BACKENDS = [
    "tongzhou.registry.signin.backends.Lock",  # first: a locked account is refused untried
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:day"  # of staff; the adapter sends others to the portal
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tongzhou.registry.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "phone", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # a registrar checks it
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Offices share an address; an account is guarded by the lock below, an address by these.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip"}
ACCOUNT_FORMS = {
    "login": "tongzhou.registry.signin.forms.SignIn",
    "reauthenticate": "tongzhou.registry.signin.forms.AgainPassword",
    "change_password": "tongzhou.registry.signin.forms.ChangePassword",
    "set_password": "tongzhou.registry.signin.forms.SetPassword",
}
MFA_ADAPTER = "tongzhou.registry.signin.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a registrar checked it
MFA_TOTP_ISSUER = "同舟"
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate": "tongzhou.registry.signin.forms.SecondFactor",
    "reauthenticate": "tongzhou.registry.signin.forms.AgainSecondFactor",
    "activate_totp": "tongzhou.registry.signin.forms.ActivateTotp",
    "deactivate_totp": "tongzhou.registry.signin.forms.DeactivateTotp",
    "add_webauthn": "tongzhou.registry.signin.forms.AddKey",
    "edit_webauthn": "tongzhou.registry.signin.forms.RenameKey",
    "generate_recovery_codes": "tongzhou.registry.signin.forms.NewRecoveryCodes",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# By name, not by address: a whole bureau sits behind one. allauth's own limits slow an address down.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "tongzhou.registry.signin.backends.name_of"
AXES_LOCKOUT_CALLABLE = "tongzhou.registry.signin.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "code", "csrfmiddlewaretoken"]
# W006 asks for the address as a second key: ACCOUNT_RATE_LIMITS keeps addresses in bounds.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SESSION_COOKIE_AGE = 12 * 3600  # a working day, not a fortnight
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- What a browser may do with a page ---------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # meters carry their length as style="--p:40%"
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

# --- Files -------------------------------------------------------------------------------------

# `tongzhou serve` collects the static files and says so; anything else reads them where they lie.
COLLECTED = env.yes("TONGZHOU_COLLECTED", default=PRODUCTION)
STATIC_URL = "/static/"
STATIC_ROOT = str(DATA / "static") if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
MEDIA_ROOT = str(env.path("TONGZHOU_MEDIA", DATA / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
_known_types = (
    *("pdf", "ofd", "docx", "xlsx", "doc", "xls", "wps", "et", "jpg", "jpeg", "png", "txt", "csv"),
    *("zip", "mp3", "m4a", "mp4", "webm", "ogg", "amr", "wav"),
)
UPLOAD_TYPES = env.names("TONGZHOU_UPLOAD_TYPES", _known_types, choices=_known_types)
UPLOAD_MB = env.number("TONGZHOU_UPLOAD_MB", 50, least=1, most=2000)
# Tables of an office: a million rows of filings are some 150 megabytes as CSV.
TABLE_MB = env.number("TONGZHOU_TABLE_MB", 400, least=1, most=20_000)
FILE_UPLOAD_HANDLERS = [
    "tongzhou.columns.uploading.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Faces for PDF and Word templates of the operator's own; both may be missing.
FONTS = env.path("TONGZHOU_FONTS", DATA / "fonts")
PAPERS = env.path("TONGZHOU_PAPERS", DATA / "papers")
# The lake of feeds: a folder, or an address such as s3://bucket/prefix; and what asks it.
LAKE = env.text("TONGZHOU_LAKE", str(DATA / "lake"))
ENGINE = env.text("TONGZHOU_ENGINE", "duckdb")
ENGINE_MB = env.number("TONGZHOU_ENGINE_MB", 1000, least=200, most=1_000_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a bulk act names up to a thousand rows

# --- Words, dates, pages -----------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
# Chinese first, English second; an operator may offer Chinese alone.
_known_languages = {"zh-hans": "简体中文", "en": "English"}
_offered = env.names("TONGZHOU_LANGUAGES", ("zh-hans", "en"), choices=tuple(_known_languages))
LANGUAGES = [(code, _known_languages[code]) for code in _offered]
LOCALE_PATHS = [str(ROOT / "tongzhou" / "locale")]
FORM_RENDERER = "tongzhou.ui.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Spelled out: cotton and partials would each rewrite the list and one would be lost.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django_cotton.templatetags.cotton",
                "lucide.templatetags.lucide",
                "tongzhou.ui.templatetags.look",
                "tongzhou.ui.templatetags.keep",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
LOG_LEVEL = env.text("TONGZHOU_LOG", "INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {
        "tongzhou": {"level": LOG_LEVEL},
        # Its line for each served page says nothing that an operator can act on.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

if PRODUCTION:
    safety.check(
        safety.Installation(
            secret_key=SECRET_KEY,
            field_key=FIELD_KEY,
            demo=DEMO,
            debug=DEBUG,
            hosts=tuple(ALLOWED_HOSTS),
            require_mfa=REQUIRE_MFA,
            sms_sender=SMS_SENDER,
            database=database,
            web_processes=WEB_PROCESSES,
        ),
        env,
    )
env.finish()
