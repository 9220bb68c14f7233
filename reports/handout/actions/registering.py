"""Registering a request: the document is cut into paragraphs, frozen as it is, and what was judged before is offered again."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.models import LocalPicture
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied
from lagesbild.secrecy.classes import Disclosure
from reports.handout.enums import Kind, Verdict
from reports.handout.models import DocumentRequest, Paragraph
from reports.handout.reuse import earlier_judgements, fingerprint, offer
from reports.handout.sources import Piece, annexes_to_ask_for, pictures_to_ask_for, pieces_of_annex, pieces_of_picture
from reports.models import NationalPicture

Document = LocalPicture | NationalPicture
A_PAGE = 25  # paragraphs that are tried together on one page


@transaction.atomic
def register(
    document: Document, *, register_number: str, received_on: date, wording: str, recipient: str = "", section: str = "", by: User
) -> DocumentRequest:
    """Register a request for a local picture, or for the annex of a national picture; with `section`, for that part of it alone.

    Open paragraphs are judged as given from the start, by whom it registers; every classified one waits for a judgement.
    """
    require_grant(by, Codename.HANDLE_REQUESTS, None, verb=_("registrera begäran"))
    scope, now, register_number = Scope.of(by), clock.now(), register_number.strip()
    if DocumentRequest.objects.filter(register_number=register_number).exists():
        raise ActionDenied(_("Du kan inte registrera begäran: diarienumret är redan använt."))
    if received_on > clock.today():
        raise ActionDenied(_("Du kan inte registrera begäran: dagen den kom in har inte varit än."))
    pieces = [piece for piece in _pieces(document, scope) if not section or piece.section == section]
    if not pieces:
        raise ActionDenied(_("Du kan inte registrera begäran: handlingen har inget innehåll att pröva."))
    request = DocumentRequest.objects.create(
        register_number=register_number,
        received_on=received_on,
        wording=wording.strip(),
        recipient=recipient.strip(),
        kind=Kind.PICTURE if isinstance(document, LocalPicture) else Kind.ANNEX,
        picture=document if isinstance(document, LocalPicture) else None,
        annex_of=document if isinstance(document, NationalPicture) else None,
        registered_by=by,
        registered_at=now,
    )
    paragraphs = _cut(request, pieces, by)
    Paragraph.objects.bulk_create(paragraphs)
    reused = sum(row.reused_from_id is not None for row in paragraphs)
    audit.record(Event.REQUEST_REGISTERED, obj=request, by=by, detail={"paragraphs": len(paragraphs), "reused": reused})
    return request


def _pieces(document: Document, scope: Scope) -> list[Piece]:
    """Return the document in paragraphs; nothing that the person does not read in their own role."""
    with translation.override("sv"):  # the paper is in Swedish, whatever language its handler has chosen
        if isinstance(document, LocalPicture):
            if not pictures_to_ask_for(scope).filter(pk=document.pk).exists():
                raise ActionDenied(_("Du kan inte registrera begäran: lägesbilden är inte godkänd, eller du läser den inte i din roll."))
            return pieces_of_picture(document, scope)
        if not annexes_to_ask_for(scope).filter(pk=document.pk).exists():
            raise ActionDenied(_("Du kan inte registrera begäran: bilagan är inte godkänd, eller du läser den inte i din roll."))
        return pieces_of_annex(document)


def _sections(pieces: list[Piece]) -> list[int]:
    """Return the section of each piece: an area's paragraphs, a page of them at a time."""
    found: list[int] = []
    for index, piece in enumerate(pieces):
        if not found:
            found.append(1)
        elif piece.section != pieces[index - 1].section or found.count(found[-1]) == A_PAGE:
            found.append(found[-1] + 1)
        else:
            found.append(found[-1])
    return found


def _cut(request: DocumentRequest, pieces: list[Piece], by: User) -> list[Paragraph]:
    numbers = _sections(pieces)
    marks = [fingerprint(request.kind, piece) for piece in pieces]
    known = earlier_judgements(marks)
    rows = []
    for order, (piece, mark) in enumerate(zip(pieces, marks, strict=True), start=1):
        row = Paragraph(
            request=request,
            order=order,
            section=numbers[order - 1],
            section_name=piece.section,
            heading=piece.heading,
            source_class=Disclosure.CLASSIFIED if piece.is_secret else Disclosure.OPEN,
            fingerprint=mark,
            ground_id=piece.ground_id,
        ).holding(text=piece.text, reason="", passages=[])
        earlier = known.get(mark)
        if earlier is not None and (piece.is_secret or earlier.verdict != Verdict.GIVE):
            offer(row, earlier)
        elif not piece.is_secret:
            row.verdict, row.judged_by, row.judged_at = Verdict.GIVE, by, request.registered_at
        rows.append(row)
    return rows
