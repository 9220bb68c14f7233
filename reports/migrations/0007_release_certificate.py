"""The certificate of a signed build, which its publication refers to; and what each check looked for, listed and was passed with.

The database itself refuses a certificate of another build or with another digest, a publication without its certificate, and one whose
flagged checks nobody has given a reason for. A publication from before has none.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lagesbild.db import append_only, guard

CERTIFICATE_IS_OF_WHAT_WAS_SIGNED = """
begin
  if not exists (
    select 1 from reports_build b
    where b.id = new.build_id and b.release_approved_by_id = new.issued_by_id and b.manifest_sha256 = new.manifest_sha256
  ) then
    raise exception 'a certificate is of a signed build and its signer' using errcode = 'check_violation';
  end if;
  if new.sha256 <> encode(sha256(convert_to(new.content, 'UTF8')), 'hex') then
    raise exception 'the digest of a certificate is that of its content' using errcode = 'check_violation';
  end if;
  return new;
end
"""

PUBLISHED_IS_WHAT_WAS_SIGNED = """
create or replace function reports_publication_signed() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from reports_build b
    where b.id = new.build_id and b.release_approved_by_id = new.release_approved_by_id and b.manifest_sha256 = new.manifest_sha256
      and not exists (
        select 1 from reports_releasecheck c
        where c.build_id = b.id and (c.outcome = 'bad' or (c.outcome = 'warn' and c.reason = ''))
      )
  ) then
    raise exception 'only a build that is signed and has no red check is published' using errcode = 'check_violation';
  end if;
  if not exists (
    select 1 from reports_releasecertificate c
    where c.id = new.certificate_id and c.build_id = new.build_id and c.manifest_sha256 = new.manifest_sha256
  ) then
    raise exception 'what is published has a certificate of its own' using errcode = 'check_violation';
  end if;
  return new;
end $$
"""

BEFORE = """
create or replace function reports_publication_signed() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from reports_build b
    where b.id = new.build_id and b.release_approved_by_id = new.release_approved_by_id and b.manifest_sha256 = new.manifest_sha256
      and not exists (select 1 from reports_releasecheck c where c.build_id = b.id and c.outcome = 'bad')
  ) then
    raise exception 'only a build that is signed and has no red check is published' using errcode = 'check_violation';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_wording_source"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AlterField(
            "releasecheck",
            "outcome",
            models.CharField(choices=[("ok", "Grön"), ("warn", "Att ta ställning till"), ("bad", "Röd")], max_length=5),
        ),
        migrations.AddField("releasecheck", "version", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("releasecheck", "listed", models.JSONField(default=list)),
        migrations.AddField("releasecheck", "facts", models.JSONField(default=dict)),
        migrations.AddField("releasecheck", "reason", models.TextField(blank=True, max_length=1000, verbose_name="skäl")),
        migrations.CreateModel(
            name="ReleaseCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manifest_sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("app_version", models.CharField(max_length=40)),
                ("issued_role", models.CharField(max_length=200)),
                ("issued_at", models.DateTimeField()),
                (
                    "build",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="reports.build"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={"verbose_name": "certifikat", "verbose_name_plural": "certifikat", "ordering": ["-id"]},
        ),
        migrations.AddField(
            "publication",
            "certificate",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publication",
                to="reports.releasecertificate",
            ),
        ),
        append_only("reports_releasecertificate"),
        guard("reports_releasecertificate", "reports_certificate_signed", when="before insert", body=CERTIFICATE_IS_OF_WHAT_WAS_SIGNED),
        migrations.RunSQL(PUBLISHED_IS_WHAT_WAS_SIGNED, BEFORE),
    ]
