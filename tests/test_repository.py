"""Tests that watch over the whole: what every part of the project must keep."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from lagesbild.access.roles import GRANTS, Role
from lagesbild.version import VERSION
from reports import generated_docs

ROOT = Path(settings.BASE_DIR)
OWN = {"accounts", "access", "audit", "jobs", "areas", "assessments", "classified", "reports", "annex"}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OWN]


def test_each_dependency_has_a_line_on_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    wanted = tomllib.loads("\n".join(lines))
    names = [*wanted["project"]["dependencies"], *wanted["dependency-groups"]["dev"]]
    for name in names:
        line = next(line for line in lines if f'"{name}"' in line)
        assert re.search(r"#\s+\S.{8,}", line), f"{name} has no line on what it is for"


def test_the_version_is_the_same_in_both_places() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


@pytest.mark.parametrize("name", generated_docs.PAGES)
def test_generated_docs_are_up_to_date(name: str) -> None:
    written = (generated_docs.FOLDER / name).read_text(encoding="utf-8")
    assert written == generated_docs.PAGES[name](), "run manage.py generate_docs"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_when_and_who_belong_together(model: type[models.Model]) -> None:
    """A field `x_at` that tells of a person's act stands beside `x_by`, and a check constraint keeps them together."""
    names = {field.name for field in model._meta.get_fields()}
    system = {"heartbeat_at", "started_at", "finished_at", "created_at", "built_at"}
    system |= {"took_effect_at", "failed_at"}  # the clock's, of a change of the organisation
    for name in sorted(name for name in names if name.endswith("_at") and name not in system):
        who = {f"{name.removesuffix('_at')}_by"} | ({"reviewer"} if name == "taken_up_at" else set())
        assert who & names, f"{model.__name__}.{name} does not tell who"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_no_model_saves_with_effects(model: type[models.Model]) -> None:
    allowed = {"UnitUserGrant", "UnitGroupGrant", "PictureUserGrant"}  # they refuse a codename that cannot be granted
    own_save = model.save is not models.Model.save and model.save.__module__.startswith(("lagesbild", "areas", "assessments", "reports"))
    assert not own_save or model.__name__ in allowed


def test_every_role_has_grants_and_no_two_people_share_a_four_eyes_pair() -> None:
    assert set(GRANTS) == set(Role)
    pairs = [
        ("sign_local_picture", "review_local_picture"),
        ("review_local_picture", "decide_category"),
        ("compile_picture", "approve_picture"),
        ("approve_release", "publish_report"),
        ("lead_round", "approve_method"),
        ("import_data", "lead_round"),
    ]
    for one, other in pairs:
        both = [role for role in Role if {one, other} <= {codename.value for codename in GRANTS[role]}]
        assert both == [], f"{both} may do both {one} and {other}"


def test_guardian_is_known_in_one_module_only() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("lagesbild", "areas", "assessments", "reports")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"^\s*(from|import) guardian", path.read_text(encoding="utf-8"), re.MULTILINE) and "migrations" not in path.parts
    ]
    assert found == ["lagesbild/access/guardian.py"]


def test_templates_have_no_style_or_script_of_their_own() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script, path


def test_the_texts_name_no_workplace_and_no_machine() -> None:
    words = re.compile(r"/root/|/work/|\bsubagent|\bhelper-\d|pypi\.org|registry\.npmjs", re.IGNORECASE)
    kinds = {".py", ".md", ".html", ".css", ".js", ".toml", ".typ", ".sh", ".csv", ""}
    skipped = {".git", ".venv", "var", "locale", "__pycache__"}
    skipped |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"}  # the checks leave them here
    for path in ROOT.rglob("*"):
        if not path.is_file() or path.suffix not in kinds or skipped & set(path.relative_to(ROOT).parts) or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if path.name not in {"requirements.lock", "requirements-dev.lock"}:
            assert not words.search(text), path
