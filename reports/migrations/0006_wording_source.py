"""What each wording was written from; the database itself refuses to approve a picture with a wording whose source has changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lagesbild.db import guard

WORDINGS_FIT_THEIR_SOURCES = """
begin
  if new.state = 'approved' and old.state <> 'approved' and exists (
    select 1 from reports_wordingsource s
    where s.picture_id = new.id and (s.now <> s.written_from or s.confirmed_by_id = new.approved_by_id)
  ) then
    raise exception 'a wording of this national picture is stale, or was confirmed by its approver' using errcode = 'check_violation';
  end if;
  return new;
end
"""

SOURCES_END_WITH_THE_APPROVAL = """
begin
  if exists (select 1 from reports_nationalpicture p where p.id in (old.picture_id, new.picture_id) and p.state = 'approved') then
    raise exception 'the sources of an approved national picture are never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_audit_anchor"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="WordingSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100)),
                ("now", models.CharField(max_length=64)),
                ("written_from", models.CharField(blank=True, max_length=64)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="reports.nationalpicture"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["picture", "slug"], name="reports_one_source_per_area"),
                    models.CheckConstraint(
                        condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                        | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                        name="reports_source_confirmed_at_with_by",
                    ),
                ],
            },
        ),
        guard(
            "reports_wordingsource",
            "reports_source_frozen",
            when="before insert or update or delete",
            body=SOURCES_END_WITH_THE_APPROVAL,
        ),
        guard("reports_nationalpicture", "reports_picture_wordings_fit", when="before update", body=WORDINGS_FIT_THEIR_SOURCES),
    ]
