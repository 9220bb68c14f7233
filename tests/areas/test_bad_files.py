"""Files that cannot be read: each gets one sentence at the file, and nothing is kept."""

import io
import random
import time
import tracemalloc
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from areas.importers.reading import MAX_ROWS
from areas.models import ImportBatch
from lagesbild.audit.models import AuditEvent
from tests.factories.files import as_csv, data_admin, list_bytes, list_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

HEADS = list_bytes(2019).split(b"\n", 1)[0].rstrip(b"\r")
ROW = list_rows(2019)[0]


def excel() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def junk() -> bytes:
    return random.Random(1).randbytes(50_000)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(data_admin())
    return client


def send(client: Client, content: bytes, name: str = "lista.csv", kind: str = "published_list") -> list[str]:
    """Send a file and return the errors at the file; nothing may be kept of it."""
    file = io.BytesIO(content)
    file.name = name
    answer = client.post(reverse("areas:imports"), {"slag": kind, "fil": file})
    assert answer.status_code == 400, answer.status_code
    assert not ImportBatch.objects.exists()
    assert not AuditEvent.objects.filter(event="batch.received").exists()
    form = answer.context["form"]
    assert list(form.errors) == ["fil"]
    assert form["slag"].value() == kind  # what was chosen is kept
    return list(form.errors["fil"])


NOT_UTF8 = "Filen är inte UTF-8. Spara den som CSV (UTF-8) och skicka den igen."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom."),
        (b" \n\n", "Filen är tom."),
        (b"\xef\xbb\xbf\n", "Filen är tom."),
        (HEADS + b"\n", "Filen har rubriker men inga rader."),
        (list_bytes(2019).decode().encode("latin-1", "replace"), NOT_UTF8),
        (list_bytes(2019).decode().encode("utf-16"), NOT_UTF8),
        (junk(), NOT_UTF8),
        (HEADS + b"\n2019,a\x00b", "Filen är inte en textfil: den innehåller styrtecken. Spara den som CSV (UTF-8) och skicka den igen."),
        (excel(), "Filen är en Excel-fil eller ett arkiv. Spara den som CSV (UTF-8) och skicka den igen."),
        (list_bytes(2019).replace(b"kategori", b"klass", 1), "Kolumnen kategori saknas."),
        (list_bytes(2019).replace(b",lat,lon,", b",x,y,", 1), "Kolumnerna lat och lon saknas."),
        (list_bytes(2019).replace(b",lat,lon,", b",lat,lat,lon,", 1), "Kolumnen lat finns två gånger."),
        (HEADS + b"\n2019,Gottsunda\n", "Rad 2 har 2 värden, men rubrikraden har 13 kolumner."),
        (HEADS + b'\n2019,"Gottsunda\n' + b"x\n" * 20, "Filen går inte att läsa som CSV vid rad 2. Kontrollera citattecknen."),
        (HEADS + b"\n" + b"x" * 200_000, "Filen går inte att läsa som CSV vid rad 2. Kontrollera citattecknen."),
        (HEADS + b"\n" + (b"," * 12 + b"x\n") * (MAX_ROWS + 1), "Filen har fler än 5\u00a0000 rader. Dela den i flera filer."),
        (b"<html><body>Logga in</body></html>", "Filen har inte rubrikerna för ”Publicerad lista”. Första raden ska vara: "),
    ],
)
def test_one_sentence_at_the_file(browser: Client, content: bytes, sentence: str) -> None:
    [error] = send(browser, content)
    assert error.startswith(sentence)


def test_no_file_at_all(browser: Client) -> None:
    answer = browser.post(reverse("areas:imports"), {"slag": "published_list"})
    assert answer.context["form"].errors == {"fil": ["Välj en fil."]}


def test_a_list_sent_as_units_names_the_columns(browser: Client) -> None:
    [error] = send(browser, list_bytes(2019), kind="units")
    assert "”Enheter”" in error
    assert "kind, key, code, parent_key" in error


def test_an_unknown_kind_is_refused_at_its_field(browser: Client) -> None:
    answer = browser.post(reverse("areas:imports"), {"slag": "ankor", "fil": io.BytesIO(list_bytes(2019))})
    assert "slag" in answer.context["form"].errors
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + list_bytes(2019),
        list_bytes(2019).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        as_csv(list_rows(2019), delimiter=";"),
        as_csv(
            [row | {"lat": row["lat"].replace(".", ","), "lon": row["lon"].replace(".", ",")} for row in list_rows(2019)], delimiter=";"
        ),
        list_bytes(2019) + b"\n\n",
    ],
    ids=["byte order mark", "windows line ends", "semicolon", "decimal comma", "blank lines at the end"],
)
def test_what_swedish_spreadsheets_write_is_read(browser: Client, content: bytes) -> None:
    answer = browser.post(reverse("areas:imports"), {"slag": "published_list", "fil": io.BytesIO(content)}, follow=True)
    assert answer.context["result"].totals == {"new": 60, "changed": 0, "unchanged": 0, "refused": 0}


def test_a_file_over_the_limit_is_told_so(browser: Client) -> None:
    [error] = send(browser, list_bytes(2019) + b" " * 5 * 1024 * 1024)
    assert error == "Filen är större än 5 MB. Dela den i mindre filer."


class Stream:
    """A form with a file of `size` bytes that is made while it is read."""

    def __init__(self, size: int, before: bytes, after: bytes) -> None:
        self.parts = [before, size, after]
        self.length = len(before) + size + len(after)

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            raise AssertionError("all of the request was asked for at once")
        while self.parts and not self.parts[0]:
            self.parts.pop(0)
        if not self.parts:
            return b""
        part = self.parts[0]
        if isinstance(part, int):
            taken = b"x" * min(size, part)
            self.parts[0] = part - len(taken)
            return taken
        self.parts[0] = part[size:]
        return part[:size]

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("a form with files is never read by lines")


@pytest.mark.slow
def test_100_mb_of_junk_is_refused_quickly_and_within_little_memory(browser: Client) -> None:
    edge = "gransen"
    fields = f'--{edge}\r\nContent-Disposition: form-data; name="slag"\r\n\r\npublished_list\r\n'
    head = f'--{edge}\r\nContent-Disposition: form-data; name="fil"; filename="stor.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = Stream(100 * 1024 * 1024, (fields + head).encode(), f"\r\n--{edge}--\r\n".encode())
    tracemalloc.start()
    started = time.monotonic()
    answer = browser.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": reverse("areas:imports"),
            "CONTENT_TYPE": f"multipart/form-data; boundary={edge}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )
    seconds = time.monotonic() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.context["form"].errors == {"fil": ["Filen är större än 5 MB. Dela den i mindre filer."]}
    assert answer.context["form"]["slag"].value() == "published_list"
    assert not ImportBatch.objects.exists()
    assert peak < 25 * 1024 * 1024, f"{peak / 1024**2:.1f} MB"
    assert seconds < 10
