"""Boundaries of areas; and no two rows about one thing hold on the same day."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from lagesbild.db import one_at_a_time


class Migration(migrations.Migration):
    dependencies = [("areas", "0004_access_review")]
    operations = [
        migrations.CreateModel(
            name="Boundary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="gäller från")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                ("geometry", models.JSONField(verbose_name="gräns")),
                ("area_m2", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="yta, m²")),
                ("reason", models.TextField(blank=True, verbose_name="skäl")),
                ("source", models.TextField(blank=True, verbose_name="källa")),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="boundaries", to="areas.area"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="boundaries", to="areas.importbatch"
                    ),
                ),
            ],
            options={
                "verbose_name": "gräns",
                "verbose_name_plural": "gränser",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="areas_boundary_period_in_order"
                    ),
                    models.UniqueConstraint(fields=["area", "valid_from"], name="areas_one_boundary_from_a_day"),
                    models.CheckConstraint(condition=Q(area_m2__gt=0), name="areas_boundary_has_surface"),
                ],
            },
        ),
        one_at_a_time("areas_boundary", "area_id"),
        one_at_a_time("areas_areaversion", "area_id"),
        one_at_a_time("areas_unitname", "unit_id"),
        one_at_a_time("areas_unitplacement", "unit_id"),
    ]
