"""The same indicator twice: prose against a table's row, prose against prose.

Two statements are held against each other only where the report itself shows that they speak of one thing: a row's
name in the sentence while other rows of the table agree with their sentences; the same words in another section with
numbers one slip apart; one list announced with two counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import regex

from document.figures import Figure
from normalize.consistency.claims import Claim
from normalize.consistency.edits import slip
from normalize.consistency.mentions import Mention, Texts, content_of, expanded, words_of
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import ratio_columns, sheets

_COVER = Fraction(17, 20)
_ALIKE = Fraction(3, 5)
_SHARED_RUNS = 15
_RUN = 5
_APART = 5
_DIGITS = regex.compile(r"\D")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A ratio of the text and the table row that names it."""

    figure: Figure
    row: int
    numbers: tuple[tuple[Number, Number], ...]

    @property
    def agrees(self) -> bool:
        return all(a.value == b.value for a, b in self.numbers)


def _claim(a: Number, b: Number, figure: Figure, label: str, table: str | None = None) -> Claim:
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


# prose against tables -----------------------------------------------------------------------------------------------


def _pairs(ledger: Ledger, texts: Texts, sheet: Sheet, columns: tuple[int, int, int]) -> list[_Pair]:
    part, whole, percent = columns
    ratios = [f for f in ledger.report.figures if f.kind == "ratio" and "numerator" in ledger.slots[f.id]]
    per_line: dict[tuple[int, int], int] = {}
    for figure in ratios:
        spot = (figure.place.page, figure.place.line)
        per_line[spot] = per_line.get(spot, 0) + 1
    names = {row: words_of(sheet.label(row)) for row in sheet.rows("leaf")}
    names = {row: name for row, name in names.items() if len(content_of(name)) >= 3}
    found: list[_Pair] = []
    for figure in ratios:
        mention = texts.mention(figure)
        words = mention.words
        if per_line[figure.place.page, figure.place.line] == 1:
            words = (*words, *words_of(texts.line(figure.place.page, figure.place.line)))
        row = _named_row(words, names)
        if row is None:
            continue
        slots, cells = ledger.slots[figure.id], sheet.numbers[row]
        couples = [(slots["denominator"], cells[whole]), (slots["numerator"], cells[part])]
        if "percent" in slots:
            couples.append((slots["percent"], cells[percent]))
        found.append(_Pair(figure, row, tuple((a, b) for a, b in couples if b is not None)))
    return found


def _named_row(words: tuple[str, ...], names: dict[int, tuple[str, ...]]) -> int | None:
    """The one row whose name the words hold; the longest where one name holds another."""
    fitting: list[tuple[int, int]] = []
    for row, name in names.items():
        wanted = content_of(name)
        held = wanted & expanded(words, name)
        if len(held) >= _COVER * len(wanted):
            fitting.append((len(wanted), row))
    fitting.sort(reverse=True)
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def _against_tables(ledger: Ledger, texts: Texts) -> Iterator[Claim]:
    for sheet in sheets(ledger):
        for percent, (part, whole) in ratio_columns(sheet).items():
            pairs = _pairs(ledger, texts, sheet, (part, whole, percent))
            agreeing = sum(_same_counts(pair) for pair in pairs)
            if agreeing < 2 or agreeing * 3 < len(pairs):
                continue
            for pair in pairs:
                label = sheet.label(pair.row)
                couples = pair.numbers[:2]
                differing = [c for c in pair.numbers if not _agree(*c)]
                for a, b in differing[:1] or couples:
                    yield _claim(a, b, pair.figure, label, sheet.table.id)


def _same_counts(pair: _Pair) -> bool:
    return len(pair.numbers) >= 2 and all(a.value == b.value for a, b in pair.numbers[:2])


def _agree(a: Number, b: Number) -> bool:
    if a.percent and b.percent:
        return a.span.widened(a.room).meets(b.span.widened(b.room))
    return a.value == b.value


# prose against prose ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    figure: Figure
    number: Number
    mention: Mention
    unit: tuple[str, ...]


