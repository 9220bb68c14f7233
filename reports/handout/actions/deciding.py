"""Deciding a request, sending it back, handing the document out, and ending what was taken back."""

import base64
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from lagesbild import audit, clock
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import GRANTS, Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import present
from lagesbild.exceptions import ActionDenied, Stale
from reports.handout.actions.judging import mine, tells_of
from reports.handout.enums import RequestState, Result, Verdict, Way
from reports.handout.models import DocumentRequest, MaskedCopy, Paragraph
from reports.handout.pdf import copy_pdf, decision_pdf
from reports.handout.queries import paragraphs_of
from reports.handout.workflow import REQUEST
from reports.reading.pdf import pdf


@transaction.atomic
def decide(request: DocumentRequest, *, seen: str, by: User) -> DocumentRequest:
    """Decide as it was judged. The decider judged nothing in it. The papers are made, read back, and kept only if they keep silent.

    `seen` is the handing in that the decider read (`handed_in_at`): what was judged anew since is read anew.
    """
    request = mine(request, by, Codename.DECIDE_REQUESTS, _("besluta om begäran"))
    REQUEST.check("decide", request.state)
    if request.handed_in_at != seen:
        raise Stale(_("Du kan inte besluta: begäran har prövats på nytt sedan du öppnade sidan. Läs den igen."))
    rows = paragraphs_of(request)
    why = what_blocks_decision(request, rows, by)
    if why:
        raise ActionDenied(_("Du kan inte besluta: %(why)s.") % {"why": why})
    request.state, request.result = RequestState.DECIDED, _result(rows)
    request.decided_by, request.decided_at = by, clock.now()
    request.decider_role = _deciding_role(by)[:200]
    if tells_of(pdf(decision_pdf(request, rows)).text, rows, also_shown=request.wording):
        raise ActionDenied(_("Du kan inte besluta: beslutet återger ord som är maskade. Skicka tillbaka begäran."))
    if request.result != Result.REFUSED:
        _keep_copy(request, rows)
    request.save(update_fields=["state", "result", "decided_by", "decided_at", "decider_role"])
    masked = sum(row.verdict != Verdict.GIVE for row in rows)
    detail = {"result": request.result, "paragraphs": len(rows), "masked": masked}
    audit.record(Event.REQUEST_DECIDED, obj=request, by=by, detail=detail)
    return request


def what_blocks_decision(request: DocumentRequest, rows: list[Paragraph], by: User) -> str:
    """Return why `by` cannot decide, as the end of a sentence; empty when nothing stands in the way."""
    if request.ready_by_id == by.pk:
        return _("du lämnade begäran till beslut. En annan person måste besluta")
    own = sorted({row.section_name for row in rows if row.judged_by_id == by.pk})
    if own:
        return _("du prövade stycken i %(sections)s. En annan person måste besluta") % {"sections": ", ".join(own[:3])}
    return "" if all(row.is_judged for row in rows) else _("alla stycken är inte prövade")


def _deciding_role(by: User) -> str:
    """Return the role that the decision is made in, as people write it."""
    return next((row.line for row in Scope.of(by).roles if Codename.DECIDE_REQUESTS in GRANTS[Role(row.role)]), "")


def _result(rows: list[Paragraph]) -> Result:
    verdicts = {row.verdict for row in rows}
    if verdicts == {Verdict.GIVE}:
        return Result.FULL
    return Result.REFUSED if verdicts == {Verdict.MASK} else Result.PARTIAL


def _keep_copy(request: DocumentRequest, rows: list[Paragraph]) -> None:
    content = copy_pdf(request, rows)
    if tells_of(pdf(content).text, rows):
        raise ActionDenied(_("Du kan inte besluta: den maskade kopian återger ord som är maskade. Säg till systemadministratören."))
    copy = MaskedCopy(request=request, sha256=hashlib.sha256(content).hexdigest(), made_at=present(request.decided_at))
    copy.holding(content=base64.b64encode(content).decode()).save()


@transaction.atomic
def send_back(request: DocumentRequest, *, by: User) -> DocumentRequest:
    """Send a request back to be judged again. What was judged stays."""
    request = mine(request, by, Codename.DECIDE_REQUESTS, _("skicka tillbaka begäran"))
    REQUEST.check("send_back", request.state)
    request.state, request.ready_by, request.ready_at = RequestState.ASSESSING, None, None
    request.save(update_fields=["state", "ready_by", "ready_at"])
    audit.record(Event.REQUEST_SENT_BACK, obj=request, by=by)
    return request


@transaction.atomic
def withdraw(request: DocumentRequest, *, by: User) -> DocumentRequest:
    """End a request that who asked has taken back."""
    request = mine(request, by, Codename.HANDLE_REQUESTS, _("avsluta begäran"))
    REQUEST.check("withdraw", request.state)
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])
    audit.record(Event.REQUEST_WITHDRAWN, obj=request, by=by)
    return request


@transaction.atomic
def hand_out(request: DocumentRequest, *, way: Way, by: User) -> DocumentRequest:
    """Note that the decision, and what it lets out, has left the authority: to whom and how."""
    request = mine(request, by, Codename.HANDLE_REQUESTS, _("lämna ut handlingen"))
    REQUEST.check("hand_out", request.state)
    request.state, request.way = RequestState.HANDED_OUT, way
    request.handed_out_by, request.handed_out_at = by, clock.now()
    request.save(update_fields=["state", "way", "handed_out_by", "handed_out_at"])
    recipient = request.recipient or "okänd sökande"
    audit.record(Event.DOCUMENT_HANDED_OUT, obj=request, by=by, detail={"way": way.value, "result": request.result}, recipient=recipient)
    return request
