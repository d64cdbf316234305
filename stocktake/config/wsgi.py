"""The application as a WSGI server starts it."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # whatever is written, children's data may be in it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
application = get_wsgi_application()
