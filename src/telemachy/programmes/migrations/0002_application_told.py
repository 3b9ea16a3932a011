"""An application is dated by the clock that a told past goes by."""

from django.db import migrations, models

import telemachy.tenancy.clock


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_first")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="created_at",
            field=models.DateTimeField(default=telemachy.tenancy.clock.now, editable=False),
        ),
    ]
