"""A request as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from lagesbild.access.scope import Scope
from reports.handout.enums import Verdict
from reports.handout.masking import hidden_in, plain, shown_of
from reports.handout.models import DocumentRequest, Paragraph

RELATED = ("picture__round", "picture__roster", "annex_of", "registered_by", "ready_by", "decided_by", "handed_out_by")
SHORT = 4  # masked passages of fewer characters are not looked for elsewhere


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the document: its paragraphs from `first` to `last`, how many of them are tried, and how many wait with an offer."""

    number: int
    name: str
    first: int
    last: int
    total: int
    judged: int
    offered: int

    @property
    def label(self) -> str:
        """Return the name with the paragraphs, which tell pages of one area apart."""
        return _("%(name)s, stycke %(first)s–%(last)s") % {"name": self.name, "first": self.first, "last": self.last}

    @property
    def is_done(self) -> bool:
        return self.judged == self.total


@dataclass(frozen=True, slots=True)
class Echo:
    """Words that are masked in one paragraph and stand in another that is handed out."""

    passage: str
    hidden: Paragraph
    shown: Paragraph


def requests_for(scope: Scope) -> QuerySet[DocumentRequest]:
    """Return the requests that the person may see, with how far each has come."""
    return DocumentRequest.objects.visible_to(scope).select_related(*RELATED)


def with_progress(rows: QuerySet[DocumentRequest]) -> QuerySet[DocumentRequest]:
    """Count the paragraphs of each request, and those that are tried."""
    return rows.annotate(total=Count("paragraphs"), judged=Count("paragraphs", filter=Q(paragraphs__judged_at__isnull=False)))


def sections_of(request: DocumentRequest) -> list[Section]:
    """Return the parts of the document in order. One query; no words are opened."""
    rows = Paragraph.objects.filter(request=request).order_by("section").values("section", "section_name")
    tried = Q(judged_at__isnull=False)
    rows = rows.annotate(first=Min("order"), last=Max("order"), total=Count("pk"), judged=Count("pk", filter=tried))
    rows = rows.annotate(offered=Count("pk", filter=~tried & ~Q(verdict="")))
    return [Section(*row) for row in rows.values_list("section", "section_name", "first", "last", "total", "judged", "offered")]


def paragraphs_of(request: DocumentRequest, section: int | None = None) -> list[Paragraph]:
    """Return the paragraphs of the request, or of one section, in order."""
    rows = Paragraph.objects.filter(request=request).select_related("ground", "judged_by", "reused_from").order_by("order")
    return list(rows.filter(section=section) if section is not None else rows)


def seen_of(paragraphs: Iterable[Paragraph]) -> str:
    """Return what tells one state of these judgements from another: when the latest was made, and how many there are."""
    times: list[datetime] = [row.judged_at for row in paragraphs if row.judged_at is not None]
    return f"{len(times)}.{max(times).timestamp():.6f}" if times else "0"


def echoes_in(paragraphs: Iterable[Paragraph]) -> list[Echo]:
    """Return the masked passages that stand in a paragraph that is handed out: a mask that keeps nothing back.

    Whole masked paragraphs are not looked for: their words are ordinary ones as well.
    """
    rows = list(paragraphs)
    shown = [(row, f" {plain(shown_of(row.text, row.verdict, row.passages))} ") for row in rows if row.verdict != Verdict.MASK]
    found = []
    for row in rows:
        for passage in hidden_in(row.text, row.verdict, row.passages) if row.verdict == Verdict.PART else ():
            words = plain(passage)
            if len(words) >= SHORT:
                found += [Echo(passage, row, other) for other, text in shown if f" {words} " in text]
    return found
