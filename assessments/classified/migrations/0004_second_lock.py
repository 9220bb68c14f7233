"""The second lock: a classified row is there only for who holds `view_classified` for its local picture, whatever a query asks."""

from django.db import migrations

from lagesbild.db import only_for

MY_PICTURES = """
create function my_pictures(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select id from assessments_localpicture where unit_id in (select my_units(asked))
$$;
"""

# Where the row's local picture is found. The system itself reads all of it to compile the annex and to check a release.
PICTURE = "picture_id in (select my_pictures('view_classified'))"
AREA = "area_id in (select a.id from assessments_areaassessment a where a.picture_id in (select my_pictures('view_classified')))"
POINT = "point_id in (select p.id from assessments_reviewpoint p where p.picture_id in (select my_pictures('view_classified')))"
DECISION = """decision_id in (
  select d.id from assessments_decision d join assessments_areaassessment a on a.id = d.assessment_id
  where a.picture_id in (select my_pictures('view_classified')))"""
PROPOSAL = "proposal_id in (select p.id from classified_proposal p)"  # under that table's own policies

RULES = {
    "classified_classifiedanswer": PICTURE,
    "classified_proposal": AREA,
    "classified_proposalground": PROPOSAL,
    "classified_pointtext": POINT,
    "classified_decisionground": DECISION,
    "classified_dissent": DECISION,
}


class Migration(migrations.Migration):
    dependencies = [("classified", "0003_more_guards"), ("assessments", "0003_more_guards"), ("areas", "0002_second_lock")]
    operations = [
        migrations.RunSQL(MY_PICTURES, "drop function my_pictures(text);"),
        *[
            only_for(
                table,
                read=f"(select sees_all('view_classified', 'compile_annex', 'release_check')) or {rule}",
                write=f"(select sees_all('view_classified')) or {rule}",
            )
            for table, rule in RULES.items()
        ],
    ]
