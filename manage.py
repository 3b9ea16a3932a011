"""Django's commands, for a checkout; installed, the command is `telemachy`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "telemachy.config.settings")
    execute_from_command_line(sys.argv)
