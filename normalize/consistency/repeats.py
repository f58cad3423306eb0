"""The same indicator twice: prose against a table's row, prose against prose.

Two statements are held against each other only where the report itself shows that they speak of one thing: a row's
name in the sentence while other rows of the table agree with their sentences; the same words in another section with
numbers one slip apart; one list announced with two counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import regex

from document.figures import Figure
from document.slips import slip
from normalize.consistency.claims import Claim
from normalize.consistency.mentions import Mention, Name, Texts, words_of
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import bound_ratios
from normalize.observations import headings, is_plan

_COVER = Fraction(17, 20)
_ALIKE = Fraction(3, 5)
_SHARED_RUNS = 15
_RUN = 5
_APART = 5
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
            if differing and not pair.agreeing:
                answered = _is_answered(pair, sheet, rows.tables[at][1], said)
                if not _names_it(pair, label, differing, answered=answered):
                    continue
            for a, b in differing[:1] or pair.numbers[:2]:
                yield _claim(a, b, pair.figure, label, sheet.table.id)


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
    """
    told = len(Name.of(label).content) >= _TELLING_NAME or Name.of(label).stands_in(
        words_of(pair.figure.subject or ""), _COVER
    )
    return (told and not answered) or any(_slipped(*c) for c in differing)


def _slipped(a: Number, b: Number) -> bool:
    """Whether one slip sets two numbers of four digits and more apart."""
    one, other = _DIGITS.sub("", a.printed), _DIGITS.sub("", b.printed)
    return min(len(one), len(other)) >= _LONG and (slip(one, other) or slip(other, one)) is not None


def _agree(a: Number, b: Number) -> bool:
    if a.percent and b.percent:
        return a.span.widened(a.room).meets(b.span.widened(b.room))
    return a.value == b.value


# prose against prose ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    figure: Figure
    number: Number
    texts: Texts
    unit: tuple[str, ...]
    digits: str

    @property
    def mention(self) -> Mention:
        """The clause around it, read when it is first asked for."""
        return self.texts.mention(self.figure)


def _sayings(ledger: Ledger, texts: Texts) -> list[_Said]:
    said: list[_Said] = []
    titles = {section.path: section.title for section in ledger.report.sections}
    ahead = {path for path in titles if any(map(is_plan, headings(path, titles)))}
    for figure in ledger.report.figures:
        if figure.kind == "percent" or figure.target or figure.bound != "exact" or figure.section in ahead:
            continue
        unit = tuple(w.lower() for w in words_of(figure.unit or ""))
        slots = ledger.slots[figure.id]
        numbers = [slots[s] for s in ("value", "numerator", "denominator") if s in slots]
        said += [_Said(figure, n, texts, unit, _DIGITS.sub("", n.printed)) for n in numbers]
    return said


def _elsewhere(a: _Said, b: _Said) -> bool:
    one, other = a.figure.place, b.figure.place
    return a.figure.section != b.figure.section or one.page != other.page or abs(one.line - other.line) >= _APART


