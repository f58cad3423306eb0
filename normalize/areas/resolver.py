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

from normalize.areas.units import LAST_DAY, MERGER, Level, Unit, sources, units
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
_GONE = frozenset({"quan", "huyen", "thi xa", "thi tran", "thanh pho", "xa", "phuong", "tinh"})
"""Kinds of which a name that nobody bears since the merger means the unit that bore it before."""
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


@dataclass(frozen=True, slots=True)
class Link:
    """A unit on the other side of the merger. `whole`: the old unit went into the new one entirely, not only a part of it."""

    area: Area
    whole: bool


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


@cache
def _old_by_code() -> dict[str, str]:
    """Code of an old district or commune -> id. The codes of each level are unique in the country."""
    return {a.code: a.id for a in _areas().values() if a.valid_to is not None}


@cache
def _communes_after() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Old district or commune -> the communes of today that its parts went into, and whether it went as a whole."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for new in _areas().values():
        if new.valid_from is None or new.level != "commune":
            continue
        for code, whole in sources().get(new.code, ()):
            found[_old_by_code()[code]].append((new.id, whole))
    for old in [a for a in _areas().values() if a.level == "district" and a.id not in found]:
        below = _children().get(old.id, ())
        targets = dict.fromkeys(new for unit in below for new, _ in found.get(unit, ()))
        at_once = len(targets) == 1 and all(all(whole for _, whole in found.get(u, [("", False)])) for u in below)
        found[old.id] = [(new, at_once) for new in targets]
    return {old: tuple(targets) for old, targets in found.items()}


def predecessors(area_id: str) -> tuple[Link, ...]:
    """What a province or commune of today was made of on 1 July 2025; of anything else, and of what is not known, nothing."""
    if area_id in _predecessors():
        return tuple(Link(_areas()[old], whole=True) for old in _predecessors()[area_id])
    found = _areas().get(area_id)
    if found is None or found.valid_from is None:
        return ()
    return tuple(Link(_areas()[_old_by_code()[code]], whole) for code, whole in sources().get(found.code, ()))


def successors(area_id: str) -> tuple[Link, ...]:
    """Where an old unit went on 1 July 2025: a province into a province, a district or commune into communes."""
    if "/" in area_id:
        return tuple(Link(_areas()[new], whole) for new, whole in _communes_after().get(area_id, ()))
    return tuple(Link(_areas()[new], whole=True) for new, old in _predecessors().items() if area_id in old)


def successor(area_id: str) -> Area | None:
    """The smallest unit of today that holds all of an old unit: the commune it went into as a whole, else the province."""
    after = successors(area_id)
    if len(after) == 1 and after[0].whole:
        return after[0].area
    return next((link.area for link in successors(area_id.partition("/")[0])), None)


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


def _split(text: str) -> tuple[str | None, str]:
    """The kind of unit in front (None where no kind is named), and the bare name, both folded."""
    folded = fold(_TP.sub("thành phố ", text))
    for word in _WORDS:
        if folded.startswith(word + " ") and len(folded) > len(word) + 1:
            return word, folded[len(word) + 1 :]
    return None, folded


def find(text: str, on: str, within: str | None = None, level: Level | None = None) -> Area | None:
    """The one unit that a name means on an ISO day: "huyện Bác Ái", "TP. Phan Rang - Tháp Chàm", "Quảng Ngãi".

    `within` is the area of the report, which settles names that stand in many provinces: units below it come first,
    then its neighbours under the same parent, then the whole country. Tone marks are compared only where names that
    differ in nothing else have to be told apart. None where several units would do. A name with its kind that no unit
    bears since the merger means the one that bore it before, in the provinces that `within` was made of.
    """
    word, name = _split(text)
    levels = (level,) if level is not None else _LEVEL_WORDS.get(word) if word else None

    def of_that_kind(day: str) -> list[str]:
        return [i for i in _named(name, levels, day) if word != "thanh pho" or fold(_areas()[i].name).startswith(word)]

    ids = of_that_kind(on)
    found = _nearest(ids, text, _scopes(within))
    if found is not None:
        return found
    gone = of_that_kind(LAST_DAY) if on >= MERGER and word in _GONE else []
    before = tuple(link.area.id for link in predecessors(within.partition("/")[0])) if within and gone else ()
    return _nearest(gone, text, [before]) or _only(ids or gone, text)


def _named(name: str, levels: tuple[Level, ...] | None, on: str) -> list[str]:
    """The units of a folded bare name on a day."""
    found = _by_name().get("ho chi minh" if name == "hcm" else name, ())
    ids = [i for i in found if _areas()[i].valid_on(on)]
    return ids if levels is None else [i for i in ids if _areas()[i].level in levels]


def _nearest(ids: list[str], text: str, scopes: list[tuple[str, ...]]) -> Area | None:
    """The one of `ids` in the first scope (units, with all below them) that has one; right below it before further down."""
    for scope in scopes:
        here = [i for i in ids if i in scope or i.startswith(tuple(f"{s}/" for s in scope))]
        found = _only(here, text) or _only([i for i in here if _areas()[i].parent in scope], text)
        if found is not None:
            return found
    return None


def _scopes(within: str | None) -> list[tuple[str, ...]]:
    """From the nearest to the farthest."""
    if within is None or within not in _areas():
        return []
    return [(within,), *((a.id,) for a in ancestors(within))]


def _only(ids: list[str], text: str) -> Area | None:
    """The one unit of `ids`: the one of that kind and name, else of the highest level, else whose marks agree.

    A province and its town may share a name ("tỉnh Sơn La", "thành phố Sơn La"), two districts too.
    """
    if len(ids) > 1:
        spelled = fold(_TP.sub("thành phố ", text))
        ids = [i for i in ids if fold(_areas()[i].name) == spelled] or ids
    if len(ids) > 1:
        depth = min(i.count("/") for i in ids)
        ids = [i for i in ids if i.count("/") == depth]
    if len(ids) > 1:
        marked = soften(text)
        ids = [i for i in ids if marked.endswith(soften(_areas()[i].bare_name))] or ids
    return _areas()[ids[0]] if len(ids) == 1 else None


def is_shared(text: str, on: str, within: str) -> bool:
    """Whether several units below `within` bear the bare name `text`, so that it does not tell which is meant."""
    word, name = _split(text)
    below = [i for i in _named(name, None, on) if i.startswith(f"{within}/")]
    return word is None and len(below) > 1


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
