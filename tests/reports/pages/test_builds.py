"""A build's page: progress, checks, signatures, publication, preview; and what the public can reach."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from assessments.models import Round
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs import running
from lagesbild.jobs.models import Job, JobState
from reports import release_checks, tasks
from reports.actions import builds
from reports.models import Build, Publication
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
READERS = {Role.NOA_LEAD, Role.NOA_EDITOR, Role.NOA_HEAD, Role.PUBLISHER}


@pytest.fixture
def build(closed: Round) -> Build:
    return reports.built(reports.approved(closed))


def page(build: Build, rest: str = "") -> str:
    return f"/bygge/{build.pk}/{rest}"


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_a_build(role: Role, as_: As, closed: Round) -> None:
    build = reports.ordered(reports.approved(closed))
    client = as_(people.make_user(role))
    wanted = 200 if role in READERS else 404
    assert [client.get(page(build, rest)).status_code for rest in ("", "laget/")] == [wanted, wanted]
    if role not in READERS:
        assert [client.post(page(build, rest)).status_code for rest in ("godkann/", "publicera/")] == [404, 404]


def test_a_queued_build_asks_again_each_second_and_has_a_link(as_: As, closed: Round) -> None:
    build = reports.ordered(reports.approved(closed))
    client = as_(reports.editor())
    text = client.get(page(build)).text
    assert f'hx-get="/bygge/{build.pk}/laget/" hx-trigger="every 1s"' in text
    assert f'href="/bygge/{build.pk}/"' in text
    assert "Köar" in text
    assert "Du kan inte publicera" not in text  # the editor has no such button


def test_the_fragment_tells_how_far_it_is_and_ends(as_: As, closed: Round) -> None:
    build = reports.ordered(reports.approved(closed))
    client = as_(reports.publisher())
    job = running.start(build.job_id)
    running.progress(job, 3, 20, "Hela rapporten (PDF)")
    going = client.get(page(build, "laget/"), headers={"HX-Request": "true"})
    assert "3 av 20" in going.text
    assert "Hela rapporten (PDF)" in going.text
    assert "every 1s" in going.text
    assert "HX-Refresh" not in going
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    reports.work(job)
    over = client.get(page(build, "laget/"), headers={"HX-Request": "true"})
    assert "every 1s" not in over.text
    assert over["HX-Refresh"] == "true"
    assert "no-store" in over["Cache-Control"]


def test_a_failed_build_says_why_and_can_be_built_again(as_: As, closed: Round) -> None:
    build = reports.ordered(reports.approved(closed))
    with running.running(running.start(build.job_id)):
        raise running.JobFailed("Disken är full.")
    client = as_(reports.publisher())
    text = client.get(page(build)).text
    assert "Bygget misslyckades." in text
    assert "Disken är full." in text
    assert "every 1s" not in text
    again = client.post("/nationell/2019/version/1/bygg/", {"edition_date": "2019-06-03"})
    assert again["Location"] == f"/bygge/{Build.objects.latest('pk').pk}/"
    assert Build.objects.count() == 2
    assert "Det finns ett nyare bygge" in client.get(page(build)).text


def test_a_build_that_breaks_is_in_the_log_without_its_particulars(as_: As, closed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people read is a sentence; what broke is for the worker's log."""
    build = reports.ordered(reports.approved(closed))

    def breaks(*_given: Any, **_named: Any) -> None:
        raise OSError(28, "No space left on device", "/srv/lagesbild/hemlig-sokvag")

    monkeypatch.setattr(builds, "write_bundle", breaks)
    with pytest.raises(OSError, match="No space"):
        tasks.build(job_id=build.job_id)
    tasks.build(job_id=build.job_id)  # the broker may give it out again: it is over
    client = as_(reports.publisher())
    text = client.get(page(build)).text
    assert "Ett fel i systemet stoppade arbetet. Försök igen" in text
    assert "Bygg igen" in text
    assert not any(word in text for word in ("hemlig-sokvag", "No space", "OSError"))
    failed = AuditEvent.objects.get(event="build.failed")
    assert (failed.object_id, failed.actor, failed.detail) == (build.pk, "", {"picture": build.picture_id, "version": 1})
    assert "kunde inte bygga rapporten" in client.get("/nationell/2019/").text
    assert not AuditEvent.objects.filter(event="build.finished").exists()


