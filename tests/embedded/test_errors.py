"""Each thing that can stop a start has one sentence."""

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from lagesbild.embedded import bootstrap, errors
from lagesbild.embedded.processes import Child
from lagesbild.embedded.waiting import Watch


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk(code: int) -> None:
    assert errors.sentence(OSError(code, "x")) == errors.FULL
    assert "full" in bootstrap.sentence(OSError(code, "x"))


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_cannot_be_written(code: int) -> None:
    assert "/srv/var" in errors.sentence(OSError(code, "x", "/srv/var"))
    assert "går inte att skriva" in bootstrap.sentence(OSError(code, "x"))


def test_a_log_that_tells_of_a_full_disk(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("x" * 100_000 + "\nFATAL: could not write: No space left on device\n")
    assert str(errors.explain("Databasen kunde inte skapas.", log=log)) == errors.FULL


def test_a_disk_too_full_to_write_even_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    assert str(errors.explain("Databasen kunde inte skapas.", log=tmp_path / "none.log")) == errors.FULL


def test_a_port_taken_in_the_last_moment(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("[ERROR] Connection in use: ('127.0.0.1', 8000)")
    assert str(errors.explain("Webbservern avslutades oväntat.", log=log, port=8000)).startswith("Porten 8000 är upptagen.")


def test_anything_else_names_the_log(tmp_path: Path) -> None:
    assert str(errors.explain("Arbetaren avslutades oväntat.", log=tmp_path / "worker.log")).endswith(f"Se {tmp_path / 'worker.log'}")


def test_a_dead_child_stops_the_wait_with_its_name(tmp_path: Path) -> None:
    watch = Watch()
    watch.start(Child("Arbetaren", ["false"], tmp_path / "worker.log"))
    with pytest.raises(errors.StartError, match=r"Arbetaren avslutades oväntat.*worker\.log"):
        watch.until(lambda: False, what="Väntar", seconds=5)
