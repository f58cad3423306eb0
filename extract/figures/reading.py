"""The way in: passages of a report become figures, relations and number tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from document.figures import Figure, Relation
from document.report import Letterhead, Token
from extract.passages import Passage


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """text[start:end] names something; labels are the finder's: "ORG", "LOC" (places), others are ignored."""

    start: int
    end: int
    label: Literal["ORG", "LOC"] | str


class EntityFinder(Protocol):
    """Finds organisations and places where the rules find none (a trained pipeline)."""

    def find(self, text: str) -> Sequence[EntitySpan]:
        """The named entities of one text, in order."""
        ...


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
) -> FigureReading:
    """Read every figure of the running text.

    `sections` maps a section path to its title (organisations and dates are inherited from headings); `letterhead`
    gives the issuer and the report's own date. Ids are "f1", "f2", … and "r1", "r2", … in reading order.
    """
    del passages, sections, letterhead, finder
    return FigureReading((), (), ())
