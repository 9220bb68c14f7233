"""The database counts personal grants as the scope does: for reading, until the second their time is out, and never for writing."""

from django.db import migrations

# The moment of the statement: `now()` is when the transaction began, which may be long ago.
MY_PICTURES = """
create function role_pictures(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select id from assessments_localpicture where unit_id in (select my_units(asked))
$$;
create or replace function my_pictures(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select role_pictures(asked)
  union
  select g.content_object_id
  from assessments_pictureusergrant g
  join auth_permission p on p.id = g.permission_id
  join accounts_user u on u.id = g.user_id
  where g.user_id = app_user_id() and p.codename = asked and g.until > statement_timestamp() and u.is_active and not u.has_start_password
$$;
"""

UNDO = """
create or replace function my_pictures(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select id from assessments_localpicture where unit_id in (select my_units(asked))
$$;
"""

# Who may write by role: the rules of 0004 with `%s` for the function that is asked.
PICTURE = "picture_id in (select %s('view_classified'))"
AREA = "area_id in (select a.id from assessments_areaassessment a where a.picture_id in (select %s('view_classified')))"
POINT = "point_id in (select p.id from assessments_reviewpoint p where p.picture_id in (select %s('view_classified')))"
DECISION = """decision_id in (
  select d.id from assessments_decision d join assessments_areaassessment a on a.id = d.assessment_id
  where a.picture_id in (select %s('view_classified')))"""
PROPOSAL = """proposal_id in (
  select p.id from classified_proposal p join assessments_areaassessment a on a.id = p.area_id
  where a.picture_id in (select %s('view_classified')))"""

RULES = {
    "classified_classifiedanswer": PICTURE,
    "classified_proposal": AREA,
    "classified_proposalground": PROPOSAL,
    "classified_pointtext": POINT,
    "classified_decisionground": DECISION,
    "classified_dissent": DECISION,
}


def write_rules(function: str) -> str:
    """Return the SQL that lets rows be written for the pictures that `function` answers."""
    found = ""
    for table, rule in RULES.items():
        may = f"(select sees_all('view_classified')) or {rule % function}"
        found += f"""
        alter policy {table}_add on {table} with check ({may});
        alter policy {table}_change on {table} using ({may}) with check ({may});
        alter policy {table}_remove on {table} using ({may});
        """
    return found


class Migration(migrations.Migration):
    dependencies = [("classified", "0005_sealed"), ("assessments", "0006_personal_grants")]
    operations = [
        migrations.RunSQL(
            MY_PICTURES + write_rules("role_pictures"),
            write_rules("my_pictures") + "drop function role_pictures(text);" + UNDO,
        )
    ]
