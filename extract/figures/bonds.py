"""Statements in the making: which numbers of which figures a sentence binds together."""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from document.figures import Operand, Relation, RelationKind
from document.numerals import Numeral
from document.places import Place
from extract.figures.clause import Clause, Draft

_EDGE = regex.compile(r"[;:,(]|(?<!\p{L})(?:và|trong đó|gồm|cụ thể|có|là|được)(?!\p{L})")
_TRIM = ' \t,;:.()-–+*“”"'


@dataclass(frozen=True, slots=True)
class Ref:
    """One number of a statement: lexeme `index` of `clause`, in the figure `draft` (None: of no figure)."""

    clause: Clause
    index: int
    value: Decimal
    draft: Draft | None = None
    label: str | None = None

    def operand(self) -> Operand:
        """The frozen operand, once figures have their ids."""
        lexeme = self.clause.lexemes[self.index]
        numeral = lexeme.numeral
        assert numeral is not None
        draft = self.draft
        while draft is not None and draft.forward is not None:
            draft = draft.forward
        return Operand(
            numeral=numeral,
            value=self.value,
            figure=draft.id if draft else None,
            label=self.label,
            place=self.clause.passage.place(lexeme.start, lexeme.stop),
            bound=self.draft.bound if self.draft else "exact",
            measured=self.draft.measured if self.draft else False,
        )


@dataclass(slots=True)
class Bond:
    """A statement over `clause.text[start:end]`; fields as in `document.figures.Relation`.

    `more`: the list goes on behind the parts that were taken. `derived` is a number that nobody printed but the words
    give: it stands behind the only part, or before it.
    """

    kind: RelationKind
    clause: Clause
    start: int
    end: int
    rule: str
    whole: Ref | None = None
    parts: tuple[Ref, ...] = ()
    stated: Ref | None = None
    percent: bool = False
    exhaustive: bool = False
    sure: bool = True
    count: int | None = None
    spelled: Decimal | None = None
    label: str | None = None
    dates: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    more: bool = False
    derived: Decimal | None = None
    derived_first: bool = False

    def relation(self, name: str) -> Relation:
        """The frozen relation under the id `name`."""
        parts = tuple(p.operand() for p in self.parts)
        if self.derived is not None:
            base = parts[0]
            plain = Numeral(str(self.derived), self.derived)
            made = replace(base, numeral=plain, value=self.derived, figure=None, label=None)
            parts = (made, base) if self.derived_first else (base, made)
        return Relation(
            id=name,
            kind=self.kind,
            quote=self.clause.quote(self.start, self.end),
            place=self.clause.passage.place(self.start, self.end),
            whole=self.whole.operand() if self.whole else None,
            parts=parts,
            stated=self.stated.operand() if self.stated else None,
            percent=self.percent,
            exhaustive=self.exhaustive,
            sure=self.sure,
            count=self.count,
            spelled=self.spelled,
            label=self.label,
            dates=self.dates,
            places=self.places,
            rule=self.rule,
        )


def value_of(clause: Clause, draft: Draft) -> Decimal:
    """The number a figure contributes to a sum: a ratio's numerator, a percentage, a quantity's value."""
    if draft.kind == "quantity":
        assert draft.value is not None
        return draft.value
    index = draft.numerator if draft.kind == "ratio" else draft.percent
    assert index is not None
    return clause.lexemes[index].value


def ref(clause: Clause, draft: Draft, *, whole: bool = False, label: str | None = None) -> Ref:
    """The number of a figure as an operand; `whole` takes a ratio's denominator."""
    if draft.kind == "ratio":
        index = draft.denominator if whole else draft.numerator
    else:
        index = draft.percent if draft.kind == "percent" else draft.first
    assert index is not None
    value = clause.lexemes[index].value if draft.kind != "quantity" or draft.value is None else draft.value
    return Ref(clause, index, value, draft, label)


def label_before(clause: Clause, start: int, floor: int) -> str | None:
    """The words that name the number at `start`: back to the nearest edge, not before `floor`."""
    begin = floor
    for match in _EDGE.finditer(clause.low, floor, max(floor, start - 1)):
        tail = clause.text[match.end() : start].strip(_TRIM)
        if tail:
            begin = match.end()
    return clause.text[begin:start].strip(_TRIM) or None
