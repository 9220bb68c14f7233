"""Planned changes of the organisation."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def together(name: str) -> Q:
    """Return the condition that an act has both who and when, or neither."""
    return Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True}) | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0006_lineage_decided"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("rename", "Nytt namn"), ("move", "Flytt"), ("merge", "Sammanslagning"), ("split", "Delning")],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="vad som ändras")),
                ("effective_on", models.DateField(verbose_name="gäller från")),
                ("reason", models.CharField(max_length=500, verbose_name="skäl")),
                ("plan", models.JSONField()),
                ("basis", models.JSONField()),
                ("preview", models.JSONField()),
                ("journal", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planerad"),
                            ("approved", "Godkänd"),
                            ("in_effect", "Genomförd"),
                            ("cancelled", "Avbruten"),
                            ("reversed", "Återställd"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("took_effect_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("reversed_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500, verbose_name="skäl till att den avbröts eller återställdes")),
                ("failure", models.CharField(blank=True, max_length=1000, verbose_name="varför den inte kunde genomföras")),
                ("failed_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "reversed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("units", models.ManyToManyField(related_name="changes", to="areas.unit")),
            ],
            options={
                "verbose_name": "organisationsändring",
                "verbose_name_plural": "organisationsändringar",
                "ordering": ["-effective_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=together("approved"), name="areas_change_approved_at_with_by"),
                    models.CheckConstraint(condition=together("cancelled"), name="areas_change_cancelled_at_with_by"),
                    models.CheckConstraint(condition=together("reversed"), name="areas_change_reversed_at_with_by"),
                    models.CheckConstraint(condition=~Q(approved_by=F("planned_by")), name="areas_change_four_eyes"),
                    models.CheckConstraint(
                        condition=~Q(state__in=["approved", "in_effect", "reversed"]) | Q(approved_at__isnull=False),
                        name="areas_change_approved_before_effect",
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=["in_effect", "reversed"], took_effect_at__isnull=False)
                        | (~Q(state__in=["in_effect", "reversed"]) & Q(took_effect_at__isnull=True)),
                        name="areas_change_in_effect_has_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="cancelled", cancelled_at__isnull=False) | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                        name="areas_change_cancelled_has_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="reversed", reversed_at__isnull=False) | (~Q(state="reversed") & Q(reversed_at__isnull=True)),
                        name="areas_change_reversed_has_when",
                    ),
                ],
            },
        ),
    ]
