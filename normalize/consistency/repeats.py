"""The same indicator twice: prose against a table's row; prose against prose is in `restated`.

Two statements are held against each other only where the report itself shows that they speak of one thing: a row's
name in the sentence while other rows of the table agree with their sentences.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import regex

from document.figures import Figure
from document.slips import slip
from normalize.consistency.claims import Claim
from normalize.consistency.mentions import Name, Texts, words_of
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.restated import against_prose, repeated
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import bound_ratios

_COVER = Fraction(17, 20)
_LONG = 4
_TELLING_NAME = 6
_WRAPPED = 3
"""Lines that one sentence may run over."""
_Columns = tuple[int, int, int]
"""Part, whole and percent column."""
_DIGITS = regex.compile(r"\D")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A ratio of the text and the table row that names it."""

    figure: Figure
    row: int
    numbers: tuple[tuple[Number, Number], ...]

    @property
    def agreeing(self) -> int:
        """How many of its numbers the row repeats."""
        return sum(a.value == b.value for a, b in self.numbers)


# prose against tables -----------------------------------------------------------------------------------------------


class _Rows:
    """The named rows of all tables with ratio columns: a name is looked up by its words, once for all its rows."""

    def __init__(self, tables: Sequence[tuple[Sheet, _Columns]]) -> None:
        self.tables = tables
        self.rows: dict[Name, list[tuple[int, int]]] = defaultdict(list)
        for at, (sheet, _) in enumerate(tables):
            for row in sheet.rows("leaf"):
                self.rows[Name.of(sheet.label(row))].append((at, row))
        self._shelves: dict[str, list[Name]] = defaultdict(list)
        for name in self.rows:
            for word in name.content if len(name.content) >= 3 else ():
                self._shelves[word].append(name)

    def named(self, texts: Sequence[tuple[str, ...]]) -> list[Name]:
        """The names that one of the texts holds, without those that are a part of another's."""
        words = {w.lower() for text in texts for w in text}
        shared = Counter(name for word in words for name in self._shelves.get(word, ()))
        likely = [name for name, count in shared.items() if count * 2 >= len(name.content)]
        fitting = [n for n in likely if any(n.stands_in(text, _COVER) for text in texts)]
        return [n for n in fitting if not any(n.content < other.content for other in fitting)]

    def nearest(self, name: Name, figure: Figure) -> list[tuple[int, int]]:
        """Of the rows of a name, those of the table nearest to the figure: once for each of its ratio columns."""

        def gap(at: int) -> tuple[int, int]:
            place = self.tables[at][0].table.place
            return abs(place.page - figure.place.page), abs(place.line - figure.place.line)

        least = min(gap(at) for at, _ in self.rows[name])
        return [(at, row) for at, row in self.rows[name] if gap(at) == least]


def _pairs(ledger: Ledger, texts: Texts, rows: _Rows) -> dict[int, list[_Pair]]:
    """The ratios of the text that name a row, by the table (and its ratio column) of the row."""
    found: dict[int, list[_Pair]] = defaultdict(list)
    if not rows.rows:
        return {}
    for figure in ledger.report.figures:
        slots = ledger.slots[figure.id]
        if figure.kind != "ratio" or "numerator" not in slots:
            continue
        names = rows.named((*texts.sides(figure), words_of(figure.subject or "")))
        named: dict[int, list[_Pair]] = defaultdict(list)
        for at, row in (spot for name in names for spot in rows.nearest(name, figure)):
            sheet, columns = rows.tables[at]
            named[at].append(_Pair(figure, row, _couples(slots, sheet, row, columns)))
        for at, pairs in named.items():
            right = [p for p in pairs if _same_counts(p)]
            if len(pairs) == 1 or right:
                found[at].append((right or pairs)[0])
    return {at: _best_of_statements(pairs) for at, pairs in found.items()}


def _best_of_statements(pairs: Sequence[_Pair]) -> list[_Pair]:
    """For each row and statement the one ratio that agrees with it most; none where two agree alike and not wholly."""
    statements: list[list[_Pair]] = []
    for pair in pairs:
        own = next((group for group in statements if _one_statement(group[-1], pair)), None)
        if own is None:
            statements.append([pair])
        else:
            own.append(pair)
    kept: list[_Pair] = []
    for group in statements:
        most = max(p.agreeing for p in group)
        best = [p for p in group if p.agreeing == most]
        if len(best) == 1 or _same_counts(best[0]):
            kept += best
    return kept


