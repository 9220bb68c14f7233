"""A second start does nothing that is done, and everything that is not."""

from pathlib import Path

import pytest

from lagesbild.embedded import prepare
from lagesbild.embedded.prepare import Preparation, fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files that decide, and some that do not."""
    for name in ["requirements.lock", "areas/migrations/0001_initial.py", "reports/annex/migrations/0001_initial.py", "static/site.css"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
    (tmp_path / "areas" / "models.py").write_text("1")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["requirements.lock", "reports/annex/migrations/0001_initial.py", "static/site.css", "areas/migrations/0002_new.py"]
)
def test_a_change_that_decides_is_seen(project: Path, name: str) -> None:
    before = fingerprint(root=project)
    (project / name).write_text("2")
    assert fingerprint(root=project) != before


def test_other_changes_are_not(project: Path) -> None:
    before = fingerprint(root=project)
    (project / "areas" / "models.py").write_text("2")
    assert fingerprint(root=project) == before


@pytest.mark.parametrize("lost", ["prepared", "demo-accounts", "static/staticfiles.json", None])
def test_what_was_made_must_still_be_there(tmp_path: Path, lost: str | None) -> None:
    preparation = Preparation(tmp_path, password="p")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    preparation.listing.write_text("noa.chef  Chef  Noa\n")
    preparation.remember()
    if lost:
        (tmp_path / lost).unlink()
    assert preparation.is_done() is (lost is None)


def test_another_password_is_a_new_preparation(tmp_path: Path) -> None:
    assert Preparation(tmp_path, password="a").mark != Preparation(tmp_path, password="b").mark


def test_the_project_has_files_that_decide() -> None:
    names = {path.name for path in prepare.files(prepare.ROOT)}
    assert {"requirements.lock", "0001_initial.py", "load_demo.py"} <= names
