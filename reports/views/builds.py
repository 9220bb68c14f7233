"""A build: its progress, its checks and signatures, and the publication. What is built is shown before it is public."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.queries.people import role_lines
from assessments.views.acting import require_anywhere, tell
from lagesbild import audit
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.audit.events import Event
from lagesbild.audit.object_log import Owned, about, log_page
from lagesbild.jobs.models import Job, JobState
from reports.actions import publishing as actions
from reports.enums import Outcome
from reports.forms.release import ReleaseForm
from reports.models import Build, Publication, ReleaseCertificate, ReleaseCheck
from reports.queries.bundles import parts_of
from reports.site.bundle import TYPES
from reports.site.serve import find

TAKEN_OUT = frozenset({".pdf", ".csv", ".json", ".geojson"})  # what is carried away whole, as against pages that are looked at
ORDER = {Outcome.BAD: 0, Outcome.WARN: 1}  # what a person must do something about comes first


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def build(request: Request, pk: int) -> HttpResponse:
    """Show a build: whether it may be published, each check, the files, and who has signed."""
    return _page(request, pk)


def _page(request: Request, pk: int, form: ReleaseForm | None = None) -> HttpResponse:
    build, job = _load(pk)
    checks = sorted(build.checks.all(), key=lambda row: ORDER.get(Outcome(row.outcome), 2))
    published = Publication.objects.filter(build=build).first()
    numbers = Counter(row.outcome for row in checks)
    context = {
        "build": build,
        "picture": build.picture,
        "checks": checks,
        "red": numbers[Outcome.BAD],
        "flagged": numbers[Outcome.WARN],
        "green": numbers[Outcome.OK],
        "parts": parts_of(build),
        "published": published,
        "certificate": ReleaseCertificate.objects.filter(build=build).first(),
        "newest": Build.objects.filter(picture__year=build.picture.year).order_by("-pk").first(),
        "people": role_lines(_signers(build, published)),
        "may_sign": request.scope.can(Codename.APPROVE_RELEASE),
        "may_publish": request.scope.can(Codename.PUBLISH),
        "form": form or ReleaseForm(checks=_flagged(checks)),
        **_progress(build, job),
        **_blocked(request, build),
    }
    context["verdict"] = _verdict(build, job, checks, published)
    return render(request, "reports/build.html", context)


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def progress(request: Request, pk: int) -> HttpResponse:
    """Answer with how far the build is, alone. When it is over the page is asked to load itself again: the checks are there then."""
    build, job = _load(pk)
    response = render(request, "_components/progress.html", _progress(build, job)["progress"])
    if request.htmx and job.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def build_log(request: Request, pk: int) -> HttpResponse:
    """Show what has happened to a build and its publication, to those who sign and publish."""
    if not (request.scope.can(Codename.PUBLISH) or request.scope.can(Codename.APPROVE_RELEASE)):
        raise PermissionDenied
    build, _job = _load(pk)
    where = about(build)
    published = Publication.objects.filter(build=build).first()
    if published is not None:
        where |= about(published)
    name = _("Bygge %(n)s av %(year)s") % {"n": build.version, "year": build.picture.year}
    return log_page(request, Owned(build, name, reverse("reports:build", args=[build.pk]), where))


@post_only
@needs(Codename.VIEW_NATIONAL)
def sign(request: Request, pk: int) -> HttpResponse:
    """Approve the checks of a build."""
    require_anywhere(request, Codename.APPROVE_RELEASE)
    build, _job = _load(pk)
    form = ReleaseForm(request.POST, checks=_flagged(build.checks.all()))
    if not actions.what_blocks_release(build) and not form.is_valid():
        return _page(request, pk, form)
    reasons = form.reasons if form.is_valid() else {}
    done = _("Kontrollerna är godkända. En annan person kan nu publicera rapporten.")
    tell(request, lambda: actions.approve_release(build, by=request.user, reasons=reasons), done)
    return redirect("reports:build", pk)


@post_only
@needs(Codename.VIEW_NATIONAL)
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish a build. All pages are switched at once."""
    require_anywhere(request, Codename.PUBLISH)
    build, _job = _load(pk)
    done = _("Rapporten är publicerad. Alla kan läsa den nu.")
    tell(request, lambda: actions.publish(build, by=request.user), done)
    return redirect("reports:build", pk)


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def index(request: Request, pk: int) -> HttpResponse:
    """Lead from a previewed page's "all pictures" back to the build."""
    return redirect("reports:build", pk)


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def edition(request: Request, pk: int, year: int, version: int, path: str) -> HttpResponse:
    """Lead from a previewed page's link to an edition: to the public files when it is published, else to the preview."""
    if Publication.objects.filter(year=year, version=version).exists():
        return redirect("site:file", f"{year}-v{version}/{path}")
    return redirect("reports:preview_file", pk, path)


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
@transaction.atomic
def preview(request: Request, pk: int, path: str = "") -> HttpResponse:
    """Show a file of a built bundle before it is public. Nothing outside the bundle's own folder can be reached."""
    build = get_object_or_404(Build, pk=pk, built_at__isnull=False)
    root = (settings.BUILD_DIR / build.folder).resolve()
    found = find(root, path)
    if found is not None and found.is_dir():
        if path and not path.endswith("/"):
            return redirect("reports:preview_file", pk, f"{path}/")
        found = find(root, f"{path}index.html")
    if found is None or not found.is_file():
        raise Http404
    if found.suffix in TAKEN_OUT:
        who = request.user.get_username()
        audit.record(Event.BUILD_FILE_TAKEN, obj=build, by=request.user, detail={"form": found.suffix[1:]}, recipient=who)
    return HttpResponse(found.read_bytes(), content_type=TYPES.get(found.suffix, "application/octet-stream"))


