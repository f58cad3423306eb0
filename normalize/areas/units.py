"""The units themselves: code, name, level, parent, validity."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex
from vietnam_provinces import Province, Ward

MERGER = "2025-07-01"
"""First day of the two-level administration (Resolution 202/2025/QH15 and Law 72/2025/QH15)."""

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


@cache
def old_units() -> tuple[Unit, ...]:
    """The three levels in force until 30 June 2025."""
    text = files("normalize.areas").joinpath("units-2024.tsv").read_text(encoding="utf-8")
    return tuple(
        Unit(row["code"], row["name"], _LEVELS[len(row["code"])], row["parent"] or None, valid_to="2025-06-30")
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


def _with_kind(name: str) -> str:
    """The list of today names only cities with their kind."""
    return name if _PREFIX.match(name) else f"Tỉnh {name}"


@cache
def units() -> tuple[Unit, ...]:
    """Old and new units together; a code may stand in both lists with another name or parent."""
    provinces = tuple(
        Unit(f"{p.code.value:02d}", _with_kind(p.name), "province", None, valid_from=MERGER)
        for p in Province.iter_all()
    )
    wards = tuple(
        Unit(f"{w.code.value:05d}", w.name, "commune", f"{w.province_code.value:02d}", valid_from=MERGER)
        for w in Ward.iter_all()
    )
    return old_units() + provinces + wards
