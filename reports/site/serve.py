"""`/oppen/` from files only: no session, no cookie, no database. A web server in front can take the whole folder over."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from .bundle import TYPES
from .publish import ROOT, index_page, render_plain

CACHE = "public, max-age=60"


@require_safe
def public_file(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Answer with a published file. A folder answers with its `index.html`; without its last slash it sends the reader there."""
    root = (Path(settings.PUBLIC_DIR) / ROOT).resolve()
    found = find(root, path)
    if found is None:
        return _empty() if path == "" else _missing()
    if found.is_dir():
        if path and not path.endswith("/"):
            return HttpResponsePermanentRedirect(f"{request.path}/")
        found = found / "index.html"
    elif path.endswith("/"):
        return _missing()
    try:
        return _answer(request, found)
    except OSError:
        return _empty() if path == "" else _missing()


def find(root: Path, path: str) -> Path | None:
    """Return the file or folder that an address means, or `None`.

    Names that begin with a point or an underscore are never public, and what a link leads to must lie below `root`.
    """
    parts = path.split("/")
    if "\\" in path or "\0" in path or any(part.startswith((".", "_")) for part in parts) or "" in parts[:-1]:
        return None
    try:
        found = (root / path).resolve(strict=True)
    except (OSError, ValueError):
        return None
    return found if found.is_relative_to(root) else None


def _answer(request: HttpRequest, path: Path) -> HttpResponseBase:
    file = path.open("rb")
    stat = path.stat()
    etag = f'"{stat.st_ino:x}-{stat.st_size:x}-{stat.st_mtime_ns:x}"'
    modified = int(stat.st_mtime)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        response = FileResponse(file, content_type=TYPES.get(path.suffix, "application/octet-stream"))
    else:
        file.close()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = CACHE
    return response


def _empty() -> HttpResponse:
    """Answer before anything is published."""
    response = HttpResponse(index_page([], assets=_assets(), root_href=f"/{ROOT}/"))
    response.headers["Cache-Control"] = CACHE
    return response


def _missing() -> HttpResponse:
    return HttpResponseNotFound(render_plain("public/missing.html", _assets(), f"/{ROOT}/", {}))


def _assets() -> str:
    """Return where the style is while the public folder has none: among the static files, under its plain name."""
    return str(settings.STATIC_URL).rstrip("/")
