"""A marking can stand on one single text, and a question can demand an open formulation of its classified text.

Who chooses the grounds of a method version does not approve it; an approved one keeps them.
"""

import django.db.models.deletion
from django.db import migrations, models

from lagesbild.db import guard

KINDS = ("question", "answer_to", "point", "decision")

APPROVER_CHOSE_NO_GROUND = """
begin
  if new.approved_at is not null and old.approved_at is null and exists (
    select 1 from assessments_marking m join assessments_question q on q.id = m.question_id
    where q.method_id = new.id and m.marked_by_id = new.approved_by_id
  ) then
    raise exception 'the approver has chosen grounds of secrecy in this method version' using errcode = 'check_violation';
  end if;
  return new;
end
"""

MARKING_STAYS = """
begin
  if (new.question_id, new.picture_id, new.area_id, new.answer_to_id, new.point_id, new.decision_id)
      is distinct from (old.question_id, old.picture_id, old.area_id, old.answer_to_id, old.point_id, old.decision_id) then
    raise exception 'what a marking stands on is never changed' using errcode = 'restrict_violation';
  end if;
  if (new.ground_id, new.marked_by_id, new.marked_at) is distinct from (old.ground_id, old.marked_by_id, old.marked_at)
    and not exists (
      select 1 from assessments_question q join assessments_method m on m.id = q.method_id
      where q.id = old.question_id and m.approved_at is null
    ) then
    raise exception 'the ground of a text or of a question of an approved method version is never changed'
      using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

TEXT_IS_IN_ITS_PICTURE = """
begin
  if new.area_id is not null
      and not exists (select 1 from assessments_areaassessment a where a.id = new.area_id and a.picture_id = new.picture_id)
    or new.point_id is not null
      and not exists (select 1 from assessments_reviewpoint p where p.id = new.point_id and p.picture_id = new.picture_id)
    or new.decision_id is not null and not exists (
      select 1 from assessments_decision d join assessments_areaassessment a on a.id = d.assessment_id
      where d.id = new.decision_id and a.picture_id = new.picture_id
    )
    or new.answer_to_id is not null and not exists (
      select 1 from assessments_localpicture p
      join assessments_round r on r.id = p.round_id
      join assessments_question q on q.method_id = r.method_id
      where p.id = new.picture_id and q.id = new.answer_to_id
    ) then
    raise exception 'a marked text stands in the local picture of its marking' using errcode = 'check_violation';
  end if;
  return new;
end
"""


def reference(to, *, on_delete=django.db.models.deletion.PROTECT, related_name="+"):
    """Return a relation that may be empty."""
    return models.ForeignKey(null=True, on_delete=on_delete, related_name=related_name, to=to)


def only(name):
    """Return that of everything that can be marked, only `name` is."""
    given = {f"{other}__isnull": other != name for other in KINDS}
    where = {"picture__isnull": name == "question"}
    return models.Q(**given, **where) if name == "answer_to" else models.Q(**given, **where, area__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_break_glass")]
    operations = [
        migrations.AddField("question", "twin_required", models.BooleanField(default=False, verbose_name="öppen formulering krävs")),
        migrations.AlterField(
            "marking",
            "question",
            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="marking", to="assessments.question"),
        ),
        migrations.AddField("marking", "picture", reference("assessments.localpicture", related_name="markings")),
        migrations.AddField("marking", "area", reference("assessments.areaassessment", on_delete=django.db.models.deletion.CASCADE)),
        migrations.AddField("marking", "answer_to", reference("assessments.question")),
        migrations.AddField("marking", "point", reference("assessments.reviewpoint", on_delete=django.db.models.deletion.CASCADE)),
        migrations.AddField("marking", "decision", reference("assessments.decision")),
        migrations.AddConstraint(
            "marking",
            models.CheckConstraint(
                condition=only("question") | only("answer_to") | only("point") | only("decision"),
                name="assessments_marking_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            "marking",
            models.UniqueConstraint(
                fields=["picture", "area", "answer_to"],
                condition=models.Q(answer_to__isnull=False, lifted_at=None),
                nulls_distinct=False,
                name="assessments_one_marking_per_answer",
            ),
        ),
        migrations.AddConstraint(
            "marking",
            models.UniqueConstraint(fields=["point"], condition=models.Q(lifted_at=None), name="assessments_one_marking_per_point"),
        ),
        migrations.AddConstraint(
            "marking",
            models.UniqueConstraint(fields=["decision"], condition=models.Q(lifted_at=None), name="assessments_one_marking_per_decision"),
        ),
        guard("assessments_method", "assessments_method_four_eyes_grounds", when="before update", body=APPROVER_CHOSE_NO_GROUND),
        guard("assessments_marking", "assessments_marking_stays", when="before update", body=MARKING_STAYS),
        guard("assessments_marking", "assessments_marking_in_picture", when="before insert", body=TEXT_IS_IN_ITS_PICTURE),
    ]
