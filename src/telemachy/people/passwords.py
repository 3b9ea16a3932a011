"""How long a password may be, and how many are checked at once: hashing takes time and memory on purpose."""

import threading

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 200  # characters; longer ones are refused unhashed
hashing = threading.BoundedSemaphore(2)  # per process


class LongestPasswordValidator:
    """Refuses a new password that could not be used for signing in."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` for a password over the limit."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """Say the limit."""
        return _("At most %(longest)d characters.") % {"longest": LONGEST}
