"""How areas come from one another can be decided here, with a reason: also that one is new, unchanged or dissolved; or be said no to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("new", "nytt"),
    ("unchanged", "oförändrat"),
    ("renamed", "bytt namn"),
    ("split", "delat"),
    ("merged", "sammanslaget"),
    ("trimmed", "ändrad gräns"),
    ("dissolved", "upplöst"),
]


def area(name: str) -> models.ForeignKey:
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name=name, to="areas.area")


class Migration(migrations.Migration):
    dependencies = [("areas", "0005_boundaries"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AlterField("lineage", "kind", models.CharField(choices=KINDS, max_length=10, verbose_name="slag")),
        migrations.AlterField("lineage", "before", area("became")),
        migrations.AlterField("lineage", "after", area("came_from")),
        migrations.AddField("lineage", "reason", models.TextField(blank=True, verbose_name="skäl", default=""), preserve_default=False),
        migrations.AddField(
            "lineage",
            "share_before",
            models.DecimalField(decimal_places=4, max_digits=5, null=True, verbose_name="andel av området före"),
        ),
        migrations.AddField(
            "lineage",
            "share_after",
            models.DecimalField(decimal_places=4, max_digits=5, null=True, verbose_name="andel av området efter"),
        ),
        migrations.AddField(
            "lineage",
            "decided_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField("lineage", "decided_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "lineage",
            models.UniqueConstraint(fields=["after", "year"], condition=Q(before__isnull=True), name="areas_new_once_in_a_year"),
        ),
        migrations.AddConstraint(
            "lineage",
            models.UniqueConstraint(fields=["before", "year"], condition=Q(after__isnull=True), name="areas_dissolved_once_in_a_year"),
        ),
        migrations.AddConstraint(
            "lineage",
            models.CheckConstraint(
                condition=Q(kind="new", before__isnull=True, after__isnull=False)
                | Q(kind="dissolved", before__isnull=False, after__isnull=True)
                | (~Q(kind__in=["new", "dissolved"]) & Q(before__isnull=False, after__isnull=False)),
                name="areas_lineage_has_its_sides",
            ),
        ),
        migrations.AddConstraint(
            "lineage",
            models.CheckConstraint(
                condition=(Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""))
                | Q(decided_by__isnull=True, decided_at__isnull=True, reason=""),
                name="areas_lineage_decided_or_taken_over",
            ),
        ),
        migrations.AddConstraint(
            "lineage",
            models.CheckConstraint(
                condition=(Q(share_before__isnull=True) | Q(share_before__range=(0, 1)))
                & (Q(share_after__isnull=True) | Q(share_after__range=(0, 1))),
                name="areas_lineage_shares_are_shares",
            ),
        ),
        migrations.CreateModel(
            name="LineageRejection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=10, verbose_name="slag")),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("reason", models.TextField(verbose_name="skäl")),
                ("rejected_at", models.DateTimeField()),
                ("after", area("+")),
                ("before", area("+")),
                (
                    "rejected_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["year", "before_id", "after_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["before", "after", "year", "kind"], nulls_distinct=False, name="areas_rejected_once_in_a_year"
                    ),
                    models.CheckConstraint(condition=~Q(reason=""), name="areas_rejection_has_a_reason"),
                ],
            },
        ),
    ]
