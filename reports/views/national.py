"""The national picture of a year: what must hold first, compiling, the texts, approval and what has happened."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions.rounds import what_keeps_open
from assessments.enums import RoundState
from assessments.models import Round
from assessments.queries.people import role_lines
from assessments.views.acting import require_anywhere, tell
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.ui.errors import not_now
from lagesbild.ui.kept import typed_in
from lagesbild.ui.swedish import swedish_key
from reports.actions import builds as build_actions
from reports.actions import national as actions
from reports.enums import NationalState
from reports.forms.fields import VersionField
from reports.forms.national import BuildForm, CompileForm, TextsForm
from reports.models import Build, NationalPicture, Publication
from reports.open.change_sentences import technical_items
from reports.open.totals import changes
from reports.queries.comparing import sum_words
from reports.queries.history import history_of
from reports.queries.open_report import open_report
from reports.queries.pictures import entries_of, latest_by_round, steps_of, totals_of
from reports.views.wording import read_again
from reports.wording import reworded, stale_wordings


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def national_list(request: Request) -> HttpResponse:
    """Every round with its latest picture, and whether it is published."""
    rounds = list(Round.objects.all())
    latest = latest_by_round(rounds)
    sizes = dict(NationalPicture.objects.annotate(n=Count("entries")).values_list("pk", "n"))
    published = {row.year: row for row in Publication.objects.order_by("version").select_related("build")}
    rows = [
        {"round": row, "picture": picture, "size": sizes[picture.pk] if picture else None, "published": published.get(row.year)}
        for row in rounds
        for picture in [latest.get(row.pk)]
    ]
    return render(request, "reports/national_list.html", {"rows": rows, "may_compile": request.scope.can(Codename.COMPILE)})


@require_safe
@never_cache
@needs(Codename.VIEW_NATIONAL)
def national(request: Request, year: int, version: int | None = None) -> HttpResponse:
    """The latest version of a year's picture, or one of the earlier ones."""
    round_ = get_object_or_404(Round, year=year)
    return _page(request, round_, version)


@post_only
@needs(Codename.VIEW_NATIONAL)
def compile_round(request: Request, year: int) -> HttpResponse:
    """Compile the closed round, or compile it anew with a reason."""
    require_anywhere(request, Codename.COMPILE)
    round_ = get_object_or_404(Round, year=year)
    form = CompileForm(request.POST, is_correction=round_.national_pictures.exists())
    if not form.is_valid():
        return _page(request, round_, None, compile_form=form)
    done = _("Den nationella lägesbilden är sammanställd. Läs den, ändra texten vid behov, och lämna den till Noas chef.")
    try:
        actions.compile_picture(round_, **form.cleaned_data, by=request.user)
    except ActionDenied as error:
        if typed_in(request):
            return not_now(request, str(error))
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("reports:national", year)


@post_only
@needs(Codename.VIEW_NATIONAL)
def edit_texts(request: Request, year: int, version: int) -> HttpResponse:
    """Save the summary and the register number."""
    require_anywhere(request, Codename.COMPILE)
    picture = _picture(year, version)
    form = TextsForm(request.POST)
    if not form.is_valid():
        return _page(request, picture.round, version, texts_form=form)
    try:
        actions.edit_texts(picture, **form.cleaned_data, by=request.user)
    except Stale:
        read_again(form, _picture(year, version), "")
        return _page(request, picture.round, version, status=409, texts_form=form)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, picture.round, version, texts_form=form)
    messages.success(request, _("Texten är sparad."))
    return redirect("reports:national_version", year, version)


@post_only
@needs(Codename.VIEW_NATIONAL)
def approve(request: Request, year: int, version: int) -> HttpResponse:
    """Approve the picture as it was read. From here on nothing in it changes."""
    require_anywhere(request, Codename.APPROVE_PICTURE)
    picture = _picture(year, version)
    read = VersionField().clean(request.POST.get("version"))
    done = _("Lägesbilden är godkänd och kan inte längre ändras. Rapporten kan byggas.")
    tell(request, lambda: actions.approve_picture(picture, version=read, by=request.user), done)
    return redirect("reports:national_version", year, version)


@post_only
@needs(Codename.VIEW_NATIONAL)
def order_build(request: Request, year: int, version: int) -> HttpResponse:
    """Order a build and go to its page."""
    require_anywhere(request, Codename.PUBLISH)
    picture = _picture(year, version)
    form = BuildForm(request.POST, picture=picture)
    if not form.is_valid():
        return _page(request, picture.round, version, build_form=form)
    done = _("Bygget är beställt.")
    if not tell(request, lambda: build_actions.request_build(picture, **form.cleaned_data, by=request.user), done):
        return redirect("reports:national_version", year, version)
    return redirect("reports:build", picture.builds.latest("pk").pk)


