"""What was made of something that stood out in the log."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="AnomalyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=20)),
                ("actor", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("outcome", models.TextField(max_length=1000)),
                ("reviewed_at", models.DateTimeField()),
                (
                    "reviewed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "granskad avvikelse",
                "verbose_name_plural": "granskade avvikelser",
                "constraints": [models.UniqueConstraint(fields=["rule", "actor", "day"], name="audit_anomaly_reviewed_once")],
            },
        ),
    ]
