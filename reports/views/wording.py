"""How one area's open grounds are worded: as they were decided, as they are published, and the editor's form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.queries.people import role_lines
from assessments.views.acting import require_anywhere, tell
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.ui.templatetags.ui import time
from reports.actions import national as actions
from reports.forms.national import TextsForm
from reports.forms.wording import GroundsForm
from reports.models import NationalPicture, PictureEntry
from reports.wording import AreaText, decided_wording, plain, source_of, wording_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Codename.VIEW_NATIONAL)
def edit_entry(request: Request, year: int, version: int, slug: str) -> HttpResponse:
    """Show the wording of one area beside the decision's, and save the editor's. Whoever reads the picture reads it here."""
    picture, entry = _load(year, version, slug)
    if request.method != "POST":
        return _page(request, picture, entry, GroundsForm(initial={"grounds": wording_of(entry), "version": picture.text_version}))
    require_anywhere(request, Codename.COMPILE)
    form = GroundsForm(request.POST)
    if not form.is_valid():
        return _page(request, picture, entry, form)
    given = form.cleaned_data
    try:
        actions.edit_grounds(entry, text=given["grounds"], version=given["version"], by=request.user)
    except Stale:
        picture, entry = _load(year, version, slug)
        read_again(form, picture, slug)
        return _page(request, picture, entry, form, status=409)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, picture, entry, form)
    messages.success(request, _("Skälen för %(name)s är sparade.") % {"name": entry.name})
    return redirect("reports:edit_entry", year, version, slug)


@post_only
@needs(Codename.VIEW_NATIONAL)
def confirm(request: Request, year: int, version: int, slug: str) -> HttpResponse:
    """Say that the wording still fits what it is written from."""
    require_anywhere(request, Codename.COMPILE)
    _picture, entry = _load(year, version, slug)
    tell(request, lambda: actions.confirm_wording(entry, by=request.user), _("Skälen för %(name)s är bekräftade.") % {"name": entry.name})
    return redirect("reports:edit_entry", year, version, slug)


def read_again(form: GroundsForm | TextsForm, picture: NationalPicture, slug: str) -> None:
    """Say who was before. What was typed stays in the form; the text that is saved now is shown beside, so the next save is against it."""
    edit = picture.edits.filter(slug=slug).last()
    who = role_lines([edit.edited_by_id]).get(edit.edited_by_id, "") if edit else ""
    words = {"who": who or _("Någon annan"), "time": time(edit.edited_at if edit else clock.now())}
    form.data = dict(form.data.items()) | {"version": str(picture.text_version)}
    form.add_error(
        None,
        _("%(who)s sparade kl. %(time)s, efter att du öppnade sidan.") % words
        + " "
        + _("Din text är inte sparad men står kvar i fältet, med den sparade bredvid. Jämför och spara igen."),
    )


def _load(year: int, version: int, slug: str) -> tuple[NationalPicture, AreaText]:
    """Return the picture and the area in it, on the list or no longer on it."""
    picture = get_object_or_404(NationalPicture, year=year, version=version)
    entry = picture.entries.filter(slug=slug).first() or picture.removals.filter(slug=slug).first()
    if entry is None:
        raise Http404
    entry.picture = picture
    return picture, entry


def _page(request: Request, picture: NationalPicture, entry: AreaText, form: GroundsForm, *, status: int = 200) -> HttpResponse:
    decided, now = decided_wording(picture).get(entry.slug, ""), plain(wording_of(entry))
    why, source = actions.what_blocks_wording(picture, entry), source_of(entry)
    context: dict[str, Any] = {
        "picture": picture,
        "entry": entry,
        "is_listed": isinstance(entry, PictureEntry),
        "decided": decided,
        "now": now,
        "is_reworded": now != decided,
        "is_stale": status == 409,
        "source": source,
        "form": form,
        "may_edit": request.scope.can(Codename.COMPILE),
        "blocked": _("Du kan inte ändra skälen: %(why)s.") % {"why": why} if why else "",
    }
    return render(request, "reports/entry.html", context, status=status)
