from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0002_message_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxmessage',
            name='calendar',
            field=models.TextField(blank=True, default=''),
        ),
    ]
