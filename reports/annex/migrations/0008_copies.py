"""Numbered exemplars of the annex, each with its file."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import lagesbild.sealing.fields

STATES = [("out", "Ute"), ("returned", "Återlämnat"), ("destroyed", "Förstört"), ("lost", "Förkommet")]
PROTECT = django.db.models.deletion.PROTECT
USER = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [("annex", "0007_ground"), ("reports", "0005_audit_anchor"), migrations.swappable_dependency(USER)]
    operations = [
        migrations.CreateModel(
            name="AnnexCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", lagesbild.sealing.fields.SealedColumn(editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="exemplar")),
                ("role", models.CharField(blank=True, max_length=200)),
                ("recipient", models.CharField(blank=True, max_length=120, verbose_name="lämnat till")),
                ("taken_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("state", models.CharField(choices=STATES, default="out", max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=USER)),
                ("picture", models.ForeignKey(on_delete=PROTECT, related_name="annex_copies", to="reports.nationalpicture")),
                ("taken_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to=USER)),
            ],
            options={
                "ordering": ["picture_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=["picture", "number"], name="annex_copy_number_once_in_a_picture"),
                    models.CheckConstraint(
                        condition=Q(state="out", ended_by=None, ended_at=None)
                        | (~Q(state="out") & Q(ended_by__isnull=False, ended_at__isnull=False)),
                        name="annex_copy_is_out_or_ended_by_somebody",
                    ),
                ],
            },
        ),
    ]
