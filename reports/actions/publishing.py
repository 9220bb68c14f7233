"""Approving the release check and publishing: two people, no check red, a certificate, one atomic switch."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.boundaries import hold_drawn_boundaries
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.chain import head
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied
from reports.certificates import certificate_of, is_manifest, is_of
from reports.enums import Outcome
from reports.models import Build, Publication, ReleaseCertificate
from reports.models.release_check import MAX_REASON
from reports.queries.publications import published
from reports.site.bundle import verify_bundle
from reports.site.publish import switch_in, write_index


@transaction.atomic
def approve_release(build: Build, *, by: Any, reasons: Mapping[str, str] | None = None) -> Build:
    """Sign the release check of a build and make its certificate: no check is red, and each one that lists something has a reason.

    `reasons` are by the code of the check, in the signer's words.
    """
    require_grant(by, Codename.APPROVE_RELEASE, None, verb=_("godkänna kontrollerna"))
    build = locked(build)
    why = what_blocks_release(build)
    if why:
        raise ActionDenied(_("Du kan inte godkänna kontrollerna: %(why)s.") % {"why": why})
    folder = settings.BUILD_DIR / build.folder
    if not is_manifest(folder, build.manifest_sha256):
        raise ActionDenied(_("Du kan inte godkänna kontrollerna: paketet på disken har ändrats sedan det byggdes. Bygg det igen."))
    _keep_reasons(build, reasons or {})
    build.release_approved_by, build.release_approved_at = by, clock.now()
    build.save(update_fields=["release_approved_by", "release_approved_at"])
    certificate = certificate_of(build, folder)
    certificate.save(force_insert=True)
    audit.record(Event.RELEASE_APPROVED, obj=build, by=by, detail={"manifest": build.manifest_sha256, "certificate": certificate.sha256})
    return build


def _keep_reasons(build: Build, reasons: Mapping[str, str]) -> None:
    """Write why each flagged check may pass. Without a reason for one of them nothing is signed."""
    for row in build.checks.filter(outcome=Outcome.WARN):
        row.reason = reasons.get(row.code, "").strip()
        if not 0 < len(row.reason) <= MAX_REASON:
            why = _("skriv varför det som kontrollen ”%(title)s” listar får stå kvar") % {"title": row.title}
            raise ActionDenied(_("Du kan inte godkänna kontrollerna: %(why)s.") % {"why": why})
        row.save(update_fields=["reason"])


def what_blocks_release(build: Build) -> str:
    """Return why the release check cannot be signed now, as the end of a sentence; empty when nothing stands in the way."""
    if build.built_at is None:
        return _("paketet är inte byggt")
    if build.release_approved_at is not None:
        return _("de är redan godkända")
    red = build.checks.filter(outcome=Outcome.BAD).count()
    if red:
        return ngettext("en kontroll är röd", "%(n)s kontroller är röda", red) % {"n": red}
    if _newer_build(build):
        return _("det finns ett nyare bygge")
    return ""


@transaction.atomic
def publish(build: Build, *, by: Any) -> Publication:
    """Publish a signed build. The bundle is verified once more, then switched in with one rename as the last step before the commit.

    Publishing the same build again answers the publication that is there.
    """
    require_grant(by, Codename.PUBLISH, None, verb=_("publicera"))
    build = locked(build)
    existing = Publication.objects.filter(build=build).first()
    if existing is not None:
        return existing
    why = what_blocks_publication(build, by)
    if why:
        raise ActionDenied(_("Du kan inte publicera: %(why)s.") % {"why": why})
    folder = settings.BUILD_DIR / build.folder
    if verify_bundle(folder):
        raise ActionDenied(_("Du kan inte publicera: paketet på disken har ändrats sedan det byggdes. Bygg det igen."))
    if not is_of(build.certificate, folder):
        raise ActionDenied(_("Du kan inte publicera: certifikatet gäller andra filer än de som finns på disken. Bygg paketet igen."))
    log = head()
    publication = Publication.objects.create(
        audit_seq=log.seq if log else None,
        audit_hash=log.hash if log else "",
        build=build,
        certificate=build.certificate,
        year=build.picture.year,
        version=build.version,
        manifest_sha256=build.manifest_sha256,
        reason=build.picture.correction_reason,
        release_approved_by=present(build.release_approved_by),
        published_by=by,
        published_at=clock.now(),
    )
    hold_drawn_boundaries(build.picture.round)
    audit.record(Event.PUBLISHED, obj=publication, by=by, detail={"manifest": build.manifest_sha256})
    switch_in(folder, public_dir=settings.PUBLIC_DIR, year=publication.year, version=publication.version)
    write_index(settings.PUBLIC_DIR, published())
    return publication


def what_blocks_publication(build: Build, by: Any) -> str:
    """Return why `by` cannot publish now, as the end of a sentence; empty when nothing stands in the way."""
    if build.built_at is None:
        return _("paketet är inte byggt")
    red = build.checks.filter(outcome=Outcome.BAD).count()
    if red:
        return ngettext("en kontroll är röd", "%(n)s kontroller är röda", red) % {"n": red}
    if build.release_approved_at is None:
        return _("en andra person har inte godkänt kontrollerna")
    if not ReleaseCertificate.objects.filter(build=build).exists():
        return _("kontrollerna godkändes innan det fanns certifikat. Bygg paketet igen")
    if build.release_approved_by_id == by.pk:
        return _("du har godkänt kontrollerna. En annan person måste publicera")
    if _newer_build(build):
        return _("det finns ett nyare bygge")
    if Publication.objects.filter(year=build.picture.year, version__gte=build.version).exists():
        return _("en annan upplaga är publicerad sedan paketet beställdes. Bygg det igen")
    return ""


def _newer_build(build: Build) -> bool:
    return Build.objects.filter(picture__year=build.picture.year, pk__gt=build.pk, built_at__isnull=False).exists()