def test_a_build_that_is_lost_three_times_is_over_and_in_the_log_once(closed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    build = reports.ordered(reports.approved(closed))
    monkeypatch.setattr(running, "send", lambda job: None)
    job = Job.objects.filter(pk=build.job_id)
    for attempt in (1, 2, 3):
        assert running.start(build.job_id) is not None
        job.update(heartbeat_at=clock.now() - timedelta(minutes=2))
        assert running.resume_lost() == (1 if attempt < 3 else 0)
    assert (job.get().state, job.get().message) == (JobState.FAILED, "Arbetet avbröts tre gånger. Starta det igen.")
    assert running.resume_lost() == 0
    running.finish(job.get(), JobState.FAILED)  # the third worker was only slow, and gives up now: it is over already
    assert AuditEvent.objects.filter(event="build.failed", object_id=build.pk).count() == 1


def test_the_checks_count_one_as_one(build: Build, as_: As) -> None:
    found = dict(build.checks.values_list("code", "summary"))
    assert found["secret"].startswith("0 träffar i ")
    assert found["decided"] == "1 område på listan, 0 väntar"
    assert found["whole"] == f"{build.file_count} filer med kontrollsumma"
    one = SimpleNamespace(
        texts={"a": "född 19121212-1212"},
        pages={"a": SimpleNamespace(links=[("a", "b")])},
        resolves=lambda *_link: True,
        folder=settings.BUILD_DIR,
        files=["a", "manifest.json"],
    )
    says = {code: release_checks.CHECKS[code][1](one).summary for code in ("persons", "links", "whole")}  # type: ignore[arg-type]
    assert says == {"persons": "1 träff", "links": "1 länk", "whole": "1 fil med kontrollsumma"}


def test_a_lost_build_is_sent_again_and_finishes(closed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    build = reports.ordered(reports.approved(closed))
    sent: list[int] = []
    monkeypatch.setattr(running, "send", lambda job: sent.append(job.pk))
    running.start(build.job_id)
    assert running.resume_lost() == 0
    Job.objects.filter(pk=build.job_id).update(heartbeat_at=clock.now() - timedelta(minutes=2))
    half = settings.BUILD_DIR / f".{build.folder}.half"
    half.mkdir(parents=True)
    (half / "skräp.html").write_text("en halv fil")
    assert running.resume_lost() == 1
    assert sent == [build.job_id]
    reports.work(build.job)
    build.refresh_from_db()
    assert build.built_at is not None
    assert build.job.__class__.objects.get(pk=build.job_id).attempts == 2
    assert not list((settings.BUILD_DIR / build.folder).rglob("skräp.html"))


def test_a_green_build_shows_checks_files_and_preview(build: Build, as_: As) -> None:
    client = as_(reports.publisher())
    answer = client.get(page(build))
    assert len(answer.context["checks"]) == release_checks.CHECK_COUNT == 11
    assert answer.context["red"] == 0
    assert "Alla kontroller är gröna." in answer.text
    assert build.manifest_sha256 in answer.text
    assert sum(part.count for part in answer.context["parts"]) == build.file_count
    assert "Du kan inte publicera: en andra person har inte godkänt kontrollerna." in answer.text


def test_the_preview_shows_the_bundle_and_nothing_else(build: Build, as_: As, folders: Path) -> None:
    client = as_(people.head())
    first = client.get(page(build, "forhandsvisning/"))
    assert first.status_code == 200
    assert "Husby" in first.text
    assert "no-store" in first["Cache-Control"]
    assert client.get(page(build, "forhandsvisning/rapport.pdf"))["Content-Type"] == "application/pdf"
    assert client.get(page(build, "forhandsvisning/metod"))["Location"] == page(build, "forhandsvisning/metod/")
    (settings.BUILD_DIR / "hemlig.txt").write_text("utanför")
    (settings.BUILD_DIR / build.folder / "lank.txt").symlink_to(settings.BUILD_DIR / "hemlig.txt")
    outside = ("../hemlig.txt", "..%2fhemlig.txt", "%2e%2e/hemlig.txt", "metod/../../hemlig.txt", "/etc/passwd", "lank.txt")
    for path in (*outside, "finns/inte.html", "a%00b"):
        assert client.get(page(build, f"forhandsvisning/{path}")).status_code == 404, path
    edition = f"{build.picture.year}-v1/metod/index.html"
    assert client.get(page(build, edition))["Location"] == page(build, "forhandsvisning/metod/index.html"), "not public yet"
    assert as_(people.officer()).get(page(build, "forhandsvisning/")).status_code == 404
    assert Client().get(page(build, "forhandsvisning/")).status_code == 302


def test_an_unfinished_build_has_no_preview(as_: As, closed: Round) -> None:
    build = reports.ordered(reports.approved(closed))
    (settings.BUILD_DIR / build.folder).mkdir(parents=True)
    (settings.BUILD_DIR / build.folder / "index.html").write_text("halv")
    assert as_(people.head()).get(page(build, "forhandsvisning/")).status_code == 404


def test_what_is_not_published_cannot_be_reached_by_the_public(build: Build) -> None:
    for path in ("2019/", "2019-v1/", "2019/index.html", "2019/rapport.pdf", f"{build.folder}/", f"_versioner/{build.folder}/"):
        assert Client().get(f"/oppen/{path}").status_code == 404, path


def test_signing_is_for_the_lead_and_the_head_and_happens_once(build: Build, as_: As) -> None:
    assert as_(reports.publisher()).post(page(build, "godkann/")).status_code == 403
    client = as_(people.lead())
    assert "Kontrollerna är godkända." in client.post(page(build, "godkann/"), follow=True).text
    at = Build.objects.get(pk=build.pk).release_approved_at
    second = as_(people.head()).post(page(build, "godkann/"), follow=True)
    assert "Du kan inte godkänna kontrollerna: de är redan godkända." in second.text
    after = Build.objects.get(pk=build.pk)
    assert (after.release_approved_at, after.release_approved_by) == (at, people.lead())


def test_publishing_switches_the_report_in_once(build: Build, as_: As) -> None:
    reports.approve_release(build, by=people.lead())
    assert as_(people.lead()).post(page(build, "publicera/")).status_code == 403
    client = as_(reports.publisher())
    for _time in range(2):
        answer = client.post(page(build, "publicera/"), follow=True)
        assert "Rapporten är publicerad." in answer.text
    assert Publication.objects.count() == 1
    public = Client().get("/oppen/2019/")
    assert public.status_code == 200
    assert b"Husby" in b"".join(public.streaming_content)
    assert Client().get("/oppen/2019/rapport.pdf").status_code == 200
    assert "2019, upplaga 1" in client.get("/publiceringar/").text
    again = client.post("/nationell/2019/version/1/bygg/", {"edition_date": "2019-06-03"}, follow=True)
    assert "lägesbilden är redan publicerad" in again.text


def test_publishing_before_the_signature_is_refused(build: Build, as_: As) -> None:
    answer = as_(reports.publisher()).post(page(build, "publicera/"), follow=True)
    assert "Du kan inte publicera: en andra person har inte godkänt kontrollerna." in answer.text
    assert not Publication.objects.exists()


def test_four_eyes_on_publication(build: Build, as_: As) -> None:
    both = people.make_user(Role.PUBLISHER, username="bada")
    people.make_user(Role.NOA_LEAD, username="bada")
    reports.approve_release(build, by=both)
    client = as_(both)
    sentence = "Du kan inte publicera: du har godkänt kontrollerna. En annan person måste publicera."
    assert sentence in client.get(page(build)).text
    assert sentence in client.post(page(build, "publicera/"), follow=True).text
    assert Client().get("/oppen/2019/").status_code == 404
    assert not Publication.objects.exists()


@pytest.mark.parametrize("change", ["changed", "removed", "added"])
def test_a_file_that_was_tampered_with_stops_the_publication(change: str, build: Build, as_: As) -> None:
    reports.approve_release(build, by=people.lead())
    folder = settings.BUILD_DIR / build.folder
    if change == "changed":
        (folder / "index.html").write_text((folder / "index.html").read_text() + " ")
    elif change == "removed":
        (folder / "omraden.csv").unlink()
    else:
        (folder / "extra.html").write_text("en sida till")
    answer = as_(reports.publisher()).post(page(build, "publicera/"), follow=True)
    assert "Du kan inte publicera: paketet på disken har ändrats sedan det byggdes. Bygg det igen." in answer.text
    assert not Publication.objects.exists()
    assert Client().get("/oppen/2019/").status_code == 404


def test_a_correction_becomes_edition_two_and_the_first_stays(build: Build, as_: As, closed: Round) -> None:
    reports.publish(reports.approve_release(build, by=people.lead()), by=reports.publisher())
    first = b"".join(Client().get("/oppen/2019/").streaming_content)
    picture = reports.compiled(closed, correction_reason="Kommunen var fel.")
    second = reports.signed(reports.approve_picture(picture, by=people.head()))
    assert second.version == 2
    as_(reports.publisher()).post(page(second, "publicera/"))
    now = b"".join(Client().get("/oppen/2019/").streaming_content)
    assert b"Kommunen var fel." in now
    assert b"".join(Client().get("/oppen/2019-v1/").streaming_content) == first
    assert b"".join(Client().get("/oppen/2019-v2/").streaming_content) == now
    text = as_(people.lead()).get("/publiceringar/").text
    assert "Rättelse: Kommunen var fel." in text
    assert "Ersatt av en rättelse" in text


def test_before_anything_is_published_the_list_says_so(as_: As, closed: Round) -> None:
    assert "Inget är publicerat än" in as_(people.head()).get("/publiceringar/").text
