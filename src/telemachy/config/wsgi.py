"""What the server calls."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from telemachy.errors import Refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "telemachy.config.settings")
application = get_wsgi_application()

from telemachy.tenancy.roles import refuse_unsafe_start  # noqa: E402 - needs the settings

try:
    refuse_unsafe_start()
except Refused as refused:
    sys.exit(str(refused))
