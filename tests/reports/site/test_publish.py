"""The switch: the public reads the old version or the new one, and every edition keeps its address."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from assessments.enums import Category
from reports.open.data import OpenReport
from reports.site.bundle import verify_bundle, write_bundle
from reports.site.publish import BrokenBundle, Publication, current_version, switch_in, switch_out, write_index
from tests.reports.open import example
from tests.reports.site.conftest import quiet

COUNTS = {Category.UTSATT: 28, Category.RISK: 10, Category.SARSKILT: 22}


def test_switch_in(bundle: Path, tmp_path: Path) -> None:
    target = switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    assert target == tmp_path / "oppen" / "_versioner" / "2019-v1"
    for name in ("2019", "2019-v1"):
        assert (tmp_path / "oppen" / name).is_symlink()
        assert (tmp_path / "oppen" / name / "index.html").read_bytes() == (bundle / "index.html").read_bytes()
    assert current_version(public_dir=tmp_path, year=2019) == 1
    assert sorted(path.name for path in (tmp_path / "oppen").iterdir()) == ["2019", "2019-v1", "_versioner"]


def test_links_are_relative_so_that_the_folder_can_move(bundle: Path, tmp_path: Path) -> None:
    switch_in(bundle, public_dir=tmp_path / "a", year=2019, version=1)
    (tmp_path / "a").rename(tmp_path / "b")
    assert (tmp_path / "b" / "oppen" / "2019" / "index.html").is_file()


def test_a_new_version_takes_over_and_the_old_keeps_its_address(bundle: Path, tmp_path: Path) -> None:
    switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    write_bundle(example.report(2019, version=2), tmp_path / "built", progress=quiet)
    switch_in(tmp_path / "built", public_dir=tmp_path, year=2019, version=2)
    assert current_version(public_dir=tmp_path, year=2019) == 2
    assert "upplaga 2" in (tmp_path / "oppen" / "2019" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "oppen" / "2019-v1" / "index.html").read_bytes() == (bundle / "index.html").read_bytes()


def test_twice_is_the_same_as_once(bundle: Path, tmp_path: Path) -> None:
    first = switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    before = (first / "index.html").stat().st_ino
    switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    assert (first / "index.html").stat().st_ino == before


def test_a_broken_bundle_is_refused(bundle: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(bundle, tmp_path / "broken"))
    (broken / "omraden.csv").unlink()
    with pytest.raises(BrokenBundle, match=r"omraden\.csv saknas"):
        switch_in(broken, public_dir=tmp_path, year=2019, version=1)
    assert current_version(public_dir=tmp_path, year=2019) is None


def test_a_half_copied_version_is_no_version(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "oppen" / "_versioner" / ".2019-v1.half").mkdir(parents=True)
    target = switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    assert [path.name for path in target.parent.iterdir()] == ["2019-v1"]


def test_switch_out(bundle: Path, tmp_path: Path) -> None:
    switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    switch_out(public_dir=tmp_path, year=2019)
    switch_out(public_dir=tmp_path, year=2019)
    assert current_version(public_dir=tmp_path, year=2019) is None
    assert (tmp_path / "oppen" / "2019-v1" / "index.html").is_file()


def test_index_lists_newest_first(tmp_path: Path, report: OpenReport) -> None:
    old = Publication(2015, 1, date(2015, 12, 1), {Category.UTSATT: 31, Category.RISK: 7, Category.SARSKILT: 15})
    write_index(tmp_path, [old, Publication(2019, 2, date(2019, 6, 14), COUNTS, "Återspelad omgång")])
    text = (tmp_path / "oppen" / "index.html").read_text(encoding="utf-8")
    assert text.index("Lägesbild 2019") < text.index("Lägesbild 2015")
    assert "28 utsatta områden, 10 riskområden och 22 särskilt utsatta områden" in text
    assert 'href="2019/index.html"' in text and 'href="2019-v2/index.html"' in text
    assert (tmp_path / "oppen" / "tillgangar" / "lagesbild.css").is_file()


def test_index_without_publications(tmp_path: Path) -> None:
    write_index(tmp_path, [])
    assert "Ingen lägesbild är publicerad än" in (tmp_path / "oppen" / "index.html").read_text(encoding="utf-8")


def test_files_that_a_taken_back_publication_left_give_way(bundle: Path, tmp_path: Path) -> None:
    """What is switched in is this bundle, also when other whole files lie there under the same number."""
    left = switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    other = json.loads((left / "manifest.json").read_bytes())
    page = left / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- other -->")
    for row in other["filer"]:
        if row["sokvag"] == "index.html":
            row["byte"], row["sha256"] = page.stat().st_size, hashlib.sha256(page.read_bytes()).hexdigest()
    (left / "manifest.json").write_text(json.dumps(other))
    assert verify_bundle(left) == [], "it is whole, and not what was signed"
    target = switch_in(bundle, public_dir=tmp_path, year=2019, version=1)
    assert (target / "index.html").read_bytes() == (bundle / "index.html").read_bytes()
    assert not list(target.parent.glob(".*")), "nothing is left beside it"
