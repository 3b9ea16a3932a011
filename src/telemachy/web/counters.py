"""Counts and short-lived values live in an unlogged table, written through their own autocommit connection.

So a count is not lost when the request that raised it rolls back, and nobody queues behind a locked row.
"""

from typing import Any


class CounterRouter:
    """Sends Django's database cache to the alias `counters`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the alias for the cache's table and leave every other table to the default."""
        return "counters" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read
