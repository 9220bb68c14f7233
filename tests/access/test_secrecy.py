"""No word of the secret half comes out: not on a page, in a file, in the log, in a job or in an event, for anybody who may not read it.

Each kind of secret text holds a mark of its own (`whole.MARKS`). Every address is asked for by every role, and every link is followed.
"""

import io
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, ProposalGround
from assessments.models import AreaAssessment, LocalPicture, Round
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import GRANTS, LOCAL_ROLES, Role
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs.models import Job
from reports.annex.models import AnnexEntry
from reports.models import Build, NationalPicture, PictureEntry, PictureLpo, Publication, ReleaseCheck
from tests.factories.whole import ANNEX, MARKS, OPEN_MARK, Whole
from tests.scenes import ACTORS, NEXT_DOOR

LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)')
MOST = 150  # pages that one role reaches; more means that the crawl goes in circles


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
    return {kind for kind, mark in marks.items() if mark in text}


def first_addresses() -> list[str]:
    """Return the pages of everything there is, whoever may read them: an address may be guessed."""
    pages = ["/", "/arbete/", "/konto/", "/lagesbilder/", "/lagesvagg/", "/omgangar/", "/beslut/", "/nationell/", "/publiceringar/"]
    pages += ["/bilaga/", "/data/", "/konton/", "/logg/", "/oppen/", "/omgangar/planera/"]
    for picture in LocalPicture.objects.all():
        pages += [reverse("assessments:picture", args=[picture.pk]), reverse("assessments:review", args=[picture.pk])]
    for area in AreaAssessment.objects.all():
        pages += [reverse(f"assessments:{name}", args=[area.pk]) for name in ("area", "review_area", "decide")]
    for year in Round.objects.values_list("year", flat=True):
        pages += [f"/omgangar/{year}/", f"/beslut/{year}/", f"/nationell/{year}/"]
    for picture in NationalPicture.objects.all():
        pages += [f"/bilaga/{picture.pk}/", f"/bilaga/{picture.pk}/bilaga.pdf"]
    return pages


def crawl(client: Client) -> dict[str, str]:
    """Return what each page tells that can be reached from anywhere."""
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


def may_read(actor: str) -> dict[str, set[str]]:
    """Return the kinds of secret text that an actor may read, on the annex' pages and on all others."""
    if actor == "ingen":
        return {"annex": set(), "other": set()}
    grants = GRANTS[Role(actor.removeprefix(NEXT_DOOR))]
    local = actor in set(LOCAL_ROLES)
    reads = Codename.VIEW_CLASSIFIED in grants and not actor.startswith(NEXT_DOOR)
    # The local police area reads what it wrote and what it is asked, not the reasons of the decision.
    other = (set(MARKS) - {"ground", "dissent"} if local else set(MARKS)) if reads else set()
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


@pytest.mark.parametrize("actor", ACTORS)
def test_only_who_may_reads_a_secret_word(actor: str, scene: Whole, login: Callable[[str], Client], caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    allowed = may_read(actor)
    with transaction.atomic():
        told = crawl(login(actor))
        outside = events_and_jobs()
        transaction.set_rollback(True)
    found: dict[str, set[str]] = {"annex": set(), "other": set()}
    for path, text in told.items():
        where = "annex" if path.startswith("/bilaga/") else "other"
        if own_marks_only(actor, scene, path):
            continue
        found[where] |= marks_in(text)
        assert not marks_in(text) - allowed[where], path
        assert not marks_in(path), path
    assert found == allowed, "who may read it does find it: otherwise nothing was looked at"
    assert not marks_in(caplog.text.replace(settings.SECRET_KEY, "")), "a log line"
    assert not marks_in(outside), "an event or a job"


def events_and_jobs() -> str:
    """Return every event, job, check and copy for the open side, as text."""
    tables = (AuditEvent, Job, ReleaseCheck, Build, Publication, NationalPicture, PictureEntry, PictureLpo)
    return "\n".join(serializers.serialize("json", table.objects.all(), ensure_ascii=False) for table in tables)


def test_the_marks_are_where_they_should_be(scene: Whole, db: None) -> None:
    kept = {
        "text": ClassifiedAnswer.objects.filter(text__contains=MARKS["text"]),
        "comment": ClassifiedAnswer.objects.filter(comment__contains=MARKS["comment"]),
        "proposal": ProposalGround.objects.filter(text__contains=MARKS["proposal"]),
        "point": PointText.objects.filter(text__contains=MARKS["point"]),
        "point_answer": PointText.objects.filter(answer__contains=MARKS["point_answer"]),
        "ground": DecisionGround.objects.filter(text__contains=MARKS["ground"]),
        "dissent": Dissent.objects.filter(text__contains=MARKS["dissent"]),
    }
    assert {kind for kind, rows in kept.items() if rows.exists()} == set(MARKS)
    assert marks_in(serializers.serialize("json", AnnexEntry.objects.all(), ensure_ascii=False)) == set(ANNEX)


def test_the_open_side_of_the_database_holds_no_mark(scene: Whole, db: None) -> None:
    text = events_and_jobs()
    assert OPEN_MARK in text
    assert not marks_in(text)


def test_no_file_that_is_built_or_published_holds_a_mark(scene: Whole, db: None) -> None:
    seen = 0
    for root in (Path(settings.BUILD_DIR), Path(settings.PUBLIC_DIR)):
        for path in root.rglob("*"):
            if not path.is_file():
                continue
            content = path.read_bytes()
            text = words(content) if path.suffix == ".pdf" else content.decode("utf-8", "replace")
            seen += OPEN_MARK in text
            assert not marks_in(text), path
            assert not marks_in(str(path)), path
    assert seen > 2, "pages and PDF were read: the open mark is in them"


@pytest.mark.parametrize("role", [Role.NOA_LEAD, Role.NOA_EDITOR, Role.PUBLISHER, Role.DATA_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY])
def test_who_may_not_read_it_gets_no_row_of_it_either(role: Role, scene: Whole, login: Callable[[str], Client]) -> None:
    """The querysets themselves are empty, whatever a page does with them."""
    client = login(role)
    scope = client.get("/konto/").wsgi_request.scope
    for table in (ClassifiedAnswer, ProposalGround, PointText, DecisionGround, Dissent):
        assert table.objects.exists()
        assert not table.objects.visible_to(scope).exists(), table
