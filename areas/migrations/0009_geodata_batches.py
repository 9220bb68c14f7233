"""Large files in pieces, what a person told of a file, and taking back what was read in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

STATES = [("received", "Mottagen"), ("applied", "Inläst"), ("discarded", "Kastad"), ("undone", "Ångrad")]


class Migration(migrations.Migration):
    dependencies = [("areas", "0008_statistics"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="BatchPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "batch",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="areas.importbatch"),
                ),
            ],
            options={
                "ordering": ["batch_id", "number"],
                "constraints": [models.UniqueConstraint(fields=["batch", "number"], name="areas_one_part_per_number")],
            },
        ),
        migrations.AddField("importbatch", "options", models.JSONField(default=dict)),
        migrations.AddField("importbatch", "journal", models.JSONField(default=dict)),
        migrations.AddField(
            "importbatch",
            "undone_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField("importbatch", "undone_at", models.DateTimeField(null=True)),
        migrations.AlterField("importbatch", "state", models.CharField(choices=STATES, default="received", max_length=10)),
        migrations.RemoveConstraint("importbatch", "areas_batch_applied_has_when"),
        migrations.AddConstraint(
            "importbatch",
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False), name="areas_batch_applied_has_when"
            ),
        ),
        migrations.AddConstraint(
            "importbatch",
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="areas_batch_undone_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            "importbatch",
            models.CheckConstraint(condition=~Q(state="undone") | Q(undone_at__isnull=False), name="areas_batch_undone_has_when"),
        ),
    ]
