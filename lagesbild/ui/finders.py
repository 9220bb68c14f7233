"""Single static files of installed packages that are no apps here: third-party code is served from where pip put it, never copied."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage


class PackageFinder(BaseFinder):
    """Finds what `settings.STATIC_FROM_PACKAGES` names, and nothing else of those packages. The packages are not imported."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.files = {name: _static_folder(package) for package, names in settings.STATIC_FROM_PACKAGES.items() for name in names}
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = str(self.files[path] / path) if path in self.files else None
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name, folder in self.files.items():
            if not matches_patterns(name, list(ignore_patterns or [])):
                yield name, FileSystemStorage(location=folder)


def _static_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "static"
