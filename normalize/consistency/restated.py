"""Prose against prose: one thing stated in two places with two values.

A wrong alarm costs more than a missed finding, so the two statements must show that they are about one thing. What is
counted, what is done with it, whose it is and when must agree, and what one of them adds must stand before the other
or in its headings; the numbers must be one slip apart, with digits enough that no chance sets them so. Or two counts
announce one list, item by item. What falls short of that, with two digits swapped, is told low and as a question.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, takewhile

import regex

from document.figures import Figure
from document.slips import Slip, slip
from normalize.consistency.claims import Claim
from normalize.consistency.mentions import Statement, Texts, content_of, time_words, whose, words_of
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.observations import headings, is_plan

_ALIKE = Fraction(3, 5)
_ALIKE_WORDS = 5
_TELLING = 4
"""Words that tell what is counted, below which two statements are alike by chance."""
_SCOPED = 2
"""The same where both say that they speak of the whole."""
_SWAPPED_DIGITS, _SLIPPED_DIGITS = 4, 5
"""Digits, zeros at the end apart, from which two swapped ones, or another slip, are no chance."""
_SHARED_RUNS, _RUN = 15, 5
_MOST_OF = Fraction(4, 5)
_APART = 5
_DIGITS = regex.compile(r"\D")
_TOKEN = regex.compile(r"\d[\d.,/]*|\p{L}[\p{L}\p{M}\p{N}]*")
_ANNOUNCED = regex.compile(r":|\b(?:như|gồm)\b")


def repeated(a: Number, b: Number, figure: Figure, label: str, table: str | None = None) -> Claim:
    """The claim that two numbers are one; `label` names the indicator."""
    return Claim(
        "repeat",
        "repeat",
        "linear",
        (replace(a, measured=False), replace(b, measured=False)),
        figure.place,
        figure.quote,
        coefficients=(1,),
        table=table,
        lines=tuple(sorted({a.place.line, b.place.line})),
        label=label,
        figure=figure.id,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """One number of a figure; `heads` are the titles over it, folded to their words."""

    figure: Figure
    number: Number
    texts: Texts
    unit: tuple[str, ...]
    digits: str
    heads: frozenset[str]

    @property
    def statement(self) -> Statement:
        """What is said about it, read when it is first asked for."""
        return self.texts.statement(self.figure, self.number.printed)

    @property
    def is_whole(self) -> bool:
        """Whether it is the denominator of a ratio."""
        return self.number.key.endswith(".denominator")


def against_prose(ledger: Ledger, texts: Texts) -> Iterator[Claim]:
    """Two values of one thing in the text; `sure` where nothing suggests that they are of two things."""
    sayings = _sayings(ledger, texts)
    seen: set[tuple[Fraction, Fraction]] = set()
    by_value: dict[Fraction, list[_Said]] = defaultdict(list)
    for said in sayings:
        by_value[said.number.value].append(said)
    found = [(a, b, True) for a, b in _lists(sayings)]
    head = ledger.report.letterhead
    title, letter = _words(head.title), _words(head.issuer, head.place, head.title)
    for a, b, how in _slips(sayings):
        if not _same_unit(a, b) or not _same_time(a, b, title):
            continue
        one_owner = _same_owner(a, b, letter)
        if one_owner and _same_matter(a, b, how):
            found.append((a, b, True))
        elif (one_owner and _swapped(a, b, how)) or _whole_off_by_little(a, b):
            found.append((a, b, False))
    for a, b, sure in sorted(found, key=lambda f: not f[2]):
        values = (min(a.number.value, b.number.value), max(a.number.value, b.number.value))
        if a.figure is b.figure or values in seen:
            continue
        seen.add(values)
        label = (a.figure.subject if sure else None) or a.figure.unit or ""
        claim = repeated(a.number, b.number, a.figure, label)
        again = {s.figure.place.line for v in values for s in by_value[v] if _restates(s, a, b)}
        yield replace(claim, sure=sure, tentative=True, lines=tuple(sorted({*claim.lines, *again})))


def _sayings(ledger: Ledger, texts: Texts) -> list[_Said]:
    said: list[_Said] = []
    titles = {section.path: section.title for section in ledger.report.sections}
    ahead = {path for path in titles if any(map(is_plan, headings(path, titles)))}
    heads = {path: frozenset(w.lower() for t in headings(path, titles) for w in words_of(t)) for path in titles}
    for figure in ledger.report.figures:
        if figure.kind == "percent" or figure.target or figure.bound != "exact" or figure.section in ahead:
            continue
        unit = tuple(w.lower() for w in words_of(figure.unit or ""))
        slots = ledger.slots[figure.id]
        over = heads.get(figure.section or "", frozenset())
        numbers = [slots[s] for s in ("value", "numerator", "denominator") if s in slots]
        said += [_Said(figure, n, texts, unit, _DIGITS.sub("", n.printed), over) for n in numbers]
    return said


def _elsewhere(a: _Said, b: _Said) -> bool:
    one, other = a.figure.place, b.figure.place
    return a.figure.section != b.figure.section or one.page != other.page or abs(one.line - other.line) >= _APART


def _same_unit(a: _Said, b: _Said) -> bool:
    return not a.unit or not b.unit or a.unit[0] == b.unit[0]


def _restates(said: _Said, a: _Said, b: _Said) -> bool:
    """Whether a third place prints the same large number of the same unit."""
    return len(said.digits) >= 4 and _same_unit(said, a) and _same_unit(said, b)


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(w for text in texts for w in time_words(text or ""))


# whose and when -----------------------------------------------------------------------------------------------------


def _same_owner(a: _Said, b: _Said, letter: frozenset[str]) -> bool:
    """Whether nothing tells two owners or places: what both call the whole is the same whole; an organisation of the
    one is named beside the other, or is the report's own (`letter`: the words of issuer, place and title)."""
    one, other = a.statement, b.statement
    if one.scopes and other.scopes:
        return one.scopes == other.scopes
    orgs = [whose(said.figure.org) for said in (a, b)]
    named = [said.statement.heard | said.heads | letter for said in (a, b)]
    return orgs[0] <= named[1] | orgs[1] and orgs[1] <= named[0] | orgs[0] and not _parallel(a, b)