def _sayings(ledger: Ledger, texts: Texts) -> list[_Said]:
    said: list[_Said] = []
    for figure in ledger.report.figures:
        if figure.kind == "percent" or figure.target or figure.bound != "exact":
            continue
        mention = texts.mention(figure)
        unit = tuple(w.lower() for w in words_of(figure.unit or ""))
        slots = ledger.slots[figure.id]
        said += [_Said(figure, slots[s], mention, unit) for s in ("value", "numerator", "denominator") if s in slots]
    return said


def _elsewhere(a: _Said, b: _Said) -> bool:
    one, other = a.figure.place, b.figure.place
    return a.figure.section != b.figure.section or one.page != other.page or abs(one.line - other.line) >= _APART


def _one_slip_apart(a: _Said, b: _Said) -> bool:
    one, other = (_DIGITS.sub("", x.number.printed) for x in (a, b))
    if min(len(one), len(other)) < 4 or a.number.value == b.number.value:
        return False
    found = slip(one, other) or slip(other, one)
    return found is not None and found[0] != "added"


def _same_matter(a: Mention, b: Mention) -> bool:
    """The words of one clause are mostly those of the other, and nothing in them sets the two apart."""
    one, other = a.content, b.content
    smaller = min(len(one), len(other))
    if smaller < 5 or len(one & other) < _ALIKE * smaller:
        return False
    apart = bool(a.names - b.names) and bool(b.names - a.names)
    return not apart and (a.periods == b.periods or not (a.periods and b.periods))


def _one_list(a: _Said, b: _Said) -> bool:
    """Both announce the same list: long runs of the words after them are the same."""
    if len(a.unit) < 2 or a.unit != b.unit:
        return False
    one, other = ({tuple(w.lower() for w in x.mention.after[i : i + _RUN]) for i in range(120)} for x in (a, b))
    return len({run for run in one & other if len(run) == _RUN}) >= _SHARED_RUNS


def _whole_off_by_little(a: _Said, b: _Said) -> bool:
    """Two large wholes of one unit that differ in their last places: 55.995 here, 55.996 there."""
    if not (a.number.key.endswith(".denominator") and b.number.key.endswith(".denominator")):
        return False
    least = min(a.number.value, b.number.value)
    return least >= 10_000 and abs(a.number.value - b.number.value) * 1000 < least and bool(a.unit) and a.unit == b.unit


def _against_prose(ledger: Ledger, texts: Texts) -> Iterator[Claim]:
    seen: set[tuple[Fraction, Fraction]] = set()
    sayings = _sayings(ledger, texts)
    for a, b in combinations(sayings, 2):
        if a.number.value == b.number.value or a.figure is b.figure or not _elsewhere(a, b):
            continue
        values = (min(a.number.value, b.number.value), max(a.number.value, b.number.value))
        if values in seen or not _same_unit(a, b):
            continue
        if (_one_slip_apart(a, b) and _same_matter(a.mention, b.mention)) or (_heads(a, b) and _one_list(a, b)):
            seen.add(values)
            yield _claim(a.number, b.number, a.figure, a.figure.subject or a.figure.unit or "")
        elif _one_slip_apart(a, b) and _whole_off_by_little(a, b):
            seen.add(values)
            yield replace(_claim(a.number, b.number, a.figure, a.figure.unit or ""), sure=False)


def _heads(a: _Said, b: _Said) -> bool:
    """A count that a list can follow: a quantity or the part of a ratio, not its whole."""
    return not any(x.number.key.endswith(".denominator") for x in (a, b))


def _same_unit(a: _Said, b: _Said) -> bool:
    return not a.unit or not b.unit or a.unit[0] == b.unit[0]


@rule("repeat", "contradiction", "một chỉ tiêu nêu hai lần trong báo cáo phải có cùng giá trị")
def repeats(ledger: Ledger) -> Iterator[Claim]:
    """ "1.700/1.700 hồ sơ đăng ký xe" in the text, "Đăng ký xe | 1.706 | 1.700" in the appendix."""
    texts = Texts(ledger.report)
    yield from _against_tables(ledger, texts)
    yield from _against_prose(ledger, texts)
