"""What a person may choose, and what is refused before anything is started."""

import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from lagesbild.embedded.errors import StartError
from lagesbild.embedded.options import Options, kept_secret, only_one, require_free_port, socket_folder


def test_nothing_chosen_means_own_servers_and_port_8000() -> None:
    options = Options.read({})
    assert (options.port, options.database_url, options.redis_url, options.demo_password) == (8000, None, None, None)
    assert options.var.name == "var"


def test_a_given_database_is_also_the_one_to_migrate() -> None:
    assert Options.read({"DATABASE_URL": "postgresql://a@b/c"}).database_owner_url == "postgresql://a@b/c"
    both = {"DATABASE_URL": "postgresql://a@b/c", "DATABASE_OWNER_URL": "postgresql://o@b/c"}
    assert Options.read(both).database_owner_url == "postgresql://o@b/c"


@pytest.mark.parametrize("port", ["nej", "0", "65536", "-1", "8000.5"])
def test_a_wrong_port_is_one_sentence(port: str) -> None:
    with pytest.raises(StartError, match="PORT ska vara ett tal mellan 1 och 65535"):
        Options.read({"PORT": port})


def test_a_taken_port_is_one_sentence_that_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"Porten {port} är upptagen. .*PORT={port + 1}"):
            require_free_port(port)
    require_free_port(port)


def test_one_start_at_a_time_holds_the_folder(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(StartError, match="körs redan"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_a_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    (tmp_path / "secret.new").write_text("half wr")  # left by a start that was cut off
    first = kept_secret(path, length=32)
    assert len(first) > 32
    assert kept_secret(path, length=32) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sockets_stand_in_a_closed_folder_with_a_short_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    folder = socket_folder()
    try:
        assert len(os.fsencode(folder / ".s.PGSQL.5432")) < 107
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        folder.rmdir()