def _one_statement(pair: _Pair, other: _Pair) -> bool:
    """Whether two ratios speak of a row in one breath: on one line, or of one count over two bases ("… bằng p% dự toán
    tỉnh giao, bằng q% dự toán huyện giao"), which a page breaks over lines."""
    one, two = pair.figure, other.figure
    if pair.row != other.row or one.place.page != two.place.page:
        return False
    same_count = one.numerator is not None and two.numerator is not None and one.numerator.value == two.numerator.value
    return abs(one.place.line - two.place.line) <= (_WRAPPED if same_count else 0)


def _couples(slots: dict[str, Number], sheet: Sheet, row: int, columns: _Columns) -> tuple[tuple[Number, Number], ...]:
    cells = sheet.numbers[row]
    part, whole, percent = (cells[c] for c in columns)
    couples = ((slots["denominator"], whole), (slots["numerator"], part), (slots.get("percent"), percent))
    return tuple((a, b) for a, b in couples if a is not None and b is not None)


def _against_tables(ledger: Ledger, texts: Texts) -> Iterator[Claim]:
    rows = _Rows(bound_ratios(ledger))
    ratios = (slots for slots in ledger.slots.values() if "numerator" in slots and "denominator" in slots)
    said = frozenset((slots["denominator"].value, slots["numerator"].value) for slots in ratios)
    for at, pairs in _pairs(ledger, texts, rows).items():
        sheet = rows.tables[at][0]
        agreeing = sum(_same_counts(pair) for pair in pairs)
        if agreeing < 2 or agreeing * 3 < len(pairs):
            continue
        for pair in pairs:
            label = sheet.label(pair.row)
            differing = [c for c in pair.numbers if not _agree(*c)]
            if differing and not _counts_alike(pair, pairs):
                continue
            if differing and not pair.agreeing:
                answered = _is_answered(pair, sheet, rows.tables[at][1], said)
                if not _names_it(pair, label, differing, answered=answered):
                    continue
            for a, b in differing[:1] or pair.numbers[:2]:
                yield repeated(a, b, pair.figure, label, sheet.table.id)


def _counts_alike(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether a ratio counts what those that agree with the table count; where neither says what, it may be."""
    own = words_of((pair.figure.unit or "").lower())
    others = [words_of((p.figure.unit or "").lower()) for p in pairs if _same_counts(p)]
    return not own or any(o == own[: len(o)] or own == o[: len(own)] for o in others)


def _same_counts(pair: _Pair) -> bool:
    return len(pair.numbers) >= 2 and all(a.value == b.value for a, b in pair.numbers[:2])


def _is_answered(pair: _Pair, sheet: Sheet, columns: _Columns, said: frozenset[tuple[Fraction, Fraction]]) -> bool:
    """Whether some ratio of the text repeats both counts of the row, or this ratio those of another row."""
    part, whole, _ = columns
    counts = [(w.value, p.value) if (w := r[whole]) and (p := r[part]) else None for r in sheet.numbers]
    return counts[pair.row] in said or tuple(a.value for a, _ in pair.numbers[:2]) in counts


def _names_it(pair: _Pair, label: str, differing: Sequence[tuple[Number, Number]], *, answered: bool) -> bool:
    """Whether a ratio that shares no number with its row is that row's: a short name may only stand near by.

    `answered`: another ratio repeats the row, or the ratio repeats another row; then only a slip makes it this row's.
    A row that names an office tells whose its counts are, not of what: the office counts other things too.
    """
    name = Name.of(label)
    subject, owner = (words_of(said or "") for said in (pair.figure.subject, pair.figure.org))
    told = len(name.content) >= _TELLING_NAME or name.stands_in(subject, _COVER)
    told = told and not name.stands_in(owner, _COVER)
    return (told and not answered) or any(_slipped(*c) for c in differing)


def _slipped(a: Number, b: Number) -> bool:
    """Whether one slip sets two numbers of four digits and more apart."""
    one, other = _DIGITS.sub("", a.printed), _DIGITS.sub("", b.printed)
    return min(len(one), len(other)) >= _LONG and (slip(one, other) or slip(other, one)) is not None


def _agree(a: Number, b: Number) -> bool:
    if a.percent and b.percent:
        return a.span.widened(a.room).meets(b.span.widened(b.room))
    return a.value == b.value


@rule("repeat", "contradiction", "một chỉ tiêu nêu hai lần trong báo cáo phải có cùng giá trị")
def repeats(ledger: Ledger) -> Iterator[Claim]:
    """ "1.700/1.700 hồ sơ đăng ký xe" in the text, "Đăng ký xe | 1.706 | 1.700" in the appendix."""
    texts = Texts(ledger.report)
    yield from _against_tables(ledger, texts)
    yield from against_prose(ledger, texts)
