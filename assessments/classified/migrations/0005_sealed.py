"""The third lock: every classified value moves, sealed, into one column of its row, and the plain columns go.

A value that was stored before stands in the table's old pages until PostgreSQL has rewritten them: `vacuum full` afterwards (operations).
"""

from django.db import migrations

import lagesbild.sealing.fields
from lagesbild.sealing.moving import move, not_while_resealing

VALUES = {
    "ClassifiedAnswer": {"sealed": ("rating", "count", "share", "choice", "trend", "text", "dont_know", "evidence", "comment")},
    "Proposal": {"sealed": ("category",)},
    "ProposalGround": {"sealed": ("met", "text")},
    "PointText": {"sealed": ("text",), "sealed_answer": ("answer",)},
    "DecisionGround": {"sealed": ("met", "text")},
    "Dissent": {"sealed": ("text",)},
}
PLACES = {
    "ClassifiedAnswer": ("picture_id", "area_id", "question_id"),
    "Proposal": ("area_id",),
    "ProposalGround": ("proposal_id", "criterion_id"),
    "PointText": ("point_id",),
    "DecisionGround": ("decision_id", "criterion_id"),
    "Dissent": ("decision_id",),
}

WORDS_STAY = """
create or replace function classified_pointtext_stays() returns trigger language plpgsql as $$
declare
  place text := (
    select p.state from assessments_reviewpoint r join assessments_localpicture p on p.id = r.picture_id where r.id = old.point_id
  );
  point text := (select r.state from assessments_reviewpoint r where r.id = old.point_id);
begin
  if tg_op = 'DELETE' then
    if point <> 'draft' then
      raise exception 'a point that was sent is never removed' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  if (new.sealed, new.point_id) is distinct from (old.sealed, old.point_id) then
    raise exception 'the words of a point are never changed' using errcode = 'restrict_violation';
  end if;
  if new.sealed_answer is distinct from old.sealed_answer and place <> 'returned' then
    raise exception 'a point is answered only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return new;
end $$
"""

TRIGGERS = [  # table, trigger, function, moment
    ("classified_classifiedanswer", "classified_answer_locked", "classified_answer_locked", "before insert or update or delete"),
    ("classified_proposal", "classified_proposal_locked", "classified_proposal_locked", "before insert or update or delete"),
    (
        "classified_proposalground",
        "classified_proposalground_locked",
        "classified_proposalground_locked",
        "before insert or update or delete",
    ),
    ("classified_pointtext", "classified_pointtext_stays", "classified_pointtext_stays", "before update or delete"),
    (
        "classified_decisionground",
        "classified_decisionground_append_only",
        "classified_decisionground_is_append_only",
        "before update or delete",
    ),
    ("classified_dissent", "classified_dissent_append_only", "classified_dissent_is_append_only", "before update or delete"),
]


class Migration(migrations.Migration):
    dependencies = [("classified", "0004_second_lock"), ("sealing", "0001_initial")]
    operations = [
        *[not_while_resealing(*trigger) for trigger in TRIGGERS],
        *[
            migrations.AddField(name, column, lagesbild.sealing.fields.SealedColumn(editable=False, null=True))
            for name, columns in VALUES.items()
            for column in columns
        ],
        migrations.RunPython(move("classified", VALUES, PLACES), migrations.RunPython.noop),
        *[
            migrations.RemoveConstraint("classifiedanswer", f"classified_classifiedanswer_{rule}")
            for rule in ("rating_0_to_4", "dont_know_has_no_rating", "share_is_percent")
        ],
        *[migrations.RemoveField(name, value) for name, columns in VALUES.items() for values in columns.values() for value in values],
        *[
            migrations.AlterField(name, column, lagesbild.sealing.fields.SealedColumn(editable=False))
            for name, columns in VALUES.items()
            for column in columns
        ],
        migrations.RunSQL(WORDS_STAY, migrations.RunSQL.noop),
    ]
