"""The two servers keep what they have acknowledged, whoever is killed."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from lagesbild.embedded import postgres as module
from lagesbild.embedded.account import NOBODY, Account
from lagesbild.embedded.errors import StartError
from lagesbild.embedded.options import socket_folder
from lagesbild.embedded.postgres import Postgres
from lagesbild.embedded.processes import command_of
from lagesbild.embedded.valkey import Valkey
from lagesbild.embedded.waiting import Watch

pytestmark = pytest.mark.slow

HOLDER = """
import sys, time
from pathlib import Path
from lagesbild.embedded.postgres import Postgres
from lagesbild.embedded.valkey import Valkey
from lagesbild.embedded.waiting import Watch
folder, sockets = Path(sys.argv[1]), Path(sys.argv[2])
watch = Watch()
postgres = Postgres(folder / "postgres", sockets=sockets, log=folder / "postgres.log", settings={"fsync": "off"})  # a kill is no power cut
valkey = Valkey(folder / "valkey", sockets=sockets, log=folder / "valkey.log")
postgres.create()
children = [watch.start(postgres.child()), watch.start(valkey.child())]
watch.until(lambda: postgres.answers() and valkey.answers(), what="servers")
postgres.set_up()
print(*[child.process.pid for child in children], flush=True)
time.sleep(300)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose parents are open, unlike pytest's own: a server may run as `nobody`."""
    path = Path(tempfile.mkdtemp(prefix="lagesbild-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def sockets() -> Iterator[Path]:
    path = socket_folder()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def hold(folder: Path, sockets: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """Start both servers under a process of their own; return it and their numbers."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, folder, sockets], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    return holder, [int(number) for number in holder.stdout.readline().split()]


def wait_gone(numbers: list[int]) -> None:
    end = time.monotonic() + 20
    while any(command_of(number) for number in numbers) and time.monotonic() < end:
        time.sleep(0.05)
    assert [command_of(number) for number in numbers] == [None] * len(numbers)


@pytest.mark.parametrize("all_at_once", [False, True], ids=["the holder is killed", "the servers are killed too"])
def test_what_is_acknowledged_survives_a_kill(folder: Path, sockets: Path, *, all_at_once: bool) -> None:
    holder, servers = hold(folder, sockets)
    address = f"postgresql://owner@/lagesbild?host={sockets}"
    with psycopg.connect(address) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept select generate_series(1, 1000)")
    queue = redis.Redis.from_url(f"unix://{sockets}/valkey.sock")
    for number in range(1000):
        queue.rpush("kept", number)
    for number in servers if all_at_once else []:
        os.kill(number, 9)
    holder.kill()
    holder.communicate()
    wait_gone(servers)

    holder, servers = hold(folder, sockets)
    with psycopg.connect(address) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)
    assert queue.llen("kept") == 1000
    queue.close()
    holder.kill()
    holder.communicate()
    wait_gone(servers)


def test_the_app_owns_nothing_and_reads_what_the_owner_makes(folder: Path, sockets: Path) -> None:
    holder, servers = hold(folder, sockets)
    with psycopg.connect(f"postgresql://owner@/lagesbild?host={sockets}") as owner:
        owner.execute("create table note (id bigint generated always as identity, text text)")
    with psycopg.connect(f"postgresql://app@/lagesbild?host={sockets}", autocommit=True) as app:
        app.execute("insert into note (text) values ('a')")
        assert app.execute("select id, text from note").fetchall() == [(1, "a")]
        for forbidden in ["drop table note", "truncate note", "create table own (n int)", "set role owner", "create database other"]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)
    holder.kill()
    holder.communicate()
    wait_gone(servers)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account")
def test_where_namespaces_are_forbidden_postgres_runs_as_nobody(folder: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "choose_account", lambda: Account(uid=NOBODY))
    watch = Watch()
    cluster = Postgres(folder / "postgres", sockets=sockets, log=folder / "postgres.log", settings=module.SOFT)
    assert cluster.create()
    server = watch.start(cluster.child())
    watch.until(cluster.answers, what="PostgreSQL")
    assert server.process is not None
    assert Path(f"/proc/{server.process.pid}").stat().st_uid == NOBODY
    watch.stop_all()
    assert server.ended == 0

    (folder / "closed").mkdir(mode=0o700)
    with pytest.raises(StartError, match="VAR_DIR"):
        Postgres(folder / "closed" / "postgres", sockets=sockets, log=folder / "postgres.log")


def test_a_cluster_of_another_version_is_refused(folder: Path, sockets: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(StartError, match="PostgreSQL 16, här behövs 18"):
        Postgres(folder / "postgres", sockets=sockets, log=folder / "postgres.log").create()


def test_a_half_made_cluster_is_made_anew(folder: Path, sockets: Path) -> None:
    (folder / "postgres.new").mkdir()
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    cluster = Postgres(folder / "postgres", sockets=sockets, log=folder / "postgres.log", settings=module.SOFT)
    assert cluster.create()
    assert not cluster.create()
    assert (folder / "postgres" / "global" / "pg_control").exists()


def test_the_queue_has_no_port_and_is_closed_to_others(folder: Path, sockets: Path) -> None:
    watch = Watch()
    valkey = Valkey(folder / "valkey", sockets=sockets, log=folder / "valkey.log")
    server = watch.start(valkey.child())
    watch.until(valkey.answers, what="Valkey")
    assert valkey.socket.stat().st_mode & 0o077 == 0
    client = redis.Redis.from_url(valkey.url)
    assert client.config_get("port", "appendfsync") == {"port": "0", "appendfsync": "always"}
    client.close()
    watch.stop_all()
    assert server.ended == 0
