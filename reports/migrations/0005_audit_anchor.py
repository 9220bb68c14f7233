from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_wording")]
    operations = [
        migrations.AddField("publication", "audit_seq", models.BigIntegerField(null=True)),
        migrations.AddField("publication", "audit_hash", models.CharField(blank=True, db_default="", default="", max_length=64)),
    ]
