"""The indicators: read once from the TOML files of this folder.

An entry of a file:

    [[indicator]]
    id = "dvc.dang-ky-thuong-tru"     stable for ever; group of services, then the name
    name = "…"                        Vietnamese, as people say it
    aliases = ["…"]                   other printed names; tone marks and case do not matter
    unit = "hồ sơ"                    base unit of its counts
    numerator, denominator = "…"      what the two numbers of its ratio mean
    value = "numerator"               which of the two a count without a ratio is
    good_direction = "up" | "down"    left out where neither is good
    not_under = ["số hóa"]            headings under which it is not meant, unless public services are named too
    since = "2022-01-06"              first day on which it makes sense
    words = [["a", "b"], ["c"]]       found too where each list has one of its words; with `without` none of those
    accumulates = true                a total to date that cannot fall
    additive = false                  a province is not the sum of its districts

`group` and defaults stand once at the head of a file.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. See the module for its fields; `order` is its place in the catalogue."""

    id: str
    name: str
    aliases: tuple[str, ...]
    group: str
    group_name: str
    unit: str
    numerator: str
    denominator: str
    value: Literal["numerator", "denominator"]
    good_direction: Direction | None
    since: str
    words: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    not_under: tuple[str, ...]
    accumulates: bool
    additive: bool
    order: int


@cache
def catalogue() -> tuple[Indicator, ...]:
    """All indicators, file by file in the order of their names."""
    found: list[Indicator] = []
    folder = files("normalize.catalogue")
    for entry in sorted((e for e in folder.iterdir() if e.name.endswith(".toml")), key=lambda e: e.name):
        data = tomllib.loads(entry.read_text(encoding="utf-8"))
        found += [_indicator(data, row, len(found) + i) for i, row in enumerate(data["indicator"])]
    return tuple(found)


@cache
def _index() -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in catalogue()}


def by_id(name: str) -> Indicator | None:
    """The indicator of an id, or None."""
    return _index().get(name)


def _indicator(head: dict[str, Any], own: dict[str, Any], order: int) -> Indicator:
    row = head.get("defaults", {}) | own
    return Indicator(
        id=row["id"],
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        group=row.get("group", head["group"]),
        group_name=row.get("group_name", head["group_name"]),
        unit=row["unit"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        value=row.get("value", "numerator"),
        good_direction=row.get("good_direction"),
        since=row["since"],
        words=tuple(tuple(words) for words in row.get("words", ())),
        without=tuple(row.get("without", ())),
        not_under=tuple(row.get("not_under", ())),
        accumulates=row.get("accumulates", False),
        additive=row.get("additive", True),
        order=order,
    )
