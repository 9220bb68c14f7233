"""`/oppen/`: only published files, with the right headers, and nothing that remembers the reader."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from reports.site.publish import Publication, switch_in, write_index
from reports.site.serve import find
from tests.reports.open import example

urlpatterns = [path("oppen/", include("reports.site.urls"))]


@pytest.fixture
def public(bundle: Path, tmp_path: Path, settings: Any) -> Path:
    settings.PUBLIC_DIR = tmp_path / "public"
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "csp.middleware.CSPMiddleware"]
    switch_in(bundle, public_dir=settings.PUBLIC_DIR, year=2019, version=1)
    write_index(settings.PUBLIC_DIR, [Publication(2019, 1, example.report(2019).edition_date)])
    (tmp_path / "secret.txt").write_text("hemligt", encoding="utf-8")
    (settings.PUBLIC_DIR / "beside.txt").write_text("inte publicerat", encoding="utf-8")
    return tmp_path / "public"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/oppen/", "text/html; charset=utf-8"),
        ("/oppen/2019/", "text/html; charset=utf-8"),
        ("/oppen/2019/index.html", "text/html; charset=utf-8"),
        ("/oppen/2019-v1/", "text/html; charset=utf-8"),
        ("/oppen/2019/omrade/husby/", "text/html; charset=utf-8"),
        ("/oppen/2019/rapport.pdf", "application/pdf"),
        ("/oppen/2019/omraden.csv", "text/csv; charset=utf-8"),
        ("/oppen/2019/omraden.geojson", "application/geo+json"),
        ("/oppen/2019/manifest.json", "application/json"),
        ("/oppen/2019/tillgangar/lagesbild.css", "text/css; charset=utf-8"),
    ],
)
def test_files(public: Path, client: Client, address: str, kind: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies and "Vary" not in answer.headers


@pytest.mark.parametrize(
    "address",
    [
        "/oppen/2017/",
        "/oppen/_versioner/2019-v1/index.html",
        "/oppen/2019/../../secret.txt",
        "/oppen/../beside.txt",
        "/oppen/%2e%2e/beside.txt",
        "/oppen/..%2fbeside.txt",
        "/oppen/2019/.hidden",
        "/oppen/2019//index.html",
        "/oppen/2019/index.html/",
        "/oppen/2019/omrade/",
        "/oppen/2019/x%00.html",
        "/oppen/2019\\index.html",
    ],
)
def test_nothing_else(public: Path, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()


def test_a_link_out_of_the_folder_is_not_followed(public: Path, client: Client) -> None:
    (public / "oppen" / "out.txt").symlink_to(public.parent / "secret.txt")
    assert client.get("/oppen/out.txt").status_code == 404
    assert find((public / "oppen").resolve(), "out.txt") is None


def test_a_folder_without_its_slash(public: Path, client: Client) -> None:
    answer = client.get("/oppen/2019")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/oppen/2019/")


def test_a_reader_who_has_the_page_gets_no_page(public: Path, client: Client) -> None:
    first = client.get("/oppen/2019/")
    for known in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = client.get("/oppen/2019/", headers=known)
        assert again.status_code == 304
        assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get("/oppen/2019/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_only_reading(public: Path, client: Client) -> None:
    assert client.head("/oppen/2019/").status_code == 200
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)("/oppen/2019/").status_code == 405


def test_before_anything_is_published(tmp_path: Path, client: Client, settings: Any) -> None:
    settings.PUBLIC_DIR = tmp_path / "nothing"
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    answer = client.get("/oppen/")
    assert answer.status_code == 200
    assert "Ingen lägesbild är publicerad än" in answer.content.decode()
    assert client.get("/oppen/2019/").status_code == 404
