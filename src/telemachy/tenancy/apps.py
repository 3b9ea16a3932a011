"""The tenancy app: hands out database rights after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .grants import grant_to_app_role


class TenancyConfig(AppConfig):
    """Registers the grants."""

    name = "telemachy.tenancy"

    def ready(self) -> None:
        """Grant after every migration, in test databases too."""
        post_migrate.connect(grant_to_app_role, sender=self, dispatch_uid="telemachy.tenancy.grants")