def _picture(year: int, version: int) -> NationalPicture:
    return get_object_or_404(NationalPicture.objects.select_related("round"), year=year, version=version)


def _page(request: Request, round_: Round, version: int | None, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Show the page; `forms` are those that were refused, with what was written in them."""
    versions = list(NationalPicture.objects.filter(round=round_).order_by("-version"))
    if version is not None and all(row.version != version for row in versions):
        raise Http404
    picture = next((row for row in versions if version in {None, row.version}), None)
    context = _before(request, round_, versions, forms)
    if picture is not None:
        context |= _of_picture(request, picture, versions, forms)
    refused = next(iter(forms.values()), None)
    context |= {"round": round_, "picture": picture, "versions": versions, "form": refused, "history": history_of(versions)}
    return render(request, "reports/national.html", context | {"is_stale": status == 409}, status=status)


def _before(request: Request, round_: Round, versions: list[NationalPicture], forms: dict[str, Any]) -> dict[str, Any]:
    """Return what must hold before the round can be compiled, and the form that does it."""
    latest = versions[0] if versions else None
    why = actions.what_blocks_compiling(round_, latest)
    return {
        "may_compile": request.scope.can(Codename.COMPILE),
        "is_closed": round_.state == RoundState.CLOSED,
        "waiting": what_keeps_open(round_) if round_.state == RoundState.OPEN else [],
        "blocked_compile": _("Du kan inte sammanställa: %(why)s.") % {"why": why} if why else "",
        "compile_form": forms.get("compile_form") or CompileForm(is_correction=latest is not None),
    }


def _of_picture(request: Request, picture: NationalPicture, versions: list[NationalPicture], forms: dict[str, Any]) -> dict[str, Any]:
    prefetch_related_objects([picture], "entries", "removals", "lpos")
    entries = entries_of(picture)
    region = request.GET.get("region", "")
    builds = list(Build.objects.filter(picture=picture).select_related("job"))
    published = Publication.objects.filter(build__picture=picture).first()
    latest_build = next((build for build in builds if build.built_at), builds[0] if builds else None)
    shown = [entry for entry in entries if region in {"", entry.region_slug}]
    removals = sorted(picture.removals.all(), key=lambda row: swedish_key(row.name))
    report = open_report(picture, version=picture.version, edition_date=picture.compiled_at.date())
    since = changes(report)
    texts = {"summary": picture.summary, "register_number": picture.register_number, "version": picture.text_version}
    return {
        "entries": [{"entry": entry, "hidden": region not in {"", entry.region_slug}} for entry in entries],
        "shown": len(shown),
        "region": region,
        "totals": totals_of(report),
        "sum": since and since.sum,
        "sum_words": since and sum_words(since.sum, since.previous_year, since.year),
        "technical": technical_items(report, since) if since else (),
        "new": [entry for entry in entries if since and entry.slug in {area.slug for area in since.new}],
        "gone": since.removed if since else (),
        "redrawn": [row for row in removals if since and row.slug not in {gone.slug for gone in since.removed}],
        "reworded": reworded(picture, [*entries, *removals]),
        "stale": stale_wordings(picture),
        "steps": steps_of(picture.round, picture, latest_build, published),
        "builds": builds,
        "published": published,
        "is_latest": picture.pk == versions[0].pk,
        "people": role_lines({picture.compiled_by_id, picture.approved_by_id}),
        "texts_form": forms.get("texts_form") or TextsForm(initial=texts),
        "build_form": forms.get("build_form") or BuildForm(initial={"edition_date": clock.today()}, picture=picture),
        **_acts(request, picture),
    }


def _acts(request: Request, picture: NationalPicture) -> dict[str, Any]:
    """Return what the person may do with the picture, and the sentences of what cannot be done now."""
    waits = picture.state == NationalState.COMPILED
    why_approve = actions.what_blocks_approval(picture, request.user)
    why_build = "" if waits else build_actions.what_blocks_build(picture)
    return {
        "is_compiled": waits,
        "may_approve": request.scope.can(Codename.APPROVE_PICTURE),
        "may_build": request.scope.can(Codename.PUBLISH),
        "may_annex": request.scope.can(Codename.VIEW_ANNEX),
        "blocked_approve": _("Du kan inte godkänna: %(why)s.") % {"why": why_approve} if why_approve else "",
        "blocked_build": _("Du kan inte bygga rapporten: %(why)s.") % {"why": _("lägesbilden är inte godkänd") if waits else why_build}
        if waits or why_build
        else "",
    }
