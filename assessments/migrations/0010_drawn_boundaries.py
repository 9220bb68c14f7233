"""Boundaries that local police areas draw; they change only while the local police area has the picture, as answers do."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from lagesbild.db import guard

DRAWN_IS_LOCKED = """
declare
  picture bigint := coalesce(new.picture_id, old.picture_id);
begin
  if not exists (select 1 from assessments_localpicture p where p.id = picture and p.state in ('none', 'draft', 'returned')) then
    raise exception 'a drawn boundary changes only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  if tg_op <> 'DELETE' and not exists (
    select 1 from assessments_areaassessment a where a.id = new.area_id and a.picture_id = new.picture_id
  ) then
    raise exception 'a drawn boundary stands in the picture of its area' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_decision_batch"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="DrawnBoundary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("geometry", models.JSONField(verbose_name="gräns")),
                ("area_m2", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="yta, m²")),
                ("reason", models.TextField(verbose_name="skäl")),
                ("drawn_at", models.DateTimeField()),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drawn", to="assessments.areaassessment"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn_boundaries", to="assessments.localpicture"
                    ),
                ),
            ],
            options={
                "verbose_name": "ritad gräns",
                "verbose_name_plural": "ritade gränser",
                "constraints": [models.CheckConstraint(condition=~Q(reason=""), name="assessments_drawn_boundary_has_reason")],
            },
        ),
        guard("assessments_drawnboundary", "assessments_drawn_locked", when="before insert or update or delete", body=DRAWN_IS_LOCKED),
    ]
