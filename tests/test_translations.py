"""The English translation: whole, in step with its compiled file, and shown when it is chosen."""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from areas.workflow import BATCH
from assessments.workflow import EXTENSION, PICTURE, ROUND
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.events import PARTICULARS, SENTENCES
from lagesbild.exceptions import ActionDenied
from lagesbild.ui import badges
from reports.handout.workflow import REQUEST
from reports.workflow import NATIONAL
from tests.factories.people import make_user

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")


@dataclass
class Message:
    """One entry of the .po file. `texts` are the translations: one, or singular and plural."""

    flags: str = ""
    id: str = ""
    plural: str = ""
    texts: list[str] = field(default_factory=list)


def messages() -> Iterator[Message]:
    """Yield the entries of the .po file but its header."""
    for block in (FOLDER / "django.po").read_text(encoding="utf-8").split("\n\n"):
        found, name = Message(), ""
        for line in block.splitlines():
            if line.startswith("#"):
                found.flags += line[1:] if line.startswith("#,") else ""
                continue
            key, quote, rest = line.partition('"')
            name = key.strip() or name
            words = ast.literal_eval(quote + rest)
            if name == "msgid":
                found.id += words
            elif name == "msgid_plural":
                found.plural += words
            elif key.strip():
                found.texts.append(words)
            else:
                found.texts[-1] += words
        if found.id:
            yield found


MESSAGES = list(messages())


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def edges(text: str) -> tuple[bool, bool, bool]:
    return text.startswith((" ", "\n")), text.endswith((" ", "\n")), text.rstrip().endswith(":")


def test_every_message_is_translated() -> None:
    assert len(MESSAGES) > 1000
    assert [found.id for found in MESSAGES if not all(text.strip() for text in found.texts)] == []
    assert [found.id for found in MESSAGES if len(found.texts) != (2 if found.plural else 1)] == []


def test_none_is_fuzzy_and_none_is_there_twice() -> None:
    assert [found.id for found in MESSAGES if "fuzzy" in found.flags] == []
    assert len({found.id for found in MESSAGES}) == len(MESSAGES)


def test_placeholders_are_kept() -> None:
    lost = []
    for found in MESSAGES:
        sources = [found.id, found.plural] if found.plural else [found.id]
        lost += [source for source, text in zip(sources, found.texts, strict=True) if placeholders(source) != placeholders(text)]
    assert lost == []


def test_spaces_and_colons_at_the_edges_are_kept() -> None:
    assert [found.id for found in MESSAGES if edges(found.id) != edges(found.texts[0])] == []


def test_no_swedish_letter_is_left() -> None:
    names = {"Lägesbild"}
    left = [text for found in MESSAGES for text in found.texts if re.search("[åäöÅÄÖ]", text) and not any(name in text for name in names)]
    assert left == []


def test_the_compiled_file_is_in_step() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for found in MESSAGES:
        if found.plural:
            assert [compiled.ngettext(found.id, found.plural, n) for n in (1, 2)] == found.texts
        else:
            assert compiled.gettext(found.id) == found.texts[0]
    known = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog}  # type: ignore[attr-defined]
    assert known - {""} == {found.id for found in MESSAGES}


def test_words_that_stand_in_tables_are_translated() -> None:
    workflows = (ROUND, PICTURE, EXTENSION, NATIONAL, REQUEST, BATCH)
    words = {step.verb for workflow in workflows for step in workflow.transitions.values()}
    words |= {state for workflow in workflows for state in workflow.states.values()}
    words |= {str(text) for row in badges.STATES.values() for text in (row.word, row.short) if text}
    words |= {str(text) for row in badges.CATEGORIES.values() for text in (row.word, row.plural, row.short)}
    words |= {str(text) for text in [*SENTENCES.values(), *PARTICULARS.values(), *(role.label for role in Role)]}
    assert words - {found.id for found in MESSAGES} == set()


def test_a_refusal_is_english_to_its_last_word() -> None:
    with translation.override("en"), pytest.raises(ActionDenied) as refused:
        PICTURE.check("submit", "review")
    assert str(refused.value) == "You cannot submit: the state is “under review”."


def head_of(client: Client, path: str = "/arbete/", **headers: str) -> tuple[str, str]:
    """Return the language and the title of a page."""
    page = client.get(path, headers=headers).content.decode()
    return re.findall('<html lang="([a-z]+)"', page)[0], re.findall("<title>(.+?) – ", page)[0]


@pytest.fixture
def reader(client: Client) -> User:
    user = make_user(Role.SECURITY)
    client.force_login(user)
    return user


SWEDISH, ENGLISH = ("sv", "Det här väntar på dig"), ("en", "This is waiting for you")


@pytest.mark.django_db
def test_the_language_is_chosen_and_kept(client: Client, reader: User) -> None:
    assert head_of(client) == SWEDISH
    answer = client.post("/sprak/", {"language": "en", "next": "/logg/"})
    assert answer.headers["Location"] == "/logg/"
    assert head_of(client) == ENGLISH
    page = client.get("/arbete/").content.decode()
    assert "Nothing is waiting for you" in page
    assert ">Event log</a>" in page
    assert "Security auditor" in page
    assert "<b>The system</b> gave a role" in client.get("/logg/").content.decode()
    assert translation.get_language() == "sv"  # the choice ends with the request
    client.post("/sprak/", {"language": "sv", "next": "/arbete/"})
    assert head_of(client) == SWEDISH


@pytest.mark.django_db
def test_the_browser_does_not_choose(client: Client, reader: User) -> None:
    assert head_of(client, **{"Accept-Language": "en-GB,en;q=0.9"}) == SWEDISH


@pytest.mark.django_db
def test_an_unknown_language_is_swedish(client: Client, reader: User) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert head_of(client) == SWEDISH


@pytest.mark.django_db
def test_what_the_public_reads_is_swedish(client: Client, reader: User, tmp_path: Path, settings: object) -> None:
    settings.PUBLIC_DIR = tmp_path  # type: ignore[attr-defined]
    client.post("/sprak/", {"language": "en", "next": "/"})
    language, title = head_of(client, "/oppen/")
    assert (language, "picture" in title) == ("sv", False)
