"""Settings of the project. Everything a site may want to change comes from the environment (`docs/operations.md`)."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from lagesbild import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")
PUBLIC_DIR = VAR_DIR / "public"  # what the country reads: any web server may serve it
BUILD_DIR = VAR_DIR / "builds"  # bundles that are built and not yet published

DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-tests-and-checks" if DEBUG else None)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "guardian",
    "import_export",
    "django_htmx",
    "csp",
    "lagesbild.accounts",
    "lagesbild.access",
    "lagesbild.audit",
    "lagesbild.sealing",
    "lagesbild.secrecy",
    "lagesbild.jobs",
    "lagesbild.ui",
    "areas",
    "assessments",
    "assessments.classified",
    "reports",
    "reports.annex",
    "reports.handout",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "lagesbild.headers.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lagesbild.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lagesbild.access.middleware.ScopeMiddleware",
    "lagesbild.access.acting.ActingAs",
    "lagesbild.audit.middleware.DeniedTries",
    "lagesbild.sealing.middleware.SealErrors",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lagesbild.urls"
WSGI_APPLICATION = "lagesbild.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lagesbild.ui.context.interface",
            ],
            "builtins": ["lagesbild.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "lagesbild.ui.forms.Renderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL", "postgresql://owner@127.0.0.1:5432/lagesbild"))}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
KEY_FILE = env.text("KEY_FILE", "")  # the keys that lock what is classified; KEYS holds the same lines where a file cannot be given
KEYS = env.text("KEYS", "")
DATABASE_ROLE = env.text("DATABASE_ROLE", "")  # the role to become while somebody acts, where the login is another one (tests)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_IMPORTS = ["lagesbild.health"]  # the worker's sign of life
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is run again; tasks are safe to run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
AUDIT_ANCHOR_FILE = env.folder("AUDIT_ANCHOR_FILE", VAR_DIR / "audit-heads.log")
CELERY_BEAT_SCHEDULE = {
    "anchor-the-log": {"task": "audit.anchor", "schedule": 3600.0},
    "carry-out-changes": {"task": "areas.carry_out_changes", "schedule": crontab(minute=10)},  # first at ten past midnight
    "check-grants": {"task": "assessments.check_grants", "schedule": crontab(hour=3, minute=30)},
    "end-personal-grants": {"task": "assessments.end_grants", "schedule": 60.0},
    "resume-lost-jobs": {"task": "jobs.resume_lost", "schedule": 60.0},
}

CSRF_FAILURE_VIEW = "lagesbild.ui.errors.csrf_failure"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCESS_PICTURES = "assessments.grants"  # what one person was granted on one local picture
IDLE_LOCK_CLASSIFIED = env.number("IDLE_LOCK_CLASSIFIED_MINUTES", 15) * 60  # seconds without a page, where a second factor was given
IDLE_LOCK = env.number("IDLE_LOCK_MINUTES", 60) * 60
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # how many web servers of ours stand in front and add to X-Forwarded-For

ACCOUNT_ADAPTER = "lagesbild.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth's check wants the two to agree
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # axes counts
MFA_ADAPTER = "lagesbild.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a key that anybody may touch is no second factor
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO  # http://localhost
MFA_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SOCIALACCOUNT_ADAPTER = "lagesbild.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ISSUER = env.text("OIDC_ISSUER", "")
OIDC_NAME = env.text("OIDC_NAME", "din myndighet")
OIDC_USERNAME_CLAIM = env.text("OIDC_USERNAME_CLAIM", "preferred_username")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "myndighet",
                "name": OIDC_NAME,
                "client_id": env.text("OIDC_CLIENT_ID", ""),
                "secret": env.text("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": False, "scope": ["openid", "profile"]},
            },
        ],
    },
}
AXES_HANDLER = "lagesbild.accounts.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lagesbild.accounts.lockout.answer"
AXES_CLIENT_IP_CALLABLE = "lagesbild.accounts.lockout.client_address"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the audit log holds who logged in
ACCESS_REGISTER = "areas.grants"  # how units hang together is the business of `areas`
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "worklist"
LOGOUT_REDIRECT_URL = "accounts:login"
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # the scope answers who may what; Django's has_perm is not asked
ANONYMOUS_USER_NAME = None  # guardian: nobody who is not logged in has an account
GUARDIAN_MONKEY_PATCH_USER = False

SESSION_COOKIE_HTTPONLY = True
PRODUCTION = not (DEBUG or DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.flag("SECURE_COOKIES", default=PRODUCTION)
if SESSION_COOKIE_SECURE:  # bound to this host: nothing beside it can set them
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]  # asked on the machine itself
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SMALL_NUMBERS_LIMIT = env.number("SMALL_NUMBERS_LIMIT", 5)  # counts of people or events below it, nought apart, are never published
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
IMPORT_MAX_BYTES = 5 * 1024 * 1024  # of a file that is read row by row
UPLOAD_MAX_BYTES = 20 * 1024 * 1024  # of any file, but at the addresses below, where it is never whole in memory
UPLOAD_MAX_BYTES_AT = {"/data/geodata/": 100 * 1024 * 1024}
FILE_UPLOAD_HANDLERS = [
    "lagesbild.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_EXPORT_USE_TRANSACTIONS = True

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["lagesbild.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lagesbild.ui.finders.PackageFinder",
]
STATIC_FROM_PACKAGES = {  # package → the files below its `static` folder that are served; nothing else of it is
    "leaflet": [
        "leaflet/leaflet.js",
        "leaflet/leaflet.js.map",
        "leaflet/leaflet.css",
        "leaflet/images/layers.png",
        "leaflet/images/layers-2x.png",
        "leaflet/images/marker-icon.png",
    ],
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"axes": {"level": "ERROR"}},  # what is typed as a user name may be a password
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
