"""The parts of the running site: servers, worker, clock, web."""

import os
import shutil
import sys
import urllib.error
import urllib.request
from pathlib import Path

from lagesbild.embedded import codes
from lagesbild.embedded.options import ROOT, Options, kept_secret, key_file, socket_folder
from lagesbild.embedded.postgres import Postgres
from lagesbild.embedded.prepare import Preparation, manage
from lagesbild.embedded.processes import Child
from lagesbild.embedded.valkey import Valkey
from lagesbild.embedded.waiting import Watch


class Site:
    """Starts the parts in the order in which they need each other."""

    def __init__(self, options: Options, watch: Watch) -> None:
        self.options, self.watch = options, watch
        self.var, self.log = options.var, options.var / "log"
        self.password = options.demo_password or kept_secret(self.var / "demo-password", length=9)
        self.totp_secret = codes.checked(options.demo_totp_secret) if options.demo_totp_secret else codes.kept(self.var)
        self.sockets = new_sockets(self.var)
        self.postgres = (
            None if options.database_url else Postgres(self.var / "postgres", sockets=self.sockets, log=self.log / "postgres.log")
        )
        self.valkey = None if options.redis_url else Valkey(self.var / "valkey", sockets=self.sockets, log=self.log / "valkey.log")
        self.preparation = Preparation(self.var, password=self.password, totp_secret=self.totp_secret)

    def environment(self, role: str) -> dict[str, str]:
        """Return the children's environment, with the database as `role` (`owner` or `app`)."""
        given = self.options.database_owner_url if role == "owner" else self.options.database_url
        return {
            **os.environ,
            "DATABASE_URL": self.postgres.url(role) if self.postgres else str(given),
            "REDIS_URL": self.valkey.url if self.valkey else str(self.options.redis_url),
            "VAR_DIR": str(self.var),
            "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(self.var / "secret-key", length=48),
            "KEY_FILE": os.environ.get("KEY_FILE") or ("" if os.environ.get("KEYS") else str(key_file(self.var / "keys"))),
            "DEMO": os.environ.get("DEMO") or "1",
            "DEMO_PASSWORD": self.password,
            "DEMO_TOTP_SECRET": self.totp_secret,
            "PORT": str(self.options.port),
            "PYTHONUNBUFFERED": "1",
        }

    def start(self) -> None:
        """Start everything, and return when the site answers that all its parts are well."""
        self.start_servers()
        # A database of one's own may be another one than the last time, so there nothing is taken for done.
        if self.postgres and self.preparation.is_done():
            self.watch.start(self.worker())  # reading the code takes longer than the servers need to be ready
        else:
            self.wait_for_servers()
            self.prepare()
        web = self.watch.start(self.web())
        self.watch.until(self.is_well, what=f"Väntar på {web.name}", seconds=90, step=0.1, port=self.options.port)
        self.watch.start(self.beat())  # last: nobody waits for it

    def start_servers(self) -> None:
        """Start PostgreSQL and Valkey beside each other."""
        if self.postgres:
            if not (self.postgres.data / "PG_VERSION").exists():
                self.watch.say("Skapar databasen")
            if self.postgres.create():
                self.preparation.forget()
            self.watch.start(self.postgres.child())
        if self.valkey:
            self.watch.start(self.valkey.child())

    def wait_for_servers(self) -> None:
        """Wait until both answer, and make the database's roles."""
        if self.valkey:
            self.watch.until(self.valkey.answers, what="Väntar på Valkey")
        if self.postgres:
            self.watch.until(self.postgres.answers, what="Väntar på PostgreSQL", seconds=120)
            self.postgres.set_up()

    def prepare(self) -> None:
        """Make tables and static files, then the demo, which needs a worker for its documents."""
        migrate = manage("migrate", "migrate", "--noinput", log=self.log, environment=self.environment("owner"))
        static = manage("collectstatic", "collectstatic", "--noinput", log=self.log, environment=self.environment("app"))
        self.watch.finish([migrate, static], what="Skapar tabeller och samlar statiska filer")
        self.watch.start(self.worker())
        load = manage("load_demo", "load_demo", log=self.log, environment=self.environment("app"))
        self.watch.finish([load], what="Läser in demodata")
        accounts = manage("demo_accounts", "demo_accounts", log=self.log, environment=self.environment("app"))
        accounts.output = self.preparation.listing
        self.watch.finish([accounts], what="Läser konton")
        self.preparation.remember()

    def worker(self) -> Child:
        """Return the Celery worker. It does not look for other workers at start: that takes a second, and there are none."""
        command = [sys.executable, "-m", "celery", "-A", "lagesbild", "worker", "--concurrency=2", "--pool=prefork", "--loglevel=INFO"]
        command += ["--without-mingle", "--without-gossip", "--include=lagesbild.embedded.worker"]
        return Child("Arbetaren", command, self.log / "worker.log", self.environment("app"), folder=ROOT)

    def beat(self) -> Child:
        """Return Celery's clock, which starts the jobs that come back."""
        command = [sys.executable, "-m", "celery", "-A", "lagesbild", "beat", "--loglevel=INFO", "--pidfile="]
        command += [f"--schedule={self.var / 'beat-schedule'}"]
        return Child("Tidsplaneraren", command, self.log / "beat.log", self.environment("app"), folder=ROOT)

    def web(self) -> Child:
        """Return the web server. Only this machine reaches it."""
        command = [sys.executable, "-m", "gunicorn", "lagesbild.wsgi", "--config=gunicorn.conf.py", f"--bind=127.0.0.1:{self.options.port}"]
        return Child("Webbservern", command, self.log / "web.log", self.environment("app"), folder=ROOT)

    @property
    def address(self) -> str:
        """Return where a person finds the site."""
        return f"http://127.0.0.1:{self.options.port}/"

    def is_well(self) -> bool:
        """Tell whether `/halsa/` says that database, queue and worker are well."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy in the environment is not for this
        try:
            with opener.open(f"{self.address}halsa/", timeout=3) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def clean_up(self) -> None:
        """Remove the sockets' folder."""
        shutil.rmtree(self.sockets, ignore_errors=True)


def new_sockets(var: Path) -> Path:
    """Make the sockets' folder, and remove the one that a killed start left."""
    note = var / "sockets"
    if note.exists():
        old = Path(note.read_text().strip())
        if old.name.startswith("lb-") and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    folder = socket_folder()
    note.write_text(str(folder))
    return folder
