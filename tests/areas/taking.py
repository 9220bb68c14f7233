"""Takes files out as a browser does, and reads the tables in them."""

import csv
import io
from zipfile import ZipFile

from django.test import Client


def taken(client: Client, key: str, form: str = "csv", **asked: object) -> bytes:
    """Return the file; a page instead of a file fails."""
    answer = client.get(f"/export/{key}/", {"format": form, **asked})
    assert answer.status_code == 200, (key, form, answer.status_code)
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of the table in a ZIP."""
    with ZipFile(io.BytesIO(content)) as archive:
        name, about = archive.namelist()
        assert about == "om-filen.csv"
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))


def about(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("om-filen.csv").decode("utf-8"), newline=""))
        return {row["uppgift"]: row["text"] for row in rows}
