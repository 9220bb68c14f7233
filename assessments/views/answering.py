"""What the page of the screening and the page of an area have in common: what is asked, saving it, and laying it out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.answers import save_with_points
from assessments.checks import unlocked_sections
from assessments.classified.queries import Previous, Sheet, points_for, previous_of, sheet_of
from assessments.enums import PictureState
from assessments.forms.answers import AnswerForm, Asking
from assessments.models import AreaAssessment, Edit, LocalPicture, Question, ReviewPoint
from assessments.models.question import Scope as QuestionScope
from assessments.queries.markings import text_markings
from assessments.queries.people import role_lines
from assessments.queries.pictures import questions_of
from assessments.views.question_parts import Section
from assessments.views.questions import Page
from lagesbild import audit, clock
from lagesbild.access.codenames import Codename
from lagesbild.access.http import Request
from lagesbild.access.scope import Scope
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.ui.templatetags.ui import time


@dataclass  # without slots: what it works out is kept
class Desk:
    """One picture, or one area of it, with everything that its form needs, read for one person."""

    picture: LocalPicture
    area: AreaAssessment | None
    scope: Scope
    questions: list[Question]  # of the whole method
    points: list[ReviewPoint]  # of the whole picture, every turn
    asking: Asking

    @cached_property
    def previous(self) -> Previous:
        return previous_of(self.picture, self.area, self.scope)

    @property
    def target(self) -> LocalPicture | AreaAssessment:
        return self.area or self.picture

    @property
    def may_write(self) -> bool:
        return self.asking.writable is None or bool(self.asking.writable)

    @property
    def sheet(self) -> Sheet:
        return self.asking.sheet

    @property
    def reads_secret(self) -> bool:
        return self.scope.can(Codename.VIEW_CLASSIFIED, self.picture.unit_id, picture_id=self.picture.pk)


def desk_for(scope: Scope, picture: LocalPicture, area: AreaAssessment | None) -> Desk:
    """Read what is asked about `area`, or in the screening when there is none, for the person of `scope`."""
    method = picture.round.method
    assert method is not None  # a round that has pictures has one
    questions = questions_of(picture)
    points = points_for(picture, scope)
    area_id = area.pk if area else None
    may_fill = scope.can(Codename.FILL, picture.unit_id)
    writable = unlocked_sections(picture, points, area_id) if may_fill else frozenset()
    answerable = may_fill and picture.state == PictureState.RETURNED
    asking = Asking(
        questions=[row for row in questions if row.scope == (QuestionScope.AREA if area else QuestionScope.LPO)],
        sheet=sheet_of(picture, scope, only=area),
        area_id=area_id,
        where=area.name if area else str(picture.roster),
        criteria=list(method.criteria.all()) if area else [],
        categories=list(method.categories),
        points=[row for row in points if answerable and row.turn == picture.turn and row.area_id == area_id],
        writable=writable,
    )
    return Desk(picture, area, scope, questions, points, asking)


def sections_for(desk: Desk, form: AnswerForm | None, *, compare: bool = False) -> list[Section]:
    """Lay the questions out. With `compare`, what is saved stands beside what was written."""
    points = [point for point in desk.points if point.area_id == desk.asking.area_id]
    page = Page(
        desk.asking,
        form,
        points=points,
        previous=desk.previous,
        show_secret=desk.reads_secret,
        compare=compare,
        own=text_markings(desk.picture, desk.scope),
        mark_url=_mark_url(desk) if desk.scope.can(Codename.FILL, desk.picture.unit_id) else None,
    )
    return page.sections()


def _mark_url(desk: Desk) -> Callable[[Question], str]:
    """Return where the answer to a question can be marked on a ground of its own."""
    name = "assessments:mark_area_answer" if desk.area else "assessments:mark_answer"
    return lambda question: reverse(name, args=[desk.target.pk, question.pk])


def log_reading(desk: Desk, by: Any) -> None:
    """Record that the classified part was read, and that of the round before beside it. Who may not read it saw nothing of it."""
    if desk.reads_secret:
        audit.record(Event.CLASSIFIED_READ, obj=desk.picture, by=by, detail={"area": desk.asking.area_id})
    if desk.previous.picture is not None and desk.previous.secret:
        audit.record(Event.CLASSIFIED_READ, obj=desk.previous.picture, by=by, detail={"beside": desk.picture.pk})


def try_save(desk: Desk, form: AnswerForm, data: QueryDict, by: Any) -> int:
    """Save what changed and return the status of the answer: 200 saved, 400 refused, 409 somebody was before. The form says why."""
    if not form.is_valid():
        return 400
    version = data.get("version", "")
    answers, proposal, points = form.answers(), form.proposal(), form.point_answers()
    if not (answers or proposal or points) and version == str(desk.target.version):
        return 200
    try:
        desk.target.version = save_with_points(
            desk.picture,
            area=desk.area,
            answers=answers,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            by=by,
            proposal=proposal,
            points=points,
        )
    except Stale:
        form.add_error(None, _stale_sentence(desk))
        return 409
    except ActionDenied as error:
        form.add_error(None, str(error))
        return 400
    return 200


def _stale_sentence(desk: Desk) -> str:
    edit = Edit.objects.filter(picture=desk.picture, area=desk.area).first()
    who = role_lines([edit.user_id]).get(edit.user_id, "") if edit else ""
    words = {"who": who or _("Någon annan"), "time": time(edit.at if edit else clock.now())}
    return (
        _("%(who)s sparade kl. %(time)s, efter att du öppnade sidan.") % words
        + " "
        + _("Dina ändringar är inte sparade men står kvar i fälten, med det sparade bredvid. Jämför och spara igen.")
    )


def save(request: Request, desk: Desk, *, show: Callable[..., HttpResponse], then: str) -> HttpResponse:
    """Save what was posted and go on to `then`.

    An automatic save is answered with a fragment; what was refused is shown again by `show`.
    """
    form = AnswerForm(request.POST, asking=desk.asking)
    status = try_save(desk, form, request.POST, request.user)
    if request.htmx:
        return saved_fragment(request, desk, status)
    if status != 200:
        return show(request, desk, form, status=status)
    messages.success(request, _("Sparat %(time)s.") % {"time": time(clock.now())})
    return redirect(then)


def saved_fragment(request: Request, desk: Desk, status: int) -> HttpResponse:
    """Answer an automatic save: the new version of the form. The words come from the page's own status line."""
    response = render(request, "assessments/local/_version.html", {"version": desk.target.version, "swap": status == 200}, status=status)
    response["X-Saved-At"] = timezone.localtime(clock.now()).strftime("%H.%M")
    return response
