"""Bundles to look into, written once."""

from pathlib import Path

import pytest

from reports.open.data import OpenReport
from reports.site.bundle import write_bundle
from tests.reports.open import example


def quiet(done: int, total: int, words: str) -> None:
    """Take the progress and say nothing."""


@pytest.fixture(scope="session")
def report() -> OpenReport:
    """Return the list of 2019, as a replayed round."""
    return example.report(2019)


@pytest.fixture(scope="session")
def bundle(report: OpenReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a written bundle. Copy it before changing anything."""
    target = tmp_path_factory.mktemp("bundles") / "2019-v1"
    write_bundle(report, target, progress=quiet)
    return target


@pytest.fixture(scope="session")
def historic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundle of a list taken over from a published report: no roster, no reasons, no questions."""
    target = tmp_path_factory.mktemp("bundles") / "2015-v1"
    write_bundle(example.report(2015, replay=False), target, progress=quiet)
    return target
