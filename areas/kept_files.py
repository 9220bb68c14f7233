"""Large files of batches: into pieces and out again, a megabyte at a time."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from areas.models import BatchPart, ImportBatch
from areas.models.batch_part import PIECE


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(batch: ImportBatch, path: Path) -> None:
    """Write the file at `path` into the pieces of `batch`."""
    with path.open("rb") as file:
        number = 0
        while piece := file.read(PIECE):
            BatchPart.objects.create(batch=batch, number=number, content=piece)
            number += 1


@contextmanager
def written_out(batch: ImportBatch) -> Iterator[Path]:
    """Give the batch's file as a file on disk, for as long as it is read."""
    pieces = batch.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=1)
    with on_disk(bytes(piece) for piece in pieces) as path:
        yield path


@contextmanager
def on_disk(pieces: Iterable[bytes]) -> Iterator[Path]:
    """Give `pieces` as a file on disk that goes away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            file.writelines(pieces)
        yield path
