"""Judging the paragraphs of one section, each by itself, and handing the request in for decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.models import SecrecyGround
from reports.handout.enums import Verdict
from reports.handout.masking import hidden_in, missing_in, shown_of, stands_still, tells
from reports.handout.models import DocumentRequest, Paragraph
from reports.handout.parts import parts_of
from reports.handout.queries import paragraphs_of, seen_of
from reports.handout.workflow import REQUEST


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one paragraph: the verdict, the ground of what is masked, the passages, and why."""

    verdict: str
    ground: SecrecyGround | None = None
    passages: list[str] = field(default_factory=list)
    reason: str = ""


def mine(request: DocumentRequest, by: User, codename: Codename, verb: str) -> DocumentRequest:
    """Return the request locked, for an act of `by`. Raises `ActionDenied` unless they hold `codename` and read the document."""
    require_grant(by, codename, None, verb=verb)
    if not DocumentRequest.objects.visible_to(Scope.of(by)).filter(pk=request.pk).exists():
        raise ActionDenied(_("Du kan inte %(verb)s: du läser inte handlingen i din roll.") % {"verb": verb})
    return locked(request)


def what_blocks_judgement(paragraph: Paragraph, given: Judgement) -> str:
    """Return why a judgement cannot stand, as a sentence; empty when it can. What was secret is given or kept with a reason."""
    if given.verdict not in Verdict.values:
        return _("Välj om stycket ska lämnas ut, maskas delvis eller maskas helt.")
    if given.verdict != Verdict.GIVE and given.ground is None:
        return _("Välj vilken bestämmelse som hindrar att det lämnas ut.")
    if (paragraph.is_secret or given.verdict != Verdict.GIVE) and not given.reason.strip():
        return _("Skriv skälet: vilken skada utlämnandet kan göra, eller varför det inte gör någon.")
    if given.verdict == Verdict.PART:
        if not given.passages:
            return _("Skriv av de ord som ska maskas, en rad för varje ställe.")
        if missing_in(paragraph.text, given.passages):
            return _("En rad står inte ordagrant i stycket. Kopiera orden därifrån.")
        if stands_still(paragraph.text, given.passages):
            return _("Ord som ska maskas står en gång till i stycket, skrivna på ett annat sätt. Lägg till en rad för det stället.")
    return ""


@transaction.atomic
def judge_section(request: DocumentRequest, *, section: int, judgements: Mapping[int, Judgement], seen: str, by: User) -> int:
    """Keep the judgements of one section, by the paragraphs' numbers, and return how many were new or other than before.

    `seen` is what the person read (`queries.seen_of`): when somebody judged in the section since, nothing is written.
    """
    request = mine(request, by, Codename.HANDLE_REQUESTS, _("pröva begäran"))
    REQUEST.check("judge", request.state)
    rows = paragraphs_of(request, section)
    if seen_of(rows) != seen:
        raise Stale(_("Du kan inte spara: någon annan har prövat stycken här sedan du öppnade sidan. Det du skrev står kvar."))
    changed = [row for row in rows if row.order in judgements and _put(row, judgements[row.order], by)]
    for row in changed:
        row.save(update_fields=["verdict", "ground", "sealed_judgement", "judged_by", "judged_at"])
    if changed:
        audit.record(Event.REQUEST_ASSESSED, obj=request, by=by, detail={"section": section, "changed": len(changed)})
    return len(changed)


def _put(row: Paragraph, given: Judgement, by: User) -> bool:
    """Put a judgement in its row; answer whether it says anything new."""
    why = what_blocks_judgement(row, given)
    if why:
        raise ActionDenied(_("Stycke %(n)s: %(why)s") % {"n": row.order, "why": why})
    passages = [passage.strip() for passage in given.passages if passage.strip()] if given.verdict == Verdict.PART else []
    ground_id = given.ground.pk if given.ground and given.verdict != Verdict.GIVE else None
    said = (given.verdict, ground_id, given.reason.strip(), passages)
    if row.is_judged and said == (row.verdict, row.ground_id, row.reason, row.passages):
        return False
    row.verdict, row.ground_id = given.verdict, ground_id
    row.holding(reason=given.reason.strip(), passages=passages)
    row.judged_by, row.judged_at = by, clock.now()
    return True


@transaction.atomic
def hand_in(request: DocumentRequest, *, reasons: str, by: User) -> DocumentRequest:
    """Hand a wholly judged request in for decision, with the reasons that will stand in it."""
    request = mine(request, by, Codename.HANDLE_REQUESTS, _("lämna till beslut"))
    REQUEST.check("hand_in", request.state)
    why = what_blocks_handing_in(request, reasons)
    if why:
        raise ActionDenied(_("Du kan inte lämna till beslut: %(why)s.") % {"why": why})
    request.state, request.reasons = REQUEST.transitions["hand_in"].target, reasons.strip()
    request.ready_by, request.ready_at = by, clock.now()
    request.save(update_fields=["state", "reasons", "ready_by", "ready_at"])
    audit.record(Event.REQUEST_HANDED_IN, obj=request, by=by)
    return request


def what_blocks_handing_in(request: DocumentRequest, reasons: str) -> str:
    """Return why the request cannot be handed in yet, as the end of a sentence; empty when it can."""
    rows = paragraphs_of(request)
    left = sum(not row.is_judged for row in rows)
    if left:
        return ngettext("%(n)s stycke är inte prövat", "%(n)s stycken är inte prövade", left) % {"n": left}
    if any(row.verdict != Verdict.GIVE for row in rows) and not reasons.strip():
        return _("skriv skälen till att delar inte lämnas ut")
    named = [passage for row in rows if row.verdict == Verdict.PART for passage in row.passages]
    if tells_of(reasons, rows) or tells(reasons, named, shown_in(rows), to_the_word=True):
        return _("skälen återger ord ur ett maskat stycke")
    return ""


def tells_of(words: str, rows: list[Paragraph], also_shown: str = "") -> bool:
    """Answer whether `words` tell anything that is masked in these paragraphs. What who asks wrote themselves tells them nothing."""
    hidden = [text for row in rows for text in hidden_in(row.text, row.verdict, row.passages)]
    return tells(words, hidden, f"{shown_in(rows)}\n{also_shown}")


def shown_in(rows: list[Paragraph]) -> str:
    """Return every word that is meant to be read in the paper: of a part that is masked whole, not even its heading."""
    told = []
    for part in parts_of(rows):
        told += [] if part.is_masked else [part.section, part.heading]
        told += [shown_of(row.text, row.verdict, row.passages) for row in part.rows]
    return "\n".join(told)
