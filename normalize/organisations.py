"""Which organisation a text means: "CAH Bác Ái" is Công an huyện Bác Ái, "BHXH thị xã" the social insurance of the report's town.

An id is the kind of organisation and the area it belongs to: "cong-an@58/584", "so-y-te@91". Two reports that name one
organisation in two ways so meet under one key, and the police of all districts of a province are found by their kind.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import regex

from normalize import areas
from normalize.folding import fold, slug

KindLevel = Literal["province", "district", "commune", "any"]
_SHORT_PLACE = {"h": "huyện", "tp": "thành phố", "tx": "thị xã", "t": "tỉnh", "q": "quận", "x": "xã", "p": "phường"}
_POLICE = regex.compile(r"^CA(H|TP|TX|T|Q|X|P)\b\.?\s*")
_GENERIC = regex.compile(
    r"\b(?:c[aá]c|toan|cap (?:tinh|huyen|xa)|huyen thanh pho|huyen thi xa|xa phuong|moi|nhieu|mot so)\b"
)
_LINES = regex.compile(r"\s+[-–]\s+|\n")
_WHOLE = regex.compile(r"^(?:toan|tren dia ban|dia ban)\s+(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong)\b")
_HERE = regex.compile(r"\b(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)$")


_UNIT = regex.compile(
    r"(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|thôn|ấp|khu phố|tổ dân phố|bản|buôn|khóm|xóm)\s(?:số\s)?(?:(?-i:\p{Lu})|\d)",
    regex.IGNORECASE,
)
"""A text that names one unit below the province, by its kind."""


_ONE_LEVEL = regex.compile(r"cap (?:tinh|huyen|xa)")
"""All offices of one level, which are not their area as a whole."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation. `level` is the level whose area an organisation of this kind belongs to where none is named."""

    id: str
    name: str
    aliases: tuple[str, ...]
    level: KindLevel
    named: bool = False
    """Whether several of them stand in one area, so that the name tells them apart."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """`id` is None for a text that names many organisations ("Công an các huyện, thành phố") or none at all.

    `elsewhere`: it names a unit that cannot be told (a hamlet, a name that two units share): `area` is None then, since
    the area of the report would be wrong.
    """

    id: str | None
    name: str
    kind: str | None
    area: str | None
    elsewhere: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds that are known, from `organisations.toml`."""
    data: dict[str, Any] = tomllib.loads(files("normalize").joinpath("organisations.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(entry["id"], entry["name"], tuple(entry["aliases"]), entry.get("level", "any"), entry.get("named", False))
        for entry in data["kind"]
    )


@cache
def _aliases() -> dict[str, tuple[tuple[str, Kind], ...]]:
    """Folded aliases with their kinds by their first word, the longest first."""
    found: dict[str, list[tuple[str, Kind]]] = defaultdict(list)
    for kind in kinds():
        for alias in (fold(name) for name in (kind.name, *kind.aliases)):
            found[alias.partition(" ")[0]].append((alias, kind))
    return {first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in found.items()}


@lru_cache(maxsize=8192)
def resolve(text: str, on: str, home: str | None) -> Organisation:
    """The organisation of `text` on an ISO day in a report of area `home`.

    An area that the text names counts; otherwise the kind's own level around `home` ("Sở Y tế" in a district's report is
    the province's); otherwise `home`.
    """
    spelled = _spelled(text)
    folded = fold(spelled)
    if _WHOLE.match(folded) and "@" not in folded:
        return Organisation(None, text, None, home)
    found = _named_kind(folded)
    writer = _last_line(spelled, found[0] if found else "", on, home)
    if writer is not None:
        return writer
    rest = _after(spelled, found[0]) if found else spelled
    place = _place(rest, on, home)
    if found is None:
        place = areas.find(spelled, on, home) or areas.mentioned(spelled, on, home)
        if (
            place is not None
            and fold(spelled).endswith(fold(place.bare_name))
            and len(fold(spelled).split()) <= (len(fold(place.bare_name).split()) + 2)
        ):
            return Organisation(None, place.name, None, place.id)
        if place is None and _names_unknown(spelled, on, home):
            return Organisation(f"{slug(spelled)}@{home or ''}", text, None, None, elsewhere=True)
        if _ONE_LEVEL.fullmatch(folded):
            return Organisation(None, text, None, None, elsewhere=True)
        area = place.id if place else home
        if _GENERIC.search(folded):
            return Organisation(None, text, None, area)
        return Organisation(f"{slug(_without(spelled, place) or spelled)}@{area or ''}", text, None, area)
    kind = found[1]
    if _GENERIC.search(fold(rest)) or (place is None and _GENERIC.search(folded)) or _several(rest, on, home):
        return Organisation(None, text, kind.id, home)
    if place is None and _names_unknown(rest, on, home):
        return Organisation(f"{kind.id}-{slug(rest)}@{home or ''}", text, kind.id, None, elsewhere=True)
    own = place.id if place else _own_area(kind, home)
    named = areas.area(own) if own else None
    unit = _institution(kind, rest, place)
    name = f"{kind.name}{f' {unit}' if unit else ''}{f' {named.name[:1].lower() + named.name[1:]}' if named else ''}"
    return Organisation(f"{kind.id}{f'-{slug(unit)}' if unit else ''}@{own or ''}", name, kind.id, own)


def _names_unknown(text: str, on: str, home: str | None) -> bool:
    """Whether a text that was not found names a unit all the same: by its kind, by a name that two units share, or as "the town" of many."""
    if _HERE.fullmatch(fold(text)):
        return home is not None
    return _UNIT.match(text) is not None or (home is not None and areas.is_shared(text, on, home))


def _spelled(text: str) -> str:
    """ "CAH Bác Ái" -> "Công an huyện Bác Ái"."""
    return _POLICE.sub(lambda m: f"Công an {_SHORT_PLACE[m[1].lower()]} ", text.strip())


def _named_kind(folded: str) -> tuple[str, Kind] | None:
    """The longest alias that a folded name begins with, and its kind."""
    first = folded.partition(" ")[0]
    return next(
        ((alias, kind) for alias, kind in _aliases().get(first, ()) if f"{folded} ".startswith(f"{alias} ")), None
    )


def _after(text: str, alias: str) -> str:
    """What stands behind the alias: as many words of `text` are left out as the alias has."""
    words = regex.finditer(r"[\p{L}\p{N}]+", text)
    count = len(alias.split())
    last = [w for _, w in zip(range(count), words, strict=False)]
    return text[last[-1].end() :].strip(" -–.,:") if len(last) == count else ""


def _place(rest: str, on: str, home: str | None) -> areas.Area | None:
    if not rest:
        return None
    if _HERE.fullmatch(fold(rest)):
        return _of_level(fold(rest), home)
    return areas.find(rest, on, home) or areas.mentioned(rest, on, home)


def _last_line(text: str, alias: str, on: str, home: str | None) -> Organisation | None:
    """Of a letterhead in two lines the last organisation writes: "UBND tỉnh X - Sở Y tế". None where the text is one name
    ("Văn phòng HĐND - UBND": an alias that goes over the dash).
    """
    parts = [part for part in _LINES.split(text) if part.strip()]
    if len(parts) < 2 or len(alias.split()) > len(fold(parts[0]).split()):
        return None
    named = areas.mentioned(text, on, home)
    found = (resolve(part, on, named.id if named else home) for part in reversed(parts[1:]))
    return next((organisation for organisation in found if organisation.kind is not None), None)


def _several(rest: str, on: str, home: str | None) -> bool:
    """ "Thuận Bắc, Ninh Sơn": more than one unit is named."""
    parts = regex.split(r",\s*|\s+và\s+", rest)
    return len(parts) > 1 and sum(areas.find(part, on, home) is not None for part in parts) > 1


def _of_level(word: str, home: str | None) -> areas.Area | None:
    """ "tỉnh" in a report of a district is its province; "thị xã" the district itself."""
    level = {"tinh": "province", "xa": "commune", "phuong": "commune", "thi tran": "commune"}.get(word, "district")
    chain = [a for a in (areas.area(home),) if a is not None] if home else []
    chain += list(areas.ancestors(home)) if chain and home else []
    if word == "thanh pho" and chain and chain[0].level == "province":
        towns = [a for a in (chain[0], *areas.children(chain[0].id)) if a.name.startswith("Thành phố")]
        return towns[0] if len(towns) == 1 or towns[:1] == chain[:1] else None
    return next((a for a in chain if a.level == level), None)


def _own_area(kind: Kind, home: str | None) -> str | None:
    if home is None or kind.level == "any" or areas.area(home) is None:
        return home
    chain = (areas.area(home), *areas.ancestors(home))
    return next((a.id for a in chain if a is not None and a.level == kind.level), home)


def _institution(kind: Kind, rest: str, place: areas.Area | None) -> str | None:
    """What tells hospitals of one area apart, in its own letters: "Mắt", "Y dược Cổ truyền"."""
    if not kind.named:
        return None
    left = _without(rest, place)
    return left if 0 < len(left.split()) <= 6 else None


def _without(text: str, place: areas.Area | None) -> str:
    """`text` without the unit that it names and without a bare "tỉnh", "thị xã" at its end."""
    words = regex.findall(r"[\p{L}\p{N}]+", text)
    gone = fold(place.bare_name).split() if place is not None else []
    for start in range(len(words) - len(gone) + 1):
        if gone and [fold(w) for w in words[start : start + len(gone)]] == gone:
            words = words[:start] + words[start + len(gone) :]
            break
    left = " ".join(words)
    ending = _HERE.search(fold(left))
    return " ".join(words[: len(words) - len(ending[0].split())]) if ending else left
