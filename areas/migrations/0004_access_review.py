"""The regular review of who holds which role."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from lagesbild.db import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_new_codenames"),
        ("access", "0002_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RoleReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("keep", "Behövs fortfarande"), ("remove", "Ska tas bort")], max_length=10, verbose_name="bedömning"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="anteckning eller skäl")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "role_group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.rolegroup"),
                ),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "genomgång av en behörighet",
                "verbose_name_plural": "genomgångar av behörigheter",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["role_group", "user", "at"], name="areas_role_review_last")],
                "constraints": [
                    models.CheckConstraint(condition=~Q(user=F("by")), name="areas_role_review_never_ones_own"),
                    models.CheckConstraint(condition=Q(verdict="keep") | ~Q(words=""), name="areas_role_review_removal_has_reason"),
                ],
            },
        ),
        append_only("areas_rolereview"),
    ]
