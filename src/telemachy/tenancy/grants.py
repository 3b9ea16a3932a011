"""Gives the serving role its rights after every migration: it owns nothing and rewrites no audit row."""

from typing import Any

from django.conf import settings
from django.db import connections, transaction

APPEND_ONLY = ("audit_auditevent", "audit_auditseal")


def grant_to_app_role(using: str = "owner", **_: Any) -> None:
    """Grant reading and writing on every table to the application role, and take back what must only grow.

    In one transaction: a server that goes on serving meanwhile must not be able to rewrite the audit log for a moment.
    """
    role = settings.APP_ROLE
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            return
        quoted = connections[using].ops.quote_name(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        existing = set(connections[using].introspection.table_names(cursor))
        for table in APPEND_ONLY:
            if table in existing:
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
