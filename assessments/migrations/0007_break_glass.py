"""Reading in an emergency: a grant to oneself with a case number, short, that stays as it was, and its review by somebody else."""

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from lagesbild.db import append_only, guard

PROTECT = django.db.models.deletion.PROTECT
USER = settings.AUTH_USER_MODEL
OUTCOMES = [("justified", "Befogad"), ("unjustified", "Inte befogad")]

# It may be ended, once; nothing else about it changes, and no ordinary grant becomes one.
FACTS = "picture_id, user_id, level, purpose, case_number, given_by_id, given_at, until"
GLASS_STAYS = f"""
declare
  before record; after record;
begin
  if tg_op = 'DELETE' then
    if old.case_number <> '' then
      raise exception 'an emergency reading is never removed' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  select {", ".join(f"old.{name}" for name in FACTS.split(", "))} into before;
  select {", ".join(f"new.{name}" for name in FACTS.split(", "))} into after;
  if old.case_number <> new.case_number or (old.case_number <> '' and before is distinct from after) then
    raise exception 'an emergency reading is never changed' using errcode = 'restrict_violation';
  end if;
  if old.case_number <> '' and old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'an emergency reading that ended does not begin again' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

REVIEW_BY_ANOTHER = """
declare
  reading record;
begin
  select user_id, case_number, least(ended_at, until) as over_at into reading from assessments_personalgrant where id = new.grant_id;
  if reading.case_number = '' then
    raise exception 'only an emergency reading is reviewed' using errcode = 'restrict_violation';
  end if;
  if reading.user_id = new.reviewed_by_id then
    raise exception 'who read in an emergency does not review it' using errcode = 'restrict_violation';
  end if;
  if reading.over_at > new.reviewed_at then
    raise exception 'an emergency reading is reviewed when it is over' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_personal_grants"), migrations.swappable_dependency(USER)]
    operations = [
        migrations.AddField(
            model_name="personalgrant",
            name="case_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="ärendenummer"),
        ),
        migrations.RemoveConstraint(model_name="personalgrant", name="assessments_personal_grant_never_to_oneself"),
        migrations.AddConstraint(
            model_name="personalgrant",
            constraint=models.CheckConstraint(
                condition=~Q(user=F("given_by")) | ~Q(case_number=""), name="assessments_personal_grant_never_to_oneself"
            ),
        ),
        migrations.AddConstraint(
            model_name="personalgrant",
            constraint=models.CheckConstraint(
                condition=Q(case_number="") | Q(user=F("given_by"), level="classified", until__lte=F("given_at") + timedelta(hours=4)),
                name="assessments_break_glass_is_ones_own_and_short",
            ),
        ),
        migrations.CreateModel(
            name="GlassReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(choices=OUTCOMES, max_length=11, verbose_name="utfall")),
                ("finding", models.TextField(max_length=1000, verbose_name="vad granskningen visade")),
                ("reviewed_at", models.DateTimeField()),
                ("grant", models.OneToOneField(on_delete=PROTECT, related_name="review", to="assessments.personalgrant")),
                ("reviewed_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to=USER)),
            ],
            options={
                "verbose_name": "granskning av läsning i nödläge",
                "verbose_name_plural": "granskningar av läsningar i nödläge",
                "constraints": [models.CheckConstraint(condition=~Q(finding=""), name="assessments_glass_review_has_words")],
            },
        ),
        guard("assessments_personalgrant", "assessments_glass_stays", when="before update or delete", body=GLASS_STAYS),
        guard("assessments_glassreview", "assessments_glass_review_by_another", when="before insert", body=REVIEW_BY_ANOTHER),
        append_only("assessments_glassreview"),
    ]
