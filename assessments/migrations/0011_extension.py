"""Requests for more time, and their answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

STATES = [
    ("asked", "Begärt"),
    ("granted", "Beviljat"),
    ("refused", "Avslaget"),
    ("withdrawn", "Återtaget"),
    ("over", "Inte längre aktuellt"),
]
DECIDED = ("granted", "refused")


def somebody(**more: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **more)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_drawn_boundaries"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(choices=STATES, default="asked", max_length=10, verbose_name="läge")),
                ("until", models.DateField(verbose_name="till")),
                ("reason", models.CharField(max_length=500, verbose_name="skäl")),
                ("asked_at", models.DateTimeField()),
                ("granted_until", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="svar")),
                ("decided_at", models.DateTimeField(null=True)),
                ("asked_by", somebody()),
                ("decided_by", somebody(null=True)),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="assessments.localpicture"
                    ),
                ),
            ],
            options={
                "verbose_name": "anstånd",
                "verbose_name_plural": "anstånd",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["picture"], condition=Q(state="asked"), name="assessments_one_extension_waits"),
                    models.CheckConstraint(condition=~Q(reason=""), name="assessments_extension_has_reason"),
                    models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="assessments_extension_four_eyes"),
                    models.CheckConstraint(
                        condition=(Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer=""))
                        | (~Q(state__in=DECIDED) & Q(decided_by=None, decided_at=None, answer="")),
                        name="assessments_extension_decided_has_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="granted", granted_until__isnull=False) | (~Q(state="granted") & Q(granted_until=None)),
                        name="assessments_extension_granted_has_day",
                    ),
                ],
            },
        ),
    ]
