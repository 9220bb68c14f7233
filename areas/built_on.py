"""What has been built on a file that was read in. Each app registers what it knows of, so that no app needs to know those above it."""

from collections.abc import Callable, Iterator

from areas.models import ImportBatch

Says = Callable[[ImportBatch], Iterator[str]]

_says: list[Says] = []


def register(says: Says) -> None:
    """Add a function that yields what stands in the way of taking a batch back: "en nationell lägesbild är sammanställd för 2023"."""
    if says not in _says:
        _says.append(says)


def what_is_built_on(batch: ImportBatch) -> list[str]:
    """Return everything that stands in the way, as parts of a sentence; empty when nothing does."""
    return [words for says in _says for words in says(batch)]
