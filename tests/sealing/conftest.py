"""One whole system for each file of tests, and a key file of its own for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lagesbild.sealing import datakeys
from lagesbild.sealing.keyfile import new_line
from tests.scenes import login, scene

__all__ = ["key_file", "login", "scene"]


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A key file with one key, and no data key in the process yet."""
    path = tmp_path / "keys"
    path.write_text(new_line("prov-1"))
    settings.KEY_FILE, settings.KEYS = str(path), ""
    datakeys.forget()
    yield path
    datakeys.forget()