def _same_time(a: _Said, b: _Said, title: frozenset[str]) -> bool:
    """The same words of time; or one says none, and the other's are those of the report's title."""
    shorter, longer = sorted((a.figure.as_of or "", b.figure.as_of or ""), key=len)
    if not longer.startswith(shorter):
        return False
    one, other = a.statement.periods, b.statement.periods
    if one == other:
        return True
    return not (one and other) and (one | other) <= title | {"trong"}


def _parallel(a: _Said, b: _Said) -> bool:
    """Whether they stand in two branches of one section: "2.1. Cấp huyện" beside "2.2. Cấp xã"."""
    one, other = ((said.figure.section or "").split("/") for said in (a, b))
    shared = sum(1 for _ in takewhile(lambda markers: markers[0] == markers[1], zip(one, other, strict=False)))
    return 0 < shared < min(len(one), len(other))


# one slip apart -----------------------------------------------------------------------------------------------------


def _slips(sayings: Sequence[_Said]) -> Iterator[tuple[_Said, _Said, Slip]]:
    """Pairs of numbers of four digits and more, in two places, that one slip sets apart, without trying all pairs."""
    shelves: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    values: dict[Fraction, int] = {}
    for i, said in enumerate(sayings):
        digits = said.digits
        if len(digits) >= _SWAPPED_DIGITS:
            keys = {"".join(sorted(digits)), *(digits[:k] + digits[k + 1 :] for k in range(len(digits)))}
            keys |= {f"{digits[:k]}*{digits[k + 1 :]}" for k in range(len(digits))} | {digits}
            value = values.setdefault(said.number.value, i)
            for key in keys:
                shelves[key][value].append(i)
    differing = (two for shelf in shelves.values() for two in combinations(shelf.values(), 2))
    pairs = {(min(i, j), max(i, j)) for one, other in differing for i in one for j in other}
    for i, j in sorted(pairs):
        a, b = sayings[i], sayings[j]
        if not _elsewhere(a, b) or a.is_whole != b.is_whole:
            continue
        found = slip(a.digits, b.digits) or slip(b.digits, a.digits)
        if found is not None and found[0] != "added":
            yield a, b, found[0]


