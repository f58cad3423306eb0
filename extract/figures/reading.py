"""The way in: passages of a report become figures, relations and number tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from document.figures import Figure, Relation
from document.numerals import Numeral
from document.pages import Word
from document.report import Letterhead, Section, Token
from extract.figures.balances import balances
from extract.figures.bonds import Bond
from extract.figures.breakdowns import breakdowns
from extract.figures.bullets import bulleted
from extract.figures.citations import citations
from extract.figures.clause import Clause, Draft, open_clause
from extract.figures.elsewhere import bind_elsewhere
from extract.figures.entities import EntityFinder, Names
from extract.figures.enumerations import enumerations
from extract.figures.growth import growth
from extract.figures.habits import habit_of
from extract.figures.lists import bind_lists
from extract.figures.pairs import side_by_side
from extract.figures.plain import Counted, named_again, plain_sums
from extract.figures.registry import PATTERNS
from extract.figures.remainders import remainders
from extract.figures.sense import give_sense
from extract.figures.shares import bind_shares
from extract.figures.surroundings import Surroundings
from extract.figures.totals import lend_magnitude, summed_up
from extract.figures.words import spelled
from extract.passages import Passage

_CONTEXT = 40
_DAMAGED = 0.3
_AROUND = " .,;:!()\"'“”"
_NOTE_MARK = regex.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}$|(?<=[%‰]\)?[.,;]?)\d{1,2}$")


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What the grammar read. All tuples are in reading order; every number token printed is in `tokens` once."""

    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    tokens: tuple[Token, ...]


def read_figures(
    passages: Sequence[Passage],
    sections: Mapping[str, str],
    letterhead: Letterhead,
    finder: EntityFinder | None = None,
    headings: Sequence[Section] = (),
) -> FigureReading:
    """Read every figure of the running text.

    `sections` maps a section path to its title (organisations and dates are inherited from headings),
    `headings` tell in their order where a path begins anew; `letterhead`
    gives the issuer and the report's own date. Ids are "f1", "f2", … and "r1", "r2", … in reading order.
    """
    habit = habit_of(p.text for p in passages)
    clauses = [open_clause(passage, habit) for passage in passages]
    for clause in clauses:
        read_clause(clause)
    bonds = bind(clauses)
    around, names = Surroundings(dict(sections), letterhead, {}, list(headings)), Names(finder)
    for clause in clauses:
        around.enter(clause)
        give_sense(clause, around, names)
    names.answer()
    number = 0
    for clause in clauses:
        clause.drafts.sort(key=lambda d: d.start)
        for draft in clause.drafts:
            number += 1
            draft.id = f"f{number}"
    figures = tuple(_figure(clause, draft) for clause in clauses for draft in clause.drafts)
    tokens = tuple(token for clause in clauses for token in _tokens(clause))
    relations = tuple(bond.relation(f"r{at}") for at, bond in enumerate(bonds, 1))
    return FigureReading(figures, relations, tokens)


def bind(clauses: Sequence[Clause]) -> list[Bond]:
    """The statements that bind the figures of each passage, and of lists over passages."""
    found: list[Bond] = []
    counted = Counted()
    for at, clause in enumerate(clauses):
        before = _passage_before(clauses, at)
        clause.drafts.sort(key=lambda d: d.start)
        lend_magnitude(clause)
        own = breakdowns(clause) + summed_up(clause)
        own += plain_sums(clause, own)
        own += named_again(clause, before, own, counted)
        counted.keep(clause)
        own += remainders(clause, before, own) + balances(clause, before, clauses[:at]) + growth(clause)
        over_items = bulleted(clauses, at)
        own += [over_items] if over_items is not None else []
        own += spelled(clause) + enumerations(clauses, at)
        own += bind_shares(clause, own)
        found += sorted(own, key=lambda b: b.start)
    bind_lists(clauses, found)
    found += bind_elsewhere(clauses, found)
    return found + citations(clauses)


def _passage_before(clauses: Sequence[Clause], at: int) -> Clause | None:
    """The passage that `at` may go on from: the one before in its section, over the footnotes of a page."""
    before = next((clauses[n] for n in range(at - 1, -1, -1) if clauses[n].passage.kind != "footnote"), None)
    return before if before is not None and before.passage.section == clauses[at].passage.section else None


def read_clause(clause: Clause) -> None:
    """Try every pattern of the registry at every number, the first that fits wins."""
    if clause.passage.kind in ("letterhead", "signature"):
        return
    for index in range(len(clause.lexemes)):
        if not clause.free(index) or side_by_side(clause, index):
            continue
        for pattern in PATTERNS:
            draft = pattern.read(clause, index)
            if draft is not None:
                clause.add(draft)
                break


def _numeral(clause: Clause, index: int | None, factor: Decimal = Decimal(1)) -> Numeral | None:
    numeral = None if index is None else clause.lexemes[index].numeral
    return numeral if numeral is None or factor == 1 else replace(numeral, value=numeral.value * factor, other=None)


def _figure(clause: Clause, draft: Draft) -> Figure:
    words = clause.passage.words(draft.start, draft.end)
    quote = clause.quote(draft.start, draft.end)
    return Figure(
        id=draft.id,
        kind=draft.kind,
        quote=quote,
        place=clause.passage.place(draft.start, draft.end),
        section=clause.passage.section,
        subject=draft.subject,
        org=draft.org,
        unit=draft.unit,
        as_of=draft.as_of,
        when=draft.when,
        approximate=draft.approximate,
        target=draft.target,
        confidence=_confidence(clause, draft, words),
        readings=_readings(quote, words),
        numerator=_numeral(clause, draft.numerator, draft.factors[0]),
        denominator=_numeral(*(draft.abroad or (clause, draft.denominator)), draft.factors[1]),
        percent=_numeral(clause, draft.percent),
        form=draft.form,
        numeral=draft.numeral,
        value=draft.value,
        bound=draft.bound,
        measured=draft.measured,
        rule=draft.rule,
    )


def _confidence(clause: Clause, draft: Draft, words: Sequence[Word]) -> float:
    """The least confidence of the words that hold its digits; digits repaired from a slip of the scanner count little."""
    certain = min((w.confidence for w in words if any(c.isdigit() for c in w.text)), default=1.0)
    damaged = any(clause.lexemes[n].damaged for n in draft.numbers)
    return min(certain, _DAMAGED) if damaged else certain


def _readings(quote: str, words: Sequence[Word]) -> tuple[str, ...]:
    """The quote with one word read otherwise each time, where the readers of a scan differ on a word with digits."""
    found: list[str] = []
    for word in words:
        for other in word.readings[1:]:
            core, spare = _core(word.text), _core(other)
            if core and spare and core != spare and quote.count(core) == 1:
                found.append(quote.replace(core, spare))
    return tuple(dict.fromkeys(found))


def _core(text: str) -> str:
    """A word without the brackets and points around its digits, nor the mark of a footnote behind its percent sign."""
    return _NOTE_MARK.sub("", text.strip(_AROUND)).strip(_AROUND) if any(c.isdigit() for c in text) else ""


def _tokens(clause: Clause) -> list[Token]:
    found = []
    for index, lexeme in enumerate(clause.lexemes):
        role = lexeme.role or clause.roles.get(index) or ("figure" if index in clause.owner else None)
        context = clause.text[max(0, lexeme.start - _CONTEXT) : lexeme.stop + _CONTEXT]
        place = clause.passage.place(lexeme.start, lexeme.stop)
        found.append(Token(clause.text[lexeme.start : lexeme.end], place, role, context))
    return found
