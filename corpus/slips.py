"""Misprints as people and scanners make them: one slip turns a printed number into another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import regex

_DIGIT = regex.compile(r"\d")
_CONFUSED = {"0": "86", "1": "7", "2": "7", "3": "8", "4": "9", "5": "6", "6": "58", "7": "1", "8": "360", "9": "4"}


@dataclass(frozen=True, slots=True)
class Site:
    """A printed number and what stands around it in a table: the numbers of the cells next to it."""

    printed: str
    percent: bool
    neighbours: tuple[str, ...] = ()


def _places(printed: str) -> list[int]:
    return [m.start() for m in _DIGIT.finditer(printed)]


def _regrouped(printed: str, changed: str, random: Random) -> str:
    """The changed digits with their thousands grouped anew, as a typist's eye would want them, or left as they fell."""
    marks = set(printed) & {".", ","}
    mark = marks.pop() if len(marks) == 1 else ""
    if not mark or len(printed.rpartition(mark)[2]) != 3 or random.random() < 0.5:
        return changed
    digits = changed.replace(".", "").replace(",", "")
    return f"{int(digits):,}".replace(",", mark)


def replaced(site: Site, random: Random) -> str | None:
    """One digit is another."""
    at = random.choice(_places(site.printed))
    other = random.choice([d for d in "0123456789" if d != site.printed[at]])
    return site.printed[:at] + other + site.printed[at + 1 :]


def dropped(site: Site, random: Random) -> str | None:
    """One digit is lost."""
    places = _places(site.printed)
    if len(places) < 2:
        return None
    at = random.choice(places)
    changed = (site.printed[:at] + site.printed[at + 1 :]).strip(".,")
    return changed if site.percent else _regrouped(site.printed, changed, random)


def doubled(site: Site, random: Random) -> str | None:
    """One digit is typed twice."""
    at = random.choice(_places(site.printed))
    changed = site.printed[: at + 1] + site.printed[at:]
    return changed if site.percent else _regrouped(site.printed, changed, random)


def swapped(site: Site, random: Random) -> str | None:
    """Two digits next to each other change places."""
    places = _places(site.printed)
    pairs = [(a, b) for a, b in pairwise(places) if site.printed[a] != site.printed[b]]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    letters = list(site.printed)
    letters[a], letters[b] = letters[b], letters[a]
    return "".join(letters)


def separator(site: Site, random: Random) -> str | None:
    """The decimal comma of a percentage stands one place off, or is gone."""
    if not site.percent or not regex.search(r"\d[.,]\d", site.printed):
        return None
    mark = "," if "," in site.printed else "."
    whole, fraction = site.printed.split(mark, 1)
    moved = [whole + fraction, f"{whole}{fraction[0]}{mark}{fraction[1:]}".rstrip(mark)]
    if len(whole) > 1:
        moved.append(f"{whole[:-1]}{mark}{whole[-1]}{fraction}")
    return random.choice(moved)


def wrong_percentage(site: Site, random: Random) -> str | None:
    """A percentage of something else, with as many decimals."""
    if not site.percent:
        return None
    mark = "." if "." in site.printed else ","
    decimals = len(site.printed.split(mark)[1]) if mark in site.printed else 0
    units = random.randrange(1, 100 * 10**decimals)
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}{mark}{digits[-decimals:]}" if decimals else digits


def neighbour(site: Site, random: Random) -> str | None:
    """The number of the next cell stands here too."""
    return random.choice(site.neighbours) if site.neighbours else None


def scanned(site: Site, random: Random) -> str | None:
    """A digit is read as one that looks like it."""
    at = random.choice(_places(site.printed))
    other = random.choice(_CONFUSED[site.printed[at]])
    return site.printed[:at] + other + site.printed[at + 1 :]


SLIPS: Mapping[str, Callable[[Site, Random], str | None]] = {
    "digit replaced": replaced,
    "digit dropped": dropped,
    "digit doubled": doubled,
    "digits swapped": swapped,
    "separator moved": separator,
    "wrong percentage": wrong_percentage,
    "neighbour's cell": neighbour,
    "scanner's confusion": scanned,
}


def kinds() -> Sequence[str]:
    """The names of the slips, in the order of the table."""
    return tuple(SLIPS)
