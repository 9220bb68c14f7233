"""The bundle: whole or not there, the same each time, and any change is seen."""

import hashlib
import json
import shutil
import time
from pathlib import Path

import pytest
from django.utils import translation

from reports.open.data import OpenReport
from reports.site import bundle as bundles
from reports.site.bundle import verify_bundle, write_bundle
from tests.reports.open import example
from tests.reports.site.conftest import quiet


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundle, tmp_path / "copy"))


def test_the_manifest_lists_every_file(bundle: Path) -> None:
    manifest = json.loads((bundle / "manifest.json").read_bytes())
    assert {key: manifest[key] for key in ("lagesbild", "version", "skapad")} == {"lagesbild": 2019, "version": 1, "skapad": "2019-06-03"}
    paths = [row["sokvag"] for row in manifest["filer"]]
    assert paths == sorted(paths)
    assert set(paths) == {p.relative_to(bundle).as_posix() for p in bundle.rglob("*") if p.is_file()} - {"manifest.json"}
    pdf = next(row for row in manifest["filer"] if row["sokvag"] == "rapport.pdf")
    content = (bundle / "rapport.pdf").read_bytes()
    assert pdf == {
        "sokvag": "rapport.pdf",
        "storlek": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "typ": "application/pdf",
    }


def test_pages_for_everybody_on_the_roster(bundle: Path, report: OpenReport) -> None:
    assert len(list(bundle.glob("lpo/*/index.html"))) == len({lpo.slug for lpo in report.lpos}) == 97
    assert len(list(bundle.glob("omrade/*/index.html"))) == 60
    assert len(list(bundle.glob("region/*/index.html"))) == 7


def test_a_historic_list_has_the_local_police_areas_it_names(historic: Path) -> None:
    named = {area.lpo_slug for area in example.report(2015, replay=False).areas if area.lpo_slug}
    assert {path.parent.name for path in historic.glob("lpo/*/index.html")} == named


def test_two_builds_are_equal_whatever_the_language(bundle: Path, report: OpenReport, tmp_path: Path) -> None:
    with translation.override("en"):
        write_bundle(report, tmp_path / "again", progress=quiet)
    assert (tmp_path / "again" / "manifest.json").read_bytes() == (bundle / "manifest.json").read_bytes()
    assert translation.get_language() == "sv"


def test_progress_ends_where_it_said(report: OpenReport, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    manifest = write_bundle(report, tmp_path / "new", progress=lambda *step: seen.append(step))
    assert [step[0] for step in seen] == sorted(step[0] for step in seen)
    assert {step[1] for step in seen} == {len(manifest.files)}
    assert seen[-1] == (len(manifest.files), len(manifest.files), "Klart")


def test_the_whole_bundle_is_fast(tmp_path: Path) -> None:
    """Processor time, so that a busy machine does not fail it."""
    began = time.process_time()
    write_bundle(example.report(2025), tmp_path / "new", progress=quiet)
    assert time.process_time() - began < 5


def test_an_interruption_leaves_no_bundle_and_it_can_be_done_again(
    report: OpenReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(done: int, total: int, words: str) -> None:
        if done > 20:
            raise KeyboardInterrupt

    target = tmp_path / "new"
    with pytest.raises(KeyboardInterrupt):
        write_bundle(report, target, progress=power_cut)
    assert not target.exists()
    write_bundle(report, target, progress=quiet)
    assert verify_bundle(target) == []
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_finished_bundle_is_never_written_over(copy: Path, report: OpenReport) -> None:
    with pytest.raises(FileExistsError):
        write_bundle(report, copy, progress=quiet)


def test_a_whole_bundle_has_no_problems(bundle: Path, historic: Path) -> None:
    assert verify_bundle(bundle) == verify_bundle(historic) == []


def test_every_kind_of_damage_is_seen(copy: Path) -> None:
    (copy / "index.html").write_text("något annat", encoding="utf-8")
    (copy / "omraden.csv").unlink()
    (copy / "extra.txt").write_text("x", encoding="utf-8")
    assert verify_bundle(copy) == ["omraden.csv saknas.", "extra.txt står inte i förteckningen.", "index.html har ändrats."]


def test_a_link_in_place_of_a_file_is_seen(copy: Path) -> None:
    (copy / "omraden.csv").rename(copy.parent / "omraden.csv")
    (copy / "omraden.csv").symlink_to(copy.parent / "omraden.csv")
    assert verify_bundle(copy) == ["omraden.csv har ändrats."]


@pytest.mark.parametrize("content", [None, "{", "[]", '{"filer": [{}]}'])
def test_without_a_manifest_nothing_can_be_said(copy: Path, content: str | None) -> None:
    (copy / bundles.MANIFEST).unlink()
    if content is not None:
        (copy / bundles.MANIFEST).write_text(content, encoding="utf-8")
    assert verify_bundle(copy) == ["manifest.json saknas eller kan inte läsas."]
