from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.AlterField(model_name="auditevent", name="event", field=models.CharField(max_length=60)),
    ]
