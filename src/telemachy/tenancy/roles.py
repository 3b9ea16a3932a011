"""Refuses to serve where row-level security or the secret key would not hold."""

from django.conf import settings
from django.db import connection

from telemachy.errors import Refused


def refuse_unsafe_start() -> None:
    """Raise `Refused` where serving would be unsafe: under a key everybody knows, or under a powerful role."""
    if settings.SECRET_KEY == settings.NO_KEY:
        raise Refused(
            "There is no secret key, so anybody could sign cookies and links. Nothing was served. Start with "
            "“telemachy serve”, which makes one, or set TELEMACHY_SECRET_KEY."
        )
    refuse_powerful_role()


def refuse_powerful_role() -> None:
    """Raise `Refused` if the serving role is superuser, bypasses row-level security or owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables "
            "WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'USAGE')"
        )
        owned = cursor.fetchone()[0]
    connection.close()
    if superuser or bypasses or owned:
        raise Refused(
            "The database role that would serve can read every organisation's rows (it is a superuser, bypasses "
            "row-level security or owns the tables). Nothing was served. Set DATABASE_URL to the role telemachy_app "
            "and DATABASE_OWNER_URL to the role that owns the tables."
        )


def refuse_one_role_for_all() -> None:
    """Raise `Refused` where the role that would own the tables is the role that serves."""
    owner, app = (settings.DATABASES[alias]["USER"] for alias in ("owner", "default"))
    if owner == app:
        raise Refused(
            f"DATABASE_URL and DATABASE_OWNER_URL name one role, “{owner}”. Nothing was changed: whoever owns the "
            "tables cannot be held to one organisation's rows. Make another role in that database, CREATE ROLE "
            "telemachy_app LOGIN PASSWORD '…', set DATABASE_URL to it and DATABASE_OWNER_URL to the owner."
        )
