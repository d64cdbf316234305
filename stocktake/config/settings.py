"""Settings: everything an installer may change comes from the environment; see docs/running.md."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

from stocktake.record.home import Home, uploads

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent

HOME = Home(Path(env("STOCKTAKE_HOME", default="var")).resolve())
SECRET_KEY = env("STOCKTAKE_SECRET_KEY", default="") or HOME.secret_key()
DEBUG = False
ALLOWED_HOSTS = env.list("STOCKTAKE_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

# The rooms in the order the work happens; import-linter keeps this order (pyproject's twin).
ROOMS = [
    "record",
    "ui",
    "people",
    "notices",
    "frameworks",
    "caseload",
    "indicators",
    "rounds",
    "evidence",
    "concerns",
    "reviews",
    "findings",
    "actions",
    "placements",
    "board",
    "reports",
    "keeping",
    "desks",
]
ROOMS = [room for room in ROOMS if (ROOT / room).is_dir()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    *(f"stocktake.{room}.apps.{room.capitalize()}Config" for room in ROOMS),
    *(
        ["stocktake.demo.apps.DemoConfig"]
        if (ROOT / "demo").is_dir() and HOME.demonstration
        else []
    ),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # for browsers older than CSP
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stocktake.people.door.DoorMiddleware",
]

ROOT_URLCONF = "stocktake.config.urls"
WSGI_APPLICATION = "stocktake.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / room / "templates" for room in [*ROOMS, "demo"]],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "stocktake.ui.environment.environment",
            "context_processors": ["stocktake.ui.environment.form_token"],
        },
    },
    {  # third-party pages that have no Jinja counterpart of ours
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{HOME.path / 'stocktake.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue at the start, never deadlock midway
        "timeout": 20,
        # FULL: an acknowledged save survives a power cut, at one fsync each
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
# A connection serves many requests: opening one costs more than most pages ask of the database.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "stocktake_cache",
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["stocktake.people.sessions.Backend"]
SESSION_ENGINE = "stocktake.people.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "stocktake.people.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
# Behind a web server every address would be that server's, and twenty mistakes of one stranger
# would shut out the whole council; what it adds last to X-Forwarded-For is the visitor's own.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("STOCKTAKE_TLS", default=False))
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # a closed browser is signed out
ACCOUNT_FORMS = {"login": "stocktake.people.signing_in.SignInForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Stocktake"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = env("STOCKTAKE_EMAIL", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(HOME.path / "mail")
STOCKTAKE_ADDRESS = env("STOCKTAKE_ADDRESS", default="http://127.0.0.1:8000")  # in e-mails
DEFAULT_FROM_EMAIL = env("STOCKTAKE_FROM", default="stocktake@localhost")

BEHIND_TLS = env.bool("STOCKTAKE_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_FAILURE_VIEW = "stocktake.people.door.stale"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False  # the door keeps it alive, once a minute: no write on each read
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
LARGEST_UPLOAD = 310 * 1024 * 1024  # an extract of the largest size that is read, and its form
# A large upload waits on the home's own disk, which is encrypted, never in the machine's /tmp.
FILE_UPLOAD_TEMP_DIR = uploads(HOME)
FILE_UPLOAD_PERMISSIONS = 0o600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # An address can hold a child's number: what is refused stands in the access log, not here.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
