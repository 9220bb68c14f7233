"""What a planned change holds, as values and as they are stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.text import slugify

from areas.enums import ChangeKind


def unit_slug(name: str) -> str:
    """Return a name as it stands in addresses. No two local police areas have the same on the same day."""
    return slugify(name)[:80].strip("-_")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the units that a unit is split into."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`units` are those that change. What a kind has no use for stays empty.

    rename: `name`. move: `parent`. merge: `into` is the one of `units` that carries on, with a new `name` perhaps; without it a new unit is
    made with `name`, `code` and `parent`. split: `parts`; `main` is the number of the part that goes on with what is begun; `areas` says
    for each area which part it goes to, `accounts` for an account with a role which parts (who is not named goes to all).
    """

    kind: ChangeKind
    units: tuple[int, ...]
    name: str = ""
    code: str = ""
    parent: int | None = None
    into: int | None = None
    parts: tuple[Part, ...] = ()
    main: int = 0
    areas: Mapping[int, int] = field(default_factory=dict)
    accounts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def ends(self) -> tuple[int, ...]:
        """The units that are no more afterwards."""
        if self.kind == ChangeKind.MERGE:
            return tuple(unit for unit in self.units if unit != self.into)
        return self.units if self.kind == ChangeKind.SPLIT else ()

    def parts_of(self, user_id: int) -> tuple[int, ...]:
        """Return the numbers of the parts at which an account gets the role it has: all, unless some were chosen."""
        return tuple(self.accounts.get(user_id, range(len(self.parts))))

    def stored(self) -> dict[str, Any]:
        """Return the plan as it is kept."""
        return asdict(self) | {
            "kind": self.kind.value,
            "areas": {str(area): part for area, part in self.areas.items()},
            "accounts": {str(user): list(parts) for user, parts in self.accounts.items()},
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Plan":
        """Return the plan that was kept."""
        return cls(
            kind=ChangeKind(kept["kind"]),
            units=tuple(kept["units"]),
            name=kept["name"],
            code=kept["code"],
            parent=kept["parent"],
            into=kept["into"],
            parts=tuple(Part(**part) for part in kept["parts"]),
            main=kept["main"],
            areas={int(area): part for area, part in kept["areas"].items()},
            accounts={int(user): tuple(parts) for user, parts in kept["accounts"].items()},
        )
