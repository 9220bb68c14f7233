"""Walks the whole site as one person and reads everything that is told: heads, cookies, bodies, the words of PDFs."""

import io
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import AreaAssessment, LocalPicture, PersonalGrant, Round
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import GRANTS, LOCAL_ROLES, Role
from reports.annex.models import AnnexCopy
from reports.handout.enums import Kind
from reports.handout.models import DocumentRequest, MaskedCopy, Paragraph
from reports.models import NationalPicture
from tests.factories.whole import ANNEX, MARKS, Whole
from tests.scenes import NEXT_DOOR

LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)')
MOST = 300  # pages that one role reaches; more means that the crawl goes in circles


def text_of(response: Any) -> str:
    """Return everything that an answer tells: its head, its cookies, its body, and the words of a PDF."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    if response.get("Content-Type", "").startswith("application/pdf") and response.status_code == 200:
        return head + words(body)
    return head + response.cookies.output() + body.decode("utf-8", "replace")


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def marks_in(text: str, marks: dict[str, str] = MARKS) -> set[str]:
    text = text.replace("\xa0", "")  # stands between groups of digits
    return {kind for kind, mark in marks.items() if mark in text}


def first_addresses() -> list[str]:
    """Return the pages of everything there is, whoever may read them: an address may be guessed."""
    pages = ["/", "/arbete/", "/konto/", "/lagesbilder/", "/lagesvagg/", "/omgangar/", "/beslut/", "/nationell/", "/publiceringar/"]
    pages += ["/bilaga/", "/data/", "/konton/", "/logg/", "/nodlagen/", "/oppen/", "/omgangar/planera/", "/markeringar/"]
    for picture in LocalPicture.objects.all():
        pages += [reverse("assessments:picture", args=[picture.pk]), reverse("assessments:review", args=[picture.pk])]
    for area in AreaAssessment.objects.all():
        pages += [reverse(f"assessments:{name}", args=[area.pk]) for name in ("area", "review_area", "decide")]
    for year in Round.objects.values_list("year", flat=True):
        pages += [f"/omgangar/{year}/", f"/beslut/{year}/", f"/nationell/{year}/"]
    for picture in NationalPicture.objects.all():
        pages += [f"/bilaga/{picture.pk}/"]
    pages += ["/utlamnande/", "/utlamnande/ny/"]
    for paragraph in Paragraph.objects.order_by().values("request", "section").distinct():
        pages += [f"/utlamnande/{paragraph['request']}/?del={paragraph['section']}"]
    pages += [f"/utlamnande/{copy.request_id}/kopia.pdf" for copy in MaskedCopy.objects.all()]
    pages += [f"/nodlagen/{reading.pk}/" for reading in PersonalGrant.objects.exclude(case_number="")]
    pages += [f"/bilaga/exemplar/{copy.pk}/bilaga.pdf" for copy in AnnexCopy.objects.all()]
    return pages


def crawl(client: Client) -> dict[str, str]:
    """Return what each page tells that can be reached from anywhere."""
    for picture in NationalPicture.objects.all():
        client.post(f"/bilaga/{picture.pk}/exemplar/")  # whoever may, takes out an exemplar
    waiting, told = first_addresses(), {}
    while waiting:
        path = waiting.pop()
        if path in told or path.startswith(("/static/", "/oppen/", "/sprak/", "/konto/logout", "/konto/login/?")):
            continue
        response = client.get(path)
        assert response.status_code < 500, path
        told[path] = text_of(response)
        assert len(told) < MOST
        if response.get("Content-Type", "").startswith("text/html"):
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(told[path])]
        if response.status_code in {301, 302}:
            waiting.append(response["Location"])
    return told


def is_of_annex(path: str) -> bool:
    """Whether an address is the annex', or of a request for it."""
    asked = DocumentRequest.objects.filter(kind=Kind.ANNEX).values_list("pk", flat=True)
    return path.startswith(("/bilaga/", *(f"/utlamnande/{pk}/" for pk in asked)))


def may_read(actor: str) -> dict[str, set[str]]:
    """Return the kinds of secret text that an actor may read, on the annex' pages and on all others."""
    if actor == "ingen":
        return {"annex": set(), "other": set()}
    grants = GRANTS[Role(actor.removeprefix(NEXT_DOOR))]
    local = actor in set(LOCAL_ROLES)
    reads = Codename.VIEW_CLASSIFIED in grants and not actor.startswith(NEXT_DOOR)
    # The local police area reads what it wrote and what it is asked, not the reasons of the decision, nor what is judged of a request.
    other = (set(MARKS) - {"ground", "dissent", "judgement"} if local else set(MARKS)) if reads else set()
    return {"annex": set(ANNEX) if Codename.VIEW_ANNEX in grants else set(), "other": other}


def own_marks_only(actor: str, scene: Whole, path: str) -> bool:
    """Whether a neighbour's own picture stands on the page: its marks are the same words, and are its own to read."""
    if not actor.startswith(NEXT_DOOR):
        return False
    pictures = LocalPicture.objects.filter(unit=scene.neighbour)
    areas = AreaAssessment.objects.filter(picture__in=pictures)
    return path.split("?")[0] in {
        *(reverse("assessments:picture", args=[row.pk]) for row in pictures),
        *(reverse("assessments:area", args=[row.pk]) for row in areas),
    }
