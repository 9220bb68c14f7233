"""Reports to test with."""

import pytest

from reports.open.data import OpenReport
from tests.reports.open import example


@pytest.fixture
def report() -> OpenReport:
    """Return the list of 2019, as a replayed round."""
    return example.report(2019)
