"""Reads a method version from the project's data files. Its wording is this project's reconstruction (`assessments/data/README.md`)."""

import csv
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CLASSES = ("rating_class", "count_class", "share_class", "choice_class", "trend_class", "text_class")
CHOICES = {"": [], "ja-nej": ["ja", "nej"], "instammer-avviker": ["instämmer", "avviker"]}
PLAIN = ("code", "section_code", "section", "kind", "scope", "text", "help", "count_label", "basis")


def questions(name: str = "method_2019.csv") -> list[dict[str, Any]]:
    """Return the questions as keyword arguments of `Question`."""
    return [_question(row) for row in _rows(name)]


def criteria(name: str = "criteria_2019.csv", *, categories: list[str]) -> list[dict[str, Any]]:
    """Return the criteria as keyword arguments of `Criterion`, less those of categories that the method does not know."""
    return [
        {"code": row["code"], "text": row["text"], "for_category": row["for_category"], "order": int(row["order"]), "source": row["source"]}
        for row in _rows(name)
        if row["for_category"] in categories
    ]


def grounds(name: str = "grounds_2019.csv") -> dict[str, str]:
    """Return the key of the secrecy ground by section."""
    return {row["section_code"]: row["ground"] for row in _rows(name)}


def _question(row: dict[str, str]) -> dict[str, Any]:
    anchors = [row[f"anchor_{grade}"] for grade in range(5)]
    return {
        **{name: row[name] for name in (*PLAIN, *CLASSES)},
        "order": int(row["order"]),
        "required": row["required"] == "1",
        "twin_required": row.get("twin_required") == "1",
        "anchors": anchors if all(anchors) else [],
        "choices": CHOICES[row["asks_choice"]],
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
