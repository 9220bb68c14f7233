"""Ordering a build and carrying it out."""

import hashlib
import shutil
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lagesbild import audit, clock
from lagesbild.access.acting import Purpose, acting_for
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied
from lagesbild.jobs import running
from lagesbild.jobs.models import Job, JobState
from reports.enums import NationalState, Outcome
from reports.models import Build, NationalPicture, Publication, ReleaseCheck
from reports.queries.open_report import open_report
from reports.release_checks import CHECK_COUNT, run_checks
from reports.site.bundle import Manifest, write_bundle
from reports.workflow import NATIONAL


@transaction.atomic
def request_build(picture: NationalPicture, *, edition_date: date, by: Any) -> Build:
    """Order a build of an approved picture. One at a time; the worker starts when the order is committed."""
    require_grant(by, Codename.PUBLISH, None, verb=_("bygga rapporten"))
    picture = locked(picture)
    NATIONAL.check("build", picture.state)
    why = what_blocks_build(picture)
    if why:
        raise ActionDenied(_("Du kan inte bygga rapporten: %(why)s.") % {"why": why})
    last = Publication.objects.filter(year=picture.year).aggregate(n=Max("version"))["n"] or 0
    build = Build.objects.create(
        picture=picture, version=last + 1, edition_date=edition_date, folder="", requested_by=by, requested_at=clock.now()
    )
    build.folder = f"{picture.year}-v{build.version}-b{build.pk}"
    build.job = running.enqueue("reports.build", subject_id=build.pk, total=1, by=by)
    build.save(update_fields=["folder", "job"])
    audit.record(Event.BUILD_REQUESTED, obj=build, by=by, detail={"picture": picture.pk, "version": build.version})
    return build


def what_blocks_build(picture: NationalPicture) -> str:
    """Return why no build may start now, as the end of a sentence; empty when nothing stands in the way."""
    if Publication.objects.filter(build__picture=picture).exists():
        return _("lägesbilden är redan publicerad. En rättelse är en ny version av den nationella lägesbilden")
    if NationalPicture.objects.filter(round=picture.round_id, version__gt=picture.version, state=NationalState.APPROVED).exists():
        return _("en senare version av lägesbilden är godkänd. Bygg den")
    if Job.objects.filter(build__picture=picture, state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        return _("ett bygge pågår redan")
    return ""


def carry_out(job: Job) -> None:
    """Write the bundle, check it and note what came out. Safe to run twice: what was noted is kept, anything else is written anew."""
    build = Build.objects.select_related("picture").get(pk=job.subject_id)
    if build.built_at is not None:
        return
    report = open_report(build.picture, version=build.version, edition_date=build.edition_date)

    def progress(done: int, total: int, message: str) -> None:
        running.progress(job, done, total + CHECK_COUNT, message)

    folder = settings.BUILD_DIR / build.folder
    shutil.rmtree(folder, ignore_errors=True)  # a bundle that was never noted was left by a worker that was killed
    manifest = write_bundle(report, folder, progress=progress)
    total = len(manifest.files) + CHECK_COUNT
    running.progress(job, len(manifest.files), total, _("Kontrollerar paketet"))
    with acting_for(Purpose.RELEASE_CHECK):
        results = run_checks(build, report, folder)
    running.progress(job, total, total, _("Klart"))
    _note(build, manifest, results)


@transaction.atomic
def _note(build: Build, manifest: Manifest, results: list[ReleaseCheck]) -> None:
    build = locked(build)
    digest = hashlib.sha256(manifest.to_bytes()).hexdigest()
    build.manifest_sha256, build.file_count, build.byte_count = digest, len(manifest.files), manifest.size
    build.built_at = clock.now()
    build.save(update_fields=["manifest_sha256", "file_count", "byte_count", "built_at"])
    build.checks.all().delete()
    ReleaseCheck.objects.bulk_create(results)
    numbers = {name: sum(row.outcome == outcome for row in results) for name, outcome in (("red", Outcome.BAD), ("flagged", Outcome.WARN))}
    audit.record(Event.BUILD_FINISHED, obj=build, by=None, detail={"files": build.file_count, **numbers, "manifest": digest})
