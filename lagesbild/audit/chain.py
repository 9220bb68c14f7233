"""The chain of the log: its head, its anchors outside the database, and finding what was done to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.timezone import localtime

from lagesbild import clock
from lagesbild.audit.models import AuditLink

# One pass in the order of the chain: each link beside the one before it and the event it stands for.
WALK = """
select l.seq, l.event_id, l.hash, e.id is null as gone,
       l.seq <> coalesce(lag(l.seq) over chain, 0) + 1 as gap,
       e.id is not null and l.hash <> audit_digest(coalesce(lag(l.hash) over chain, ''), e) as other
from audit_auditlink l left join audit_auditevent e on e.id = l.event_id
window chain as (order by l.seq) order by l.seq
"""
UNCHAINED = """
select e.id from audit_auditevent e left join audit_auditlink l on l.event_id = e.id where l.seq is null order by e.id limit 20
"""
ROWS_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last link at a moment. What it is held against stands somewhere else."""

    seq: int
    hash: str
    where: str = ""


def head() -> Head | None:
    """Return the last link there is."""
    link = AuditLink.objects.last()
    return Head(link.seq, bytes(link.hash).hex()) if link else None


def anchor(path: Path) -> Head | None:
    """Add the head to the file outside the database, when it is another than the last one there; return it."""
    now = head()
    if now is None:
        return None
    last = list(anchors_in(path))[-1:]
    if not last or last[0].seq != now.seq:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{localtime(clock.now()).isoformat(timespec='seconds')} {now.seq} {now.hash}\n")
    return now


def anchors_in(path: Path) -> Iterator[Head]:
    """Return the heads that were written to the file. A line that is none is an anchor that fits nothing."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        _at, seq, digest = [*line.split(), "", "", ""][:3]
        yield Head(int(seq) if seq.isdecimal() else -1, digest, f"{path.name}, rad {number}")


def faults(anchors: Iterable[Head]) -> Iterator[str]:
    """Walk the whole chain and yield a sentence for each thing that does not fit, the first first."""
    wanted: dict[int, list[Head]] = {}
    for kept in anchors:
        wanted.setdefault(kept.seq, []).append(kept)
    with connection.chunked_cursor() as cursor:
        cursor.execute(WALK)
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            for seq, event_id, digest, gone, gap, other in rows:
                if gap:
                    yield f"Länk {seq}: länken före saknas."
                if gone:
                    yield f"Länk {seq}: händelse {event_id} är borttagen."
                elif other:
                    yield f"Länk {seq}: händelse {event_id} är ändrad, eller står på fel plats."
                for kept in wanted.pop(seq, ()):
                    if kept.hash != bytes(digest).hex():
                        yield f"Länk {seq} är inte den som {kept.where} såg: kedjan är gjord om."
    for seq, missing in sorted(wanted.items()):
        for kept in missing:
            yield f"Länk {seq}, som {kept.where} såg, finns inte: slutet är avklippt."
    with connection.cursor() as cursor:
        cursor.execute(UNCHAINED)
        for (event_id,) in cursor.fetchall():
            yield f"Händelse {event_id} är inlagd vid sidan av kedjan."
