"""`.venv` is filled from the lock, once; and Python is found by trying."""

import subprocess
import sys
from pathlib import Path

import pytest

from lagesbild.embedded import bootstrap

FINDER = Path(bootstrap.__file__).with_name("python.sh")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two locks and a finished environment without a stamp."""
    (tmp_path / "run.lock").write_text("django==1\n")
    (tmp_path / "test.lock").write_text("django==1\npytest==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / ".lock")
    monkeypatch.setattr(bootstrap, "LOCKS", {"run": tmp_path / "run.lock", "test": tmp_path / "test.lock"})
    return tmp_path


@pytest.mark.parametrize(
    ("installed", "run", "test"), [("run", True, False), ("test", True, True), ("other", False, False), ("", False, False)]
)
def test_what_is_installed_decides_who_may_start(project: Path, installed: str, run: bool, test: bool) -> None:
    (project / "other.lock").write_text("django==0\n")
    if installed:
        bootstrap.STAMP.write_bytes((project / f"{installed}.lock").read_bytes())
    assert (bootstrap.is_ready("run"), bootstrap.is_ready("test")) == (run, test)


def test_an_environment_whose_python_is_gone_is_not_ready(project: Path) -> None:
    bootstrap.STAMP.write_bytes((project / "run.lock").read_bytes())
    (project / ".venv" / "bin" / "python").unlink()
    assert not bootstrap.is_ready("run")


def test_a_failed_install_leaves_no_stamp(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(lock: Path, started: float) -> None:
        bootstrap.raise_known("ERROR: Could not install packages: [Errno 28] No space left on device")

    bootstrap.STAMP.write_text("older")
    monkeypatch.setattr(bootstrap, "run_pip", full)
    assert bootstrap.main("run") == 1
    assert capsys.readouterr().err.strip() == bootstrap.FULL
    assert not bootstrap.STAMP.exists()


def find_python(folder: Path, shims: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the finder in `folder` with only `shims` on PATH."""
    programs = folder / "programs"
    programs.mkdir()
    for name, script in shims.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    script = FINDER.read_text().replace("/usr/bin/python3 ", "")
    return subprocess.run(
        ["/bin/sh", "-euc", script + '\necho "$PYTHON"'],
        cwd=folder,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )


BROKEN, WORKING = "exit 127", f'exec "{sys.executable}" "$@"'
TOO_OLD = f'case "$*" in *version_info*) exit 1;; *) exec "{sys.executable}" "$@";; esac'
WITHOUT_VENV = f'case "$*" in *ensurepip*) exit 1;; *) exec "{sys.executable}" "$@";; esac'


def test_a_shim_that_fails_is_passed_by(tmp_path: Path) -> None:
    found = find_python(tmp_path, {"python3.13": BROKEN, "python3.12": BROKEN, "python3.11": WORKING})
    assert (found.returncode, found.stdout.strip()) == (0, "python3.11")


def test_a_python_without_venv_is_second_choice(tmp_path: Path) -> None:
    assert find_python(tmp_path, {"python3.13": WITHOUT_VENV, "python3": WORKING}).stdout.strip() == "python3"


def test_only_a_python_without_venv_is_one_sentence(tmp_path: Path) -> None:
    found = find_python(tmp_path, {"python3.13": WITHOUT_VENV})
    assert found.returncode == 1
    assert found.stderr.strip() == "Python saknar modulen venv. Installera den, till exempel med: apt-get install python3-venv"


def test_a_wrong_python_is_one_sentence(tmp_path: Path) -> None:
    found = find_python(tmp_path, {"python3": TOO_OLD})
    assert found.returncode == 1
    assert found.stderr.startswith("Det behövs Python 3.11, 3.12, 3.13 eller 3.14")
    assert len(found.stderr.strip().splitlines()) == 1
