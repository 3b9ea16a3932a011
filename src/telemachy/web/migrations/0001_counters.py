"""The table of counters and short-lived values: unlogged, since a crash may forget them."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE web_counter (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX web_counter_expires ON web_counter (expires);
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(CREATE, "DROP TABLE web_counter")]
