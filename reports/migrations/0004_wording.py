"""Who changed the wording of a picture: kept for good, and the database itself refuses that the same person approves it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lagesbild.db import append_only, guard

APPROVER_CHANGED_NOTHING = """
begin
  if new.state = 'approved' and old.state <> 'approved' and exists (
    select 1 from reports_pictureedit e where e.picture_id = new.id and e.edited_by_id = new.approved_by_id
  ) then
    raise exception 'the approver has changed the wording of this national picture' using errcode = 'check_violation';
  end if;
  return new;
end
"""

EDITS_END_WITH_THE_APPROVAL = """
begin
  if exists (select 1 from reports_nationalpicture p where p.id = new.picture_id and p.state = 'approved') then
    raise exception 'the wording of an approved national picture is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_more_guards"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("nationalpicture", "text_version", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="PictureEdit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(blank=True, max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("edited_at", models.DateTimeField()),
                (
                    "edited_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "picture",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="edits", to="reports.nationalpicture"),
                ),
            ],
            options={
                "ordering": ["picture_id", "number"],
                "constraints": [models.UniqueConstraint(fields=["picture", "number"], name="reports_one_edit_per_text_version")],
            },
        ),
        append_only("reports_pictureedit"),
        guard("reports_pictureedit", "reports_edit_frozen", when="before insert", body=EDITS_END_WITH_THE_APPROVAL),
        guard("reports_nationalpicture", "reports_picture_four_eyes_edits", when="before update", body=APPROVER_CHANGED_NOTHING),
    ]
