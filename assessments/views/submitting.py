"""What the pages of a local picture say about its state: whose turn it is, what is missing, why it cannot be submitted yet."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.checks import Missing
from assessments.enums import PictureState
from assessments.models import AreaAssessment, LocalPicture
from assessments.workflow import BALL, EDITABLE
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.language import number_word

SHOWN_MISSING = 8
IN_WORDS = 12  # numbers up to here are written in words


def state_key(picture: LocalPicture) -> str:
    """Return the state that the badge shows: an approved zero report is one of its own."""
    return "zero" if picture.is_zero_report and picture.state == PictureState.APPROVED else picture.state


def ball_line(picture: LocalPicture, scope: Scope) -> str:
    """Return who is to act now, as a sentence."""
    holder = BALL[PictureState(picture.state)]
    if holder == "LPO":
        ours = scope.can(Codename.FILL, picture.unit_id)
        return _("Bollen ligger hos er.") if ours else _("Bollen ligger hos %(unit)s.") % {"unit": picture.roster}
    return _("Bollen ligger hos Noa.") if holder else _("Ingen har bollen: lägesbilden är godkänd.")


def blocked_from_submitting(picture: LocalPicture, scope: Scope, lacking: list[Missing], *, area_id: int | None = None) -> SafeString:
    """Return why the picture cannot be submitted by this person now, with a link to what is missing; empty when it can.

    On the page of an area the link stays there as long as something is missing there.
    """
    if not scope.can(Codename.SIGN, picture.unit_id):
        return format_html("{}", _("Du kan inte lämna in: det gör lokalpolisområdeschefen, som signerar."))
    if picture.state not in EDITABLE:
        return format_html("{}", _("Du kan inte lämna in: läget är ”%(state)s”.") % {"state": picture.get_state_display().lower()})
    if lacking:
        n = len(lacking)
        words = ngettext("en sak saknas", "%(n)s saker saknas", n) % {"n": number_word(n) if n <= IN_WORDS else n}
        here = area_id is None or any(row.area_id == area_id for row in lacking)
        page = "" if here else reverse("assessments:picture", args=[picture.pk])
        return format_html('{} <a href="{}#saknas">{}</a>.', _("Du kan inte lämna in än:"), page, words)
    return SafeString("")


def missing_links(lacking: Iterable[Missing]) -> list[dict[str, str]]:
    """Return each missing thing with a link to its question; when they are many, the first ones and how many more."""
    rows = [{"href": f"#fraga-{row.code}", "text": row.sentence.rpartition(", ")[2]} for row in lacking]
    more = len(rows) - SHOWN_MISSING
    if more > 1:
        words = ngettext("… och %(n)s till", "… och %(n)s till", more) % {"n": more}
        return [*rows[:SHOWN_MISSING], {"href": rows[SHOWN_MISSING]["href"], "text": words}]
    return rows


def missing_by_area(picture: LocalPicture, lacking: Iterable[Missing], areas: Iterable[AreaAssessment]) -> list[dict[str, str]]:
    """Return what is missing for the page of the whole picture: the screening's things one by one, an area's as a number."""
    rows, counts = [], dict.fromkeys((area.pk for area in areas), 0)
    for row in lacking:
        if row.area_id is None:
            rows.append({"href": f"#fraga-{row.code}", "text": row.sentence})
        else:
            counts[row.area_id] += 1
    for area in areas:
        if counts[area.pk]:
            words = ngettext("en sak saknas", "%(n)s saker saknas", counts[area.pk]) % {"n": counts[area.pk]}
            rows.append({"href": f"{reverse('assessments:area', args=[area.pk])}#saknas", "text": f"{area.name}: {words}"})
    return rows
