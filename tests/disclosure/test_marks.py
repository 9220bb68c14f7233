"""No word of the secret half comes out: not on a page, in a file, in the log, in a job or in an event, for anybody who may not read it.

Each kind of secret text holds a mark of its own (`whole.MARKS`). Every address is asked for by every role, and every link is followed.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers
from django.db import transaction
from django.test import Client

from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, ProposalGround
from assessments.models import Marking, OpenTwin
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs.models import Job
from reports.annex.models import AnnexEntry
from reports.handout.models import Paragraph
from reports.models import Build, NationalPicture, PictureEntry, PictureLpo, Publication, ReleaseCheck, WordingSource
from tests.crawl import crawl, is_of_annex, marks_in, may_read, own_marks_only, words
from tests.factories.whole import ANNEX, MARKS, OPEN_MARK, Whole
from tests.scenes import ACTORS


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
        where = "annex" if is_of_annex(path) else "other"
        if own_marks_only(actor, scene, path):
            continue
        found[where] |= marks_in(text)
        assert not marks_in(text) - allowed[where], path
        assert not marks_in(path), path
    assert found == allowed, "who may read it does find it: otherwise nothing was looked at"
    assert not marks_in(caplog.text.replace(settings.SECRET_KEY, "")), "a log line"
    assert not marks_in(outside), "an event or a job"


def events_and_jobs() -> str:
    """Return every event, job, check, marking and copy for the open side, as text."""
    tables = (
        AuditEvent,
        Job,
        ReleaseCheck,
        Build,
        Publication,
        NationalPicture,
        PictureEntry,
        PictureLpo,
        Marking,
        OpenTwin,
        WordingSource,
    )
    return "\n".join(serializers.serialize("json", table.objects.all(), ensure_ascii=False) for table in tables)


def test_the_marks_are_where_they_should_be(scene: Whole, db: None) -> None:
    kept = {
        "text": (row.text for row in ClassifiedAnswer.objects.all()),
        "comment": (row.comment for row in ClassifiedAnswer.objects.all()),
        "count": (str(row.count) for row in ClassifiedAnswer.objects.all()),
        "proposal": (row.text for row in ProposalGround.objects.all()),
        "point": (row.text for row in PointText.objects.all()),
        "point_answer": (row.answer for row in PointText.objects.all()),
        "ground": (row.text for row in DecisionGround.objects.all()),
        "dissent": (row.text for row in Dissent.objects.all()),
        "judgement": (row.reason for row in Paragraph.objects.all()),
    }
    assert {kind for kind, texts in kept.items() if any(MARKS[kind] in text for text in texts)} == set(MARKS)
    entries = [str((row.description, row.grounds, row.dissent)) for row in AnnexEntry.objects.all()]
    assert marks_in("".join(entries)) == set(ANNEX)


def test_the_open_side_of_the_database_holds_no_mark(scene: Whole, db: None) -> None:
    text = events_and_jobs()
    assert OPEN_MARK in text
    assert Marking.objects.filter(question=None).count() == 3, "texts are marked on grounds of their own"
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