def _telling_digits(a: _Said, b: _Said) -> int:
    """Digits of the one that has fewer, without the zeros that both end in: 268.000 and 286.000 have three."""
    one, other = a.digits, b.digits
    while one[-1:] == other[-1:] == "0":
        one, other = one[:-1], other[:-1]
    return min(len(one), len(other))


def _same_matter(a: _Said, b: _Said, how: Slip) -> bool:
    """Whether all that is said of the one may be said of the other, and the slip is no chance."""
    if _telling_digits(a, b) < (_SWAPPED_DIGITS if how == "swapped" else _SLIPPED_DIGITS):
        return False
    one, other = a.statement, b.statement
    if one.near - other.near and other.near - one.near:
        return False
    if not (one.phrase <= other.phrase or other.phrase <= one.phrase):
        return False
    least = _SCOPED if one.scopes and other.scopes else _TELLING
    if min(len(one.near), len(other.near)) < least:
        return False
    return one.said <= other.heard | b.heads and other.said <= one.heard | a.heads


def _swapped(a: _Said, b: _Said, how: Slip) -> bool:
    """Much the same words, and two digits swapped: worth a look."""
    return how == "swapped" and _telling_digits(a, b) >= _SWAPPED_DIGITS and _alike(a.statement, b.statement)


def _alike(one: Statement, other: Statement) -> bool:
    """The words of one clause are mostly those of the other, and no name sets the two apart."""
    smaller = min(len(one.content), len(other.content))
    if smaller < _ALIKE_WORDS or len(one.content & other.content) < _ALIKE * smaller:
        return False
    return not (one.names - other.names and other.names - one.names)


def _whole_off_by_little(a: _Said, b: _Said) -> bool:
    """Two large wholes of one unit that differ in their last places: 55.995 here, 55.996 there."""
    if not (a.is_whole and b.is_whole):
        return False
    least = min(a.number.value, b.number.value)
    return least >= 10_000 and abs(a.number.value - b.number.value) * 1000 < least and bool(a.unit) and a.unit == b.unit


# one list -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _List:
    """What a count announces: its items, the runs of words in them, and the numbers among them."""

    items: int
    runs: frozenset[tuple[str, ...]]
    numbers: Counter[str]

    @staticmethod
    def of(said: _Said) -> "_List | None":
        """The list after a number, up to the end of its sentence; None where it announces none."""
        announced = _ANNOUNCED.search(said.statement.rest)
        if announced is None:
            return None
        text = said.statement.rest[announced.end() :]
        tokens = [t.lower().strip(".,/") for t in _TOKEN.findall(text)]
        runs = frozenset(tuple(tokens[i : i + _RUN]) for i in range(len(tokens) - _RUN + 1))
        items = [i for i in text.split(";" if ";" in text else ",") if content_of(words_of(i))]
        return _List(len(items), runs, Counter(t for t in tokens if t[0].isdigit()))

    def is_also(self, other: "_List") -> bool:
        """Whether the two are one list: mostly the same words, and no number in the one where the other has another."""
        shared = len(self.runs & other.runs)
        smaller = min(len(self.runs), len(other.runs))
        fewer, more = sorted((self.numbers, other.numbers), key=Counter.total)
        return shared >= _SHARED_RUNS and shared >= _MOST_OF * smaller and fewer <= more


def _lists(sayings: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs that announce the same list with two counts; where each counts its own items right, they are two lists."""
    by_unit: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for said in sayings:
        if len(said.unit) >= 2 and not said.is_whole:
            by_unit[said.unit].append(said)
    for alike in by_unit.values():
        if len({said.number.value for said in alike}) < 2:
            continue
        told = [(said, found) for said in alike if (found := _List.of(said)) and len(found.runs) >= _SHARED_RUNS]
        for (one, items), (other, others) in combinations(told, 2):
            if one.number.value == other.number.value or not _elsewhere(one, other) or not items.is_also(others):
                continue
            right = one.number.value == items.items and other.number.value == others.items
            if not right and one.statement.periods == other.statement.periods:
                yield one, other
