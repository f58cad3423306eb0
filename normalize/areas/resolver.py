"""Find the unit that a text means, and walk up and down between units.

Ids are paths of official codes: "58" (tỉnh Ninh Thuận), "58/584" (its huyện Bác Ái), "58/584/22840" a commune, for the
three levels in force until 30 June 2025; "2025.56", "2025.56/22333" for the two levels since 1 July 2025. A code alone
would not do: 56 is another Khánh Hòa before and after.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from normalize.areas.units import Level, Unit, units
from normalize.folding import fold, soften

NEW = "2025."
"""Before the codes of units in force since the merger."""

_KIND = r"(?:tỉnh|thành phố|tp|quận|huyện|thị xã|tx|phường|xã|thị trấn|tt|đặc khu)"
_TP = regex.compile(r"\b(?:TP|Tp|tp)\s?\.?\s?(?=\p{Lu}|HCM)")
_LEVEL_WORDS: dict[str, tuple[Level, ...]] = {
    "tinh": ("province",),
    "thanh pho": ("province", "district"),
    "quan": ("district",),
    "huyen": ("district",),
    "thi xa": ("district",),
    "phuong": ("commune",),
    "xa": ("commune",),
    "thi tran": ("commune",),
    "dac khu": ("commune",),
}
_FORMER = {"46": "thua thien hue"}
"""Names that units of the old list had before it was drawn up."""
_WORDS = tuple(sorted(_LEVEL_WORDS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Area:
    """One unit with its place in the tree. `code` is the official one; days are ISO and in."""

    id: str
    code: str
    name: str
    bare_name: str
    level: Level
    parent: str | None
    valid_from: str | None
    valid_to: str | None

    def valid_on(self, day: str) -> bool:
        """Whether the unit existed on an ISO day."""
        return (self.valid_from or "") <= day <= (self.valid_to or "9999")


@cache
def _areas() -> dict[str, Area]:
    """All units by id, parents before children."""
    old = {u.code: u for u in units() if u.valid_from is None}
    found: dict[str, Area] = {}
    for unit in units():
        path = _old_path(unit, old) if unit.valid_from is None else _new_path(unit)
        parent = path.rpartition("/")[0] or None
        found[path] = Area(
            path, unit.code, unit.name, unit.bare_name, unit.level, parent, unit.valid_from, unit.valid_to
        )
    return found


def _old_path(unit: Unit, old: dict[str, Unit]) -> str:
    codes = [unit.code]
    while (parent := old[codes[0]].parent) is not None:
        codes.insert(0, parent)
    return "/".join(codes)


def _new_path(unit: Unit) -> str:
    return f"{NEW}{unit.code}" if unit.parent is None else f"{NEW}{unit.parent}/{unit.code}"


@cache
def _children() -> dict[str | None, tuple[str, ...]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for area_id, entry in _areas().items():
        found[entry.parent].append(area_id)
    return {parent: tuple(ids) for parent, ids in found.items()}


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """Folded bare name -> ids."""
    found: dict[str, list[str]] = defaultdict(list)
    for area_id, entry in _areas().items():
        found[fold(entry.bare_name)].append(area_id)
        if area_id in _FORMER:
            found[_FORMER[area_id]].append(area_id)
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    """Province since the merger -> the provinces it was made of."""
    table = files("normalize.areas").joinpath("provinces-2025.tsv").read_text(encoding="utf-8")
    merged = {row["code"]: row["old"].split(", ") for row in csv.DictReader(table.splitlines(), delimiter="\t")}
    old = {fold(a.bare_name): a.id for a in children(None) if a.valid_to is not None}
    found = {}
    for province in children(None):
        if province.valid_from is not None:
            names = merged.get(province.code, [province.bare_name])
            found[province.id] = tuple(old[fold(name)] for name in names)
    return found


def predecessors(area_id: str) -> tuple[Area, ...]:
    """The provinces that a province of today was made of on 1 July 2025; of anything else none."""
    return tuple(_areas()[old] for old in _predecessors().get(area_id, ()))


def successor(area_id: str) -> Area | None:
    """The province of today that an old province, or the old province above an old unit, went into."""
    top = area_id.partition("/")[0]
    return next((_areas()[new] for new, old in _predecessors().items() if top in old), None)


def area(area_id: str) -> Area | None:
    """The area of an id, or None."""
    return _areas().get(area_id)


def children(area_id: str | None) -> tuple[Area, ...]:
    """The units right below; of None, all provinces, old and new."""
    return tuple(_areas()[child] for child in _children().get(area_id, ()))


def ancestors(area_id: str) -> tuple[Area, ...]:
    """The units above, the nearest first."""
    found = []
    parent = _areas()[area_id].parent
    while parent is not None:
        found.append(_areas()[parent])
        parent = _areas()[parent].parent
    return tuple(found)


def _split(text: str) -> tuple[tuple[Level, ...] | None, str]:
    """Levels that the kind of unit in front allows (None where no kind is named), and the bare name, folded."""
    folded = fold(_TP.sub("thành phố ", text))
    for word in _WORDS:
        if folded.startswith(word + " ") and len(folded) > len(word) + 1:
            return _LEVEL_WORDS[word], folded[len(word) + 1 :]
    return None, folded


def find(text: str, on: str, within: str | None = None, level: Level | None = None) -> Area | None:
    """The one unit that a name means on an ISO day: "huyện Bác Ái", "TP. Phan Rang - Tháp Chàm", "Quảng Ngãi".

    `within` is the area of the report, which settles names that stand in many provinces: units below it come first,
    then its neighbours under the same parent, then the whole country. Tone marks are compared only where names that
    differ in nothing else have to be told apart. None where several units would do.
    """
    levels, name = _split(text)
    if level is not None:
        levels = (level,)
    ids = [i for i in _by_name().get(name, ()) if _areas()[i].valid_on(on)]
    if name == "hcm":
        ids = [i for i in _by_name().get("ho chi minh", ()) if _areas()[i].valid_on(on)]
    if levels is not None:
        ids = [i for i in ids if _areas()[i].level in levels]
    for scope in _scopes(within):
        here = ids if scope is None else [i for i in ids if i == scope or i.startswith(scope + "/")]
        found = _only(here, text)
        if found is not None:
            return found
        if here and scope is not None:
            here = [i for i in here if _areas()[i].parent == scope] or here
            found = _only(here, text)
            if found is not None:
                return found
    return None


def _scopes(within: str | None) -> list[str | None]:
    """From the nearest to the farthest; the country last."""
    if within is None or within not in _areas():
        return [None]
    return [within, *(a.id for a in ancestors(within)), None]


def _only(ids: list[str], text: str) -> Area | None:
    """The one unit of `ids`: the highest level wins, then the one whose marks agree."""
    if len(ids) > 1:
        depth = min(i.count("/") for i in ids)
        ids = [i for i in ids if i.count("/") == depth]
    if len(ids) > 1:
        marked = soften(text)
        ids = [i for i in ids if marked.endswith(soften(_areas()[i].bare_name))] or ids
    return _areas()[ids[0]] if len(ids) == 1 else None


def mentioned(text: str, on: str, within: str | None = None) -> Area | None:
    """The first unit that running text names with its kind ("trên địa bàn thị xã Bình Long"), or None."""
    words = list(regex.finditer(r"[\p{L}\p{N}][\p{L}\p{N}.]*|[-–]", _TP.sub("thành phố ", text)))
    source = _TP.sub("thành phố ", text)
    for i, word in enumerate(words):
        if not regex.fullmatch(_KIND, word[0].lower()) and not regex.match(
            r"(?:thành phố|thị xã|thị trấn|đặc khu)\s", source[word.start() :], regex.IGNORECASE
        ):
            continue
        for last in range(min(len(words), i + 8) - 1, i, -1):
            found = find(source[word.start() : words[last].end()], on, within)
            if found is not None:
                return found
    return None


def provinces_naming(text: str, on: str) -> frozenset[str]:
    """The provinces that have a district or commune whose name ends `text` ("CAH Ninh Hải"); several for common names."""
    words = fold(_TP.sub("thành phố ", text)).split()
    found: set[str] = set()
    for start in range(max(0, len(words) - 5), len(words)):
        for area_id in _by_name().get(" ".join(words[start:]), ()):
            if "/" in area_id and _areas()[area_id].level == "district" and _areas()[area_id].valid_on(on):
                found.add(area_id.partition("/")[0])
    return frozenset(found)
