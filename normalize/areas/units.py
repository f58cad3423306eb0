"""The units themselves: code, name, level, parent, validity."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

MERGER = "2025-07-01"
"""First day of the two-level administration (Resolution 202/2025/QH15 and Law 72/2025/QH15)."""

LAST_DAY = "2025-06-30"
"""Last day of the three levels."""

Level = Literal["province", "district", "commune"]
_LEVELS: dict[int, Level] = {2: "province", 3: "district", 5: "commune"}
_PREFIX = regex.compile(r"^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu)\s+(?=\p{Lu}|\d)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit. `valid_to` is the last day (ISO) of a unit that is gone, `valid_from` the first of a new one."""

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def bare_name(self) -> str:
        """The name without its kind: "Huyện Bác Ái" -> "Bác Ái", "Quận 1" -> "1"."""
        return _PREFIX.sub("", self.name)


def _listed(name: str) -> list[dict[str, str]]:
    text = files("normalize.areas").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def old_units() -> tuple[Unit, ...]:
    """The three levels in force until 30 June 2025."""
    return tuple(
        Unit(row["code"], row["name"], _LEVELS[len(row["code"])], row["parent"] or None, valid_to=LAST_DAY)
        for row in _listed("units-2024.tsv")
    )


@cache
def units() -> tuple[Unit, ...]:
    """Old and new units together; a code may stand in both lists with another name or parent."""
    today = tuple(
        Unit(row["code"], row["name"], _LEVELS[len(row["code"])], row["parent"] or None, valid_from=MERGER)
        for row in _listed("units-2025.tsv")
    )
    return old_units() + today


@cache
def sources() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Code of a commune of today -> codes of the old units that went into it, and whether as a whole."""
    return {
        row["code"]: tuple((code.removesuffix("*"), not code.endswith("*")) for code in row["old"].split())
        for row in _listed("communes-2025.tsv")
    }
