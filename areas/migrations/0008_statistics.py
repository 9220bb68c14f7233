"""Register statistics: indicators, and their numbers by place and year with where they came from."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KEEP = django.db.models.deletion.PROTECT


def key(to: str, name: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=KEEP, related_name=name, to=to, **given)


class Migration(migrations.Migration):
    dependencies = [("areas", "0007_organisation_changes")]
    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="nyckel")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("unit", models.CharField(max_length=40, verbose_name="enhet")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("count", "antal personer eller händelser"),
                            ("posts", "antal tjänster"),
                            ("share", "andel"),
                            ("amount", "belopp"),
                        ],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        blank=True, choices=[("up", "högre är bättre"), ("down", "lägre är bättre")], max_length=4, verbose_name="bättre"
                    ),
                ),
                ("beside", models.CharField(blank=True, max_length=120, verbose_name="vid frågorna")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="vanlig källa")),
                ("note", models.TextField(blank=True, verbose_name="anmärkning")),
                ("order", models.PositiveSmallIntegerField(default=50, verbose_name="ordning")),
            ],
            options={"verbose_name": "indikator", "verbose_name_plural": "indikatorer", "ordering": ["order", "key"]},
        ),
        migrations.CreateModel(
            name="StatisticDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=300, verbose_name="källa")),
                ("licence", models.CharField(max_length=300, verbose_name="licens")),
                ("retrieved_on", models.DateField(verbose_name="hämtad")),
                ("batch", key("areas.importbatch", "deliveries")),
            ],
            options={
                "verbose_name": "leverans",
                "verbose_name_plural": "leveranser",
                "constraints": [
                    models.UniqueConstraint(fields=["batch", "source", "licence", "retrieved_on"], name="areas_one_delivery_of_a_batch"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatisticSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[("register", "ur register"), ("areal", "arealviktad")],
                        default="register",
                        max_length=10,
                        verbose_name="metod",
                    ),
                ),
                ("indicator", key("areas.indicator", "series")),
                ("area", key("areas.area", "series", blank=True, null=True)),
                ("unit", key("areas.unit", "series", blank=True, null=True)),
                ("municipality", key("areas.municipality", "series", blank=True, null=True)),
            ],
            options={
                "verbose_name": "serie",
                "verbose_name_plural": "serier",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["indicator", "area", "unit", "municipality", "method"],
                        name="areas_one_series_of_a_place",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=Q(area__isnull=False, unit__isnull=True, municipality__isnull=True)
                        | Q(area__isnull=True, unit__isnull=False, municipality__isnull=True)
                        | Q(area__isnull=True, unit__isnull=True, municipality__isnull=False),
                        name="areas_series_of_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField(verbose_name="år")),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, verbose_name="värde")),
                ("low", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="minst")),
                ("high", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="högst")),
                ("series", key("areas.statisticseries", "values", db_index=False)),
                ("delivery", key("areas.statisticdelivery", "values", db_index=False)),
            ],
            options={
                "verbose_name": "registeruppgift",
                "verbose_name_plural": "registeruppgifter",
                "constraints": [
                    models.UniqueConstraint(fields=["series", "year"], name="areas_one_value_a_year"),
                    models.CheckConstraint(
                        condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("value"), high__gte=F("value")),
                        name="areas_value_within_its_bounds",
                    ),
                ],
            },
        ),
    ]