def _slips(sayings: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of numbers of four digits and more, in two places, that one slip sets apart, without trying all pairs."""
    shelves: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    values: dict[Fraction, int] = {}
    for i, said in enumerate(sayings):
        digits = said.digits
        if len(digits) >= 4:
            keys = {"".join(sorted(digits)), *(digits[:k] + digits[k + 1 :] for k in range(len(digits)))}
            keys |= {f"{digits[:k]}*{digits[k + 1 :]}" for k in range(len(digits))} | {digits}
            value = values.setdefault(said.number.value, i)
            for key in keys:
                shelves[key][value].append(i)
    differing = (two for shelf in shelves.values() for two in combinations(shelf.values(), 2))
    pairs = {(min(i, j), max(i, j)) for one, other in differing for i in one for j in other}
    for i, j in sorted(pairs):
        a, b = sayings[i], sayings[j]
        if not _elsewhere(a, b):
            continue
        found = slip(a.digits, b.digits) or slip(b.digits, a.digits)
        if found is not None and found[0] != "added":
            yield a, b


def _same_matter(a: Mention, b: Mention) -> bool:
    """The words of one clause are mostly those of the other, and nothing in them sets the two apart."""
    one, other = a.content, b.content
    smaller = min(len(one), len(other))
    if smaller < 5 or len(one & other) < _ALIKE * smaller:
        return False
    apart = bool(a.names - b.names) and bool(b.names - a.names)
    return not apart and (a.periods == b.periods or not (a.periods and b.periods))


def _lists(sayings: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs that announce the same list with two counts: long runs of the words after them are the same."""
    by_unit: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for said in sayings:
        if len(said.unit) >= 2 and not said.number.key.endswith(".denominator"):
            by_unit[said.unit].append(said)
    for alike in by_unit.values():
        if len({said.number.value for said in alike}) < 2:
            continue
        once: dict[tuple[str, ...], _Said] = {}
        for said in alike:
            once.setdefault((said.digits, *said.mention.after), said)
        told = ((said, _runs(said)) for said in once.values())
        long = [(said, runs) for said, runs in told if len(runs) >= _SHARED_RUNS]
        for (one, runs), (other, others) in combinations(long, 2):
            if not _elsewhere(one, other) or len(runs & others) < _SHARED_RUNS:
                continue
            if one.number.value != other.number.value:
                yield one, other


def _runs(said: _Said) -> set[tuple[str, ...]]:
    words = [w.lower() for w in said.mention.after]
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _whole_off_by_little(a: _Said, b: _Said) -> bool:
    """Two large wholes of one unit that differ in their last places: 55.995 here, 55.996 there."""
    if not (a.number.key.endswith(".denominator") and b.number.key.endswith(".denominator")):
        return False
    least = min(a.number.value, b.number.value)
    return least >= 10_000 and abs(a.number.value - b.number.value) * 1000 < least and bool(a.unit) and a.unit == b.unit


def _against_prose(ledger: Ledger, texts: Texts) -> Iterator[Claim]:
    sayings = _sayings(ledger, texts)
    seen: set[tuple[Fraction, Fraction]] = set()
    by_value: dict[Fraction, list[_Said]] = defaultdict(list)
    for said in sayings:
        by_value[said.number.value].append(said)
    found = [(a, b, True) for a, b in _lists(sayings)]
    for a, b in _slips(sayings):
        if _same_unit(a, b) and (_same_matter(a.mention, b.mention) or _whole_off_by_little(a, b)):
            found.append((a, b, _same_matter(a.mention, b.mention)))
    for a, b, sure in found:
        values = (min(a.number.value, b.number.value), max(a.number.value, b.number.value))
        if a.figure is b.figure or values in seen:
            continue
        seen.add(values)
        label = (a.figure.subject if sure else None) or a.figure.unit or ""
        claim = _claim(a.number, b.number, a.figure, label)
        again = {s.figure.place.line for v in values for s in by_value[v] if _restates(s, a, b)}
        yield replace(claim, sure=sure, tentative=True, lines=tuple(sorted({*claim.lines, *again})))


def _restates(said: _Said, a: _Said, b: _Said) -> bool:
    """Whether a third place prints the same large number of the same unit."""
    return len(said.digits) >= 4 and _same_unit(said, a) and _same_unit(said, b)


def _same_unit(a: _Said, b: _Said) -> bool:
    return not a.unit or not b.unit or a.unit[0] == b.unit[0]


@rule("repeat", "contradiction", "một chỉ tiêu nêu hai lần trong báo cáo phải có cùng giá trị")
def repeats(ledger: Ledger) -> Iterator[Claim]:
    """ "1.700/1.700 hồ sơ đăng ký xe" in the text, "Đăng ký xe | 1.706 | 1.700" in the appendix."""
    texts = Texts(ledger.report)
    yield from _against_tables(ledger, texts)
    yield from _against_prose(ledger, texts)