def _load(pk: int) -> tuple[Build, Job]:
    """Return a build and its job; the job is made with the order, so a build always has one."""
    build = get_object_or_404(Build.objects.select_related("picture", "job"), pk=pk)
    if build.job is None:
        raise Http404
    return build, build.job


def _flagged(checks: Iterable[ReleaseCheck]) -> list[ReleaseCheck]:
    return [row for row in checks if row.outcome == Outcome.WARN]


def _signers(build: Build, published: Publication | None) -> set[int | None]:
    last = published.published_by_id if published else None
    return {build.picture.approved_by_id, build.requested_by_id, build.release_approved_by_id, last}


def _progress(build: Build, job: Job) -> dict[str, Any]:
    """Return what the progress component asks for."""
    return {
        "is_over": job.is_over,
        "failed": job.state == JobState.FAILED,
        "progress": {
            "id": "bygget",
            "state": job.state,
            "done": job.done,
            "total": job.total,
            "unit": _("steg"),
            "message": job.message,
            "label": _("Bygger paketet"),
            "kept": _("Inget är publicerat av det här bygget. Det som är publicerat sedan tidigare står kvar."),
            "poll_url": reverse("reports:build_progress", args=[build.pk]),
            "page_url": reverse("reports:build", args=[build.pk]),
        },
    }


def _blocked(request: Request, build: Build) -> dict[str, str]:
    sign = actions.what_blocks_release(build)
    publish = actions.what_blocks_publication(build, request.user)
    return {
        "blocked_sign": _("Du kan inte godkänna kontrollerna: %(why)s.") % {"why": sign} if sign else "",
        "blocked_publish": _("Du kan inte publicera: %(why)s.") % {"why": publish} if publish else "",
    }


def _verdict(build: Build, job: Job, checks: list[ReleaseCheck], published: Publication | None) -> tuple[str, str, str]:
    """Return the state of the notice, its heading and its sentence: the first thing that a person reads about a build."""
    red = sum(row.outcome == Outcome.BAD for row in checks)
    if published is not None:
        return "ok", _("Rapporten är publicerad."), _("Upplagan kan inte ändras, bara rättas med en ny.")
    if job.state == JobState.FAILED:
        return "bad", _("Bygget misslyckades."), job.message
    if build.built_at is None:
        return "info", _("Paketet byggs."), _("När det är klart körs alla kontroller av sig själva.")
    if red:
        title = ngettext("En kontroll är röd. Paketet får inte publiceras.", "%(n)s kontroller är röda. Paketet får inte publiceras.", red)
        return "bad", title % {"n": red}, _("Läs vad som är fel nedan. Redaktören rättar i en ny version, som godkänns och byggs.")
    flagged = len(_flagged(checks))
    if build.release_approved_at is None and flagged:
        title = ngettext("En kontroll är att ta ställning till.", "%(n)s kontroller är att ta ställning till.", flagged) % {"n": flagged}
        return "back", title, _("Ingen är röd. Den som godkänner skriver varför det som listas får stå kvar, och en annan publicerar.")
    if build.release_approved_at is None:
        return "back", _("Alla kontroller är gröna."), _("Nu ska en person godkänna dem och en annan publicera.")
    return "ok", _("Paketet är klart att publiceras."), _("Ingen kontroll är röd, och kontrollerna är godkända.")
