"""Django's settings. What an operator sets comes from the environment; `docs/reference/settings.md` lists all of it."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

HOME = Path(os.environ.get("TELEMACHY_HOME", ".data")).absolute()
NO_KEY = "not-for-serving"
PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in ("1", "true", "yes")


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _secret_key() -> str:
    """Take the key from the environment or from the file that the first start wrote beside the data."""
    file = HOME / "secret-key"
    return os.environ.get("TELEMACHY_SECRET_KEY") or (file.read_text().strip() if file.exists() else NO_KEY)


def _database(url: str, **more: Any) -> dict[str, Any]:
    parts = conninfo_to_dict(url)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: value for key, value in parts.items() if key not in known}
    named = {django: parts.get(libpq, "") or "" for libpq, django in known.items()}
    return {"ENGINE": "django.db.backends.postgresql", **named, "CONN_MAX_AGE": 0, "OPTIONS": options, **more}


SECRET_KEY = _secret_key()
KEK_FILE = Path(os.environ.get("TELEMACHY_KEK_FILE") or HOME / "master-key")  # wraps the keys that seal notes
DEBUG = False
DEMO = _flag("TELEMACHY_DEMO")
ALLOWED_HOSTS = _words("TELEMACHY_HOSTS", "localhost,127.0.0.1,[::1],.localhost")
CSRF_TRUSTED_ORIGINS = _words("TELEMACHY_ORIGINS")
BASE_URL = os.environ.get("TELEMACHY_BASE_URL", "http://localhost:8000")
HTTPS = BASE_URL.startswith("https://")
PROXIES = int(os.environ.get("TELEMACHY_PROXIES", "0"))  # so many of the last addresses in X-Forwarded-For are believed

# --- database: three aliases, two roles, one database -------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://telemachy_app@localhost/telemachy")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL)
APP_ROLE = str(conninfo_to_dict(DATABASE_URL).get("user") or "telemachy_app")
DATABASES = {
    "default": _database(DATABASE_URL, CONN_HEALTH_CHECKS=True, TEST={"MIRROR": "owner"}),
    "counters": _database(DATABASE_URL, TEST={"MIRROR": "owner"}),  # autocommit: counts survive a rolled-back request
    "owner": _database(DATABASE_OWNER_URL),
}
if not _flag("TELEMACHY_TESTING"):  # a pooled mirror keeps connections open and test teardown fails
    # Whoever gets no connection for so many seconds reads that the database does not answer.
    pool = {"min_size": 1, "max_size": int(os.environ.get("TELEMACHY_POOL", "8")), "timeout": 5}
    DATABASES["default"]["OPTIONS"]["pool"] = pool
DATABASE_ROUTERS = ["telemachy.web.counters.CounterRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- parts --------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "telemachy.tenancy",
    "telemachy.audit",
    "telemachy.web",
    "telemachy.messaging",
    "telemachy.people",
    "telemachy.programmes",
    "telemachy.journeys",
    "telemachy.matching",
    "telemachy.evidence",
    "telemachy.stories",
    "telemachy.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "telemachy.web.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "telemachy.demo.middleware.StoryMiddleware",
    "telemachy.tenancy.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "telemachy.people.sessions.SessionAgeMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "telemachy.people.middleware.ActorMiddleware",
    "telemachy.web.middleware.ErrorsMiddleware",
]
TENANCY_FREE_PATHS = ("/static/", "/healthz", "/readyz", "/theme", "/demo")  # these serve no organisation's rows
ROOT_URLCONF = "telemachy.config.urls"
WSGI_APPLICATION = "telemachy.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "telemachy.web.context.page",
                "telemachy.demo.context.role",
                "telemachy.programmes.context.rail",
                "telemachy.matching.context.waiting",
            ],
            "builtins": [
                *(f"telemachy.web.templatetags.{name}" for name in ("telemachy", "charts", "thread")),
                "telemachy.journeys.templatetags.told",
            ],
        },
    }
]

# --- sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["telemachy.people.signin.TenantBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "telemachy.people.passwords.LongestPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "telemachy.people.signin.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "login": "telemachy.people.signin_forms.SignInForm",
    "confirm_login_code": "telemachy.people.signin_forms.CodeForm",
    "reset_password": "telemachy.people.signin_forms.ForgottenPasswordForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form that mails strangers on request would be a nuisance
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/ip,5/15m/key",
    "request_login_code": "20/m/ip,3/h/key",
    "reset_password": "20/m/ip,3/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "telemachy.web.views.csrf_failure"

# --- limits counted outside the request's transaction ---------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_counter",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # beyond it others' counts go; whoever guesses must not get there
    }
}

# --- mail -----------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("TELEMACHY_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TELEMACHY_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TELEMACHY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TELEMACHY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("TELEMACHY_SMTP_STARTTLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("TELEMACHY_MAIL_FROM", "Telemachy <telemachy@localhost>")

# --- jobs -----------------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- language, time, static -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they are, by WhiteNoise
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "telemachy.messaging.redaction.RedactTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "loggers": {name: {"filters": ["tokens"]} for name in ("django.request", "django.security.csrf", "django.server")},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TELEMACHY_LOG", "WARNING")},
}
