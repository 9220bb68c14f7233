"""The certificate of a release: what stands in it, that it never changes, and that a publication holds to it."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import Error, transaction
from django.test import Client

from assessments.models import Round
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from lagesbild.version import VERSION
from reports import certificates
from reports.actions.publishing import approve_release
from reports.models import Build, Publication, ReleaseCertificate, ReleaseCheck
from reports.site.bundle import MANIFEST, entry
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
SENTENCE = "Du kan inte publicera: certifikatet gäller andra filer än de som finns på disken. Bygg paketet igen."
NAMED = ("Anna Andersson (index.html)",)
REASON = "Författaren till en bok som nämns i källorna."


@pytest.fixture
def build(closed: Round) -> Build:
    return reports.built(reports.approved(closed))


def page(build: Build, rest: str = "") -> str:
    return f"/bygge/{build.pk}/{rest}"


def flag(build: Build) -> None:
    ReleaseCheck.objects.filter(build=build, code="names").update(outcome="warn", listed=NAMED)


def test_the_signature_makes_a_certificate_of_what_was_checked(build: Build) -> None:
    assert not ReleaseCertificate.objects.exists()
    build = approve_release(build, by=people.lead())
    made = ReleaseCertificate.objects.get()
    told = json.loads(made.content)
    assert made.content == certificates.canonical(told)
    assert made.sha256 == hashlib.sha256(made.content.encode()).hexdigest()
    assert (made.issued_by, made.issued_role, made.issued_at) == (people.lead(), "Omgångsledare, Noa", build.release_approved_at)
    assert (told["program"], told["forteckning_sha256"], told["bygge"]) == (VERSION, build.manifest_sha256, build.pk)
    assert [(row["kod"], row["utfall"]) for row in told["kontroller"]] == list(build.checks.values_list("code", "outcome"))
    assert all(row["version"] >= 1 and row["resultat"] for row in told["kontroller"])
    assert told["jamfort_med"]["texts"]["annex"] > 0
    assert len(told["jamfort_med"]["digest"]) == 64
    files = {row["sokvag"]: row["sha256"] for row in told["filer"]}
    assert len(files) == build.file_count
    for name, sha256 in files.items():
        assert hashlib.sha256((settings.BUILD_DIR / build.folder / name).read_bytes()).hexdigest() == sha256
    event = AuditEvent.objects.filter(event="release.approved").latest("pk")
    assert event.detail == {"manifest": build.manifest_sha256, "certificate": made.sha256}


def test_it_holds_no_classified_text(build: Build) -> None:
    approve_release(build, by=people.lead())
    content = ReleaseCertificate.objects.get().content
    assert "annex" in content
    assert not [word for word in ("avvikande", "bara står i bilagan", "Dåligt", "motivering") if word in content]


def test_the_publication_refers_to_it_and_the_pages_show_it(build: Build, as_: As) -> None:
    head = as_(people.head())
    assert head.get(page(build, "certifikat/")).status_code == 404
    assert head.get(page(build, "certifikat.json")).status_code == 404
    publication = reports.publish(approve_release(build, by=people.lead()), by=reports.publisher())
    made = ReleaseCertificate.objects.get()
    assert publication.certificate == made
    for address in (page(build), "/publiceringar/"):
        assert f'href="/bygge/{build.pk}/certifikat/"' in head.get(address).text
    shown = head.get(page(build, "certifikat/")).text
    for words in (
        "Certifikat för 2019, upplaga 1",
        made.sha256,
        made.manifest_sha256,
        "Omgångsledare, Noa",
        "Ingen person nämns",
        "omraden.csv",
    ):
        assert words in shown
    file = head.get(page(build, "certifikat.json"))
    assert hashlib.sha256(file.content).hexdigest() == made.sha256
    assert file["Content-Disposition"] == 'attachment; filename="certifikat-2019-v1.json"'
    assert as_(people.make_user(Role.NOA_REVIEWER)).get(page(build, "certifikat.json")).status_code == 404


@pytest.mark.parametrize("change", ["a file and the manifest", "only a file"])
def test_other_files_than_the_certificates_are_not_published(change: str, build: Build, as_: As) -> None:
    """Whoever changes a file and makes the manifest anew is met by the certificate."""
    approve_release(build, by=people.lead())
    folder = settings.BUILD_DIR / build.folder
    (folder / "omraden.csv").write_text("id\n")
    if change == "a file and the manifest":
        manifest = json.loads((folder / MANIFEST).read_bytes())
        row = next(row for row in manifest["filer"] if row["sokvag"] == "omraden.csv")
        row |= {"sha256": entry("omraden.csv", b"id\n").sha256, "storlek": 3}
        (folder / MANIFEST).write_text(json.dumps(manifest))
    text = as_(reports.publisher()).post(page(build, "publicera/"), follow=True).text
    assert (SENTENCE in text) == (change == "a file and the manifest")
    assert "Du kan inte publicera: " in text
    assert not Publication.objects.exists()


def test_what_changed_before_the_signature_is_not_signed(build: Build) -> None:
    (settings.BUILD_DIR / build.folder / "omraden.csv").write_text("id\n")
    with pytest.raises(ActionDenied, match="paketet på disken har ändrats sedan det byggdes"):
        approve_release(build, by=people.lead())
    assert not ReleaseCertificate.objects.exists()


def test_a_signature_from_before_certificates_is_not_enough(build: Build) -> None:
    Build.objects.filter(pk=build.pk).update(release_approved_by=people.lead(), release_approved_at=build.built_at)
    with pytest.raises(ActionDenied, match="godkändes innan det fanns certifikat"):
        reports.publish(Build.objects.get(pk=build.pk), by=reports.publisher())


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Error), transaction.atomic():
        act()


def test_the_database_refuses_a_false_certificate_and_a_publication_without(build: Build) -> None:
    other = ReleaseCertificate(build=build, manifest_sha256=build.manifest_sha256, content="{}", sha256=certificates.digest("{}"))
    other.app_version, other.issued_by, other.issued_at = VERSION, people.lead(), build.built_at
    refused(lambda: other.save(force_insert=True))  # nobody has signed
    signed = approve_release(build, by=people.lead())
    made = ReleaseCertificate.objects.get()
    refused(lambda: ReleaseCertificate.objects.update(content="{}"))
    refused(lambda: ReleaseCertificate.objects.all().delete())
    values = {"build": signed, "year": 2019, "version": 1, "manifest_sha256": signed.manifest_sha256, "published_at": build.built_at}
    people_ = {"release_approved_by": people.lead(), "published_by": reports.publisher()}
    refused(lambda: Publication.objects.create(**values, **people_))
    Publication.objects.create(**values, **people_, certificate=made)


@pytest.mark.parametrize("given", [{}, {"skal-names": "  "}, {"skal-names": "x" * 1001}])
def test_a_flagged_check_is_not_passed_without_a_reason(given: dict[str, str], build: Build, as_: As) -> None:
    flag(build)
    client = as_(people.lead())
    text = client.get(page(build)).text
    assert "En kontroll är att ta ställning till." in text
    assert NAMED[0] in text
    answer = client.post(page(build, "godkann/"), given)
    assert answer.status_code == 200
    assert "Något behöver rättas" in answer.text
    assert Build.objects.get(pk=build.pk).release_approved_at is None
    with pytest.raises(ActionDenied, match="skriv varför det som kontrollen ”Ingen person nämns” listar får stå kvar"):
        approve_release(build, by=people.lead(), reasons={"names": given.get("skal-names", "")})
    Build.objects.filter(pk=build.pk).update(release_approved_by=people.lead(), release_approved_at=build.built_at)
    forced = Build.objects.get(pk=build.pk)
    certificates.certificate_of(forced, settings.BUILD_DIR / build.folder).save()
    with pytest.raises(Error, match="no red check"):
        reports.publish(forced, by=reports.publisher())


def test_the_reason_is_kept_in_the_certificate_and_not_in_the_log(build: Build, as_: As) -> None:
    flag(build)
    client = as_(people.lead())
    answer = client.post(page(build, "godkann/"), {"skal-names": REASON}, follow=True)
    assert "Kontrollerna är godkända." in answer.text
    assert REASON in answer.text
    told = json.loads(ReleaseCertificate.objects.get().content)
    row = next(row for row in told["kontroller"] if row["kod"] == "names")
    assert (row["utfall"], row["listat"], row["skal"]) == ("warn", list(NAMED), REASON)
    assert REASON in client.get(page(build, "certifikat/")).text
    assert not AuditEvent.objects.filter(detail__icontains="bok").exists()
    reports.publish(Build.objects.get(pk=build.pk), by=reports.publisher())


def test_a_check_without_anything_to_say_takes_no_reason(build: Build) -> None:
    approve_release(build, by=people.lead(), reasons={"secret": "Det gör inget."})
    assert not ReleaseCheck.objects.exclude(reason="").exists()
