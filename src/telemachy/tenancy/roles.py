"""Refuses to serve under a role that row-level security does not hold."""

from django.db import connection

from telemachy.errors import Refused


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
    if superuser or bypasses or owned:
        raise Refused(
            "The database role that would serve can read every organisation's rows (it is a superuser, bypasses "
            "row-level security or owns the tables). Nothing was served. Set DATABASE_URL to the role telemachy_app "
            "and DATABASE_OWNER_URL to the role that owns the tables."
        )
