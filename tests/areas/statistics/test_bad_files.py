"""Files of numbers that cannot be read: broken and hostile workbooks, wrong tables, too much. One sentence each, and nothing kept."""

import io
import struct
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.importers import workbooks
from areas.importers.outcome import FileProblem
from areas.importers.sheets import MAX_BYTES, MAX_ROWS, check_sheet
from areas.importers.statistics import COLUMNS, KEY, KIND
from areas.models import ImportBatch
from tests.factories.files import data_admin
from tests.factories.statistics import GOOD, csv_file, row, workbook

GOOD_BOOK = workbook([list(GOOD.values())])
UNREADABLE = "Excel-filen går inte att läsa. Spara den på nytt, eller som CSV (UTF-8), och skicka den igen."
BROKEN = "Excel-filen är trasig. Spara den på nytt och skicka den igen."


def problem(content: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        check_sheet(content, KIND)
    return str(caught.value)


def repacked(**parts: bytes) -> bytes:
    """Return the good workbook with some parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD_BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = next((key for key in parts if name.endswith(f"{key}.xml")), "")
            new.writestr(name, parts.get(key, old.read(name)) if key else old.read(name))
    return out.getvalue()


def sheet_xml(rows: str, before: str = "") -> bytes:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f'<?xml version="1.0"?>{before}<worksheet {names}><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_the_good_ones_are_good() -> None:
    check_sheet(GOOD_BOOK, KIND)
    check_sheet(csv_file(row()), KIND)
    check_sheet(csv_file(row(), delimiter=";"), KIND)
    check_sheet(b"\xef\xbb\xbf" + csv_file(row(varde="12 000")), KIND)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom."),
        (csv_file(row()).split(b"\n")[0], "Filen har rubriker men inga rader."),
        (workbook([]), "Filen har rubriker men inga rader."),
        (csv_file(row(kalla="SCB, län")).decode().encode("latin-1"), "Filen är inte UTF-8."),
        (csv_file(row()).decode().encode("utf-16"), "Filen är inte UTF-8."),
        (csv_file(row()) + b"x,y\n", "Rad 3 har 2 värden, men rubrikraden har 9 kolumner."),
        (csv_file(row()) + b'"a', "Filen går inte att läsa som CSV vid rad 3."),
        (csv_file(row()).replace(b"licens", b"villkor"), "Kolumnen licens saknas."),
        (csv_file(row()).replace(b"kalla,licens", b"a,b"), "Kolumnerna kalla och licens saknas."),
        (workbook([], heads=["a", "b"]), "Filen har inte rubrikerna för ”Registeruppgifter”."),
        (workbook([], heads=[*COLUMNS, "ar"]), "Kolumnen ar finns två gånger."),
        (GOOD_BOOK[: len(GOOD_BOOK) // 2], BROKEN),
        (b"PK\x03\x04" + b"\0" * 100, BROKEN),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Filen är en Excel-fil eller ett arkiv."),
        (repacked(sheet1=b"<worksheet"), UNREADABLE),
        (repacked(sheet1=sheet_xml('<row r="1"><c r="ZZZZZZ9"><v>1</v></c></row>')), UNREADABLE),
        (repacked(workbook=b"<workbook/>"), UNREADABLE),
        (repacked(sheet1=sheet_xml("")), "Filen har inte rubrikerna för ”Registeruppgifter”."),
    ],
)
def test_one_sentence_for_each(content: bytes, sentence: str) -> None:
    assert problem(content).startswith(sentence)


def test_an_archive_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tal.csv", csv_file(row()))
    assert problem(out.getvalue()) == "Filen är ett arkiv och ingen Excel-fil. Skicka en CSV (UTF-8) eller XLSX."


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself() -> None:
    bomb = repacked(sheet1=b" " * (workbooks.MAX_UNPACKED + 1))
    assert len(bomb) < 1024 * 1024
    assert problem(bomb) == "Excel-filen packas upp till mer än 120 MB. Dela den i flera filer, eller spara den som CSV (UTF-8)."


def test_a_zip_bomb_that_lies_is_cut_where_it_said_it_ends() -> None:
    bomb = bytearray(repacked(sheet1=sheet_xml(" " * 30_000_000)))
    size = struct.pack("<I", len(sheet_xml(" " * 30_000_000)))
    assert bomb.count(size) >= 1
    told = bytes(bomb).replace(size, struct.pack("<I", 100))
    assert problem(told) == UNREADABLE


def test_xml_that_grows_when_it_is_read() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    laughs = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&e8;</t></is></c></row>', f"<!DOCTYPE x [{entities}]>")
    assert problem(repacked(sheet1=laughs)) == UNREADABLE


def test_a_row_far_down_and_a_cell_far_out_take_no_time() -> None:
    far = sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')
    assert problem(repacked(sheet1=far)).startswith("Filen har inte rubrikerna")


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_ROWS >= 100_000
    monkeypatch.setattr("areas.importers.sheets.MAX_ROWS", 3)
    check_sheet(csv_file(*[row()] * 3), KIND)
    for content in (csv_file(*[row()] * 4), workbook([list(GOOD.values())] * 4)):
        assert problem(content) == "Filen har fler än 3 rader. Dela den i flera filer."


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(GOOD_BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused_and_never_a_fault_of_ours(damage: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD_BOOK)
    for place, byte in damage:
        content[place] = byte
    try:
        check_sheet(bytes(content), KIND)
    except FileProblem as told:
        assert str(told)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_a_damaged_sheet_is_read_or_refused_and_never_a_fault_of_ours(text: str) -> None:
    try:
        check_sheet(repacked(sheet1=sheet_xml(text.encode("utf-8", "replace").decode())), KIND)
    except FileProblem as told:
        assert str(told)


def send(client: Client, content: bytes, kind: str = KEY) -> Any:
    file = io.BytesIO(content)
    file.name = "tal.xlsx"
    return client.post(reverse("areas:imports"), {"slag": kind, "fil": file}, follow=True)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(data_admin())
    return client


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_in_the_browser(browser: Client) -> None:
    answer = send(browser, GOOD_BOOK[:99])
    assert answer.status_code == 400
    assert answer.context["form"].errors == {"fil": [BROKEN]}
    assert not ImportBatch.objects.exists()
    answer = send(browser, GOOD_BOOK)
    assert answer.context["result"].totals == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    batch = ImportBatch.objects.get()
    page = browser.post(f"/data/{batch.pk}/las-in/", follow=True).content.decode()
    assert "tal.xlsx är inläst: 1 rad." in page
    assert "Registeruppgifter" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_each_kind_has_its_own_limit(browser: Client) -> None:
    line = csv_file(row()).splitlines()[1] + b"\n"
    large = csv_file(row()) + b"\n" * (6 * 1024 * 1024)
    assert send(browser, large).status_code == 200
    assert send(browser, large, "municipalities").context["form"].errors == {"fil": ["Filen är större än 5 MB. Dela den i mindre filer."]}
    over = csv_file(row()) + line * (MAX_BYTES // len(line) + 1)
    assert send(browser, over).context["form"].errors == {"fil": ["Filen är större än 20 MB. Dela den i mindre filer."]}
