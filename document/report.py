"""A report as understood: letterhead, sections, figures, tables, and the numbers nobody understood."""

from dataclasses import dataclass
from typing import Literal

from document.figures import Figure, Relation
from document.pages import Page, Word
from document.places import Place

Kind = Literal["bao_cao", "thong_bao", "ke_hoach", "cong_van", "quyet_dinh", "khac"]


@dataclass(frozen=True, slots=True)
class Period:
    """The reporting period: as written, and its first and last day (ISO) where they can be told."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Head and foot of the letter; a field is None (or empty) where it is not printed."""

    kind: Kind = "khac"
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    period: Period | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str | None = None
    signer_role: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One heading. `path` joins the markers of its ancestors and its own: "II/2/2.6/a". Levels as in the contract."""

    path: str
    marker: str | None
    title: str
    level: int
    place: Place
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as printed, with its place and its words (for crops and second readings).

    `text` is without markup; `source` is the cell of the text file where markup was taken out of it ("<b>136.903</b>").
    """

    text: str
    place: Place
    words: tuple[Word, ...] = ()
    source: str | None = None

    @property
    def as_printed(self) -> str:
        """The string that the JSON shows."""
        return self.text if self.source is None else self.source


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over its pages: header titles (levels joined with " / "), rows of equal length, as printed.

    `numbering` is the row that numbers the columns and may say how they are made ("(3)=(1)+(2)"); () where none is printed.
    """

    id: str
    place: Place
    last_line: int
    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    section: str | None = None
    numbering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A number token of the text and whether something understood it (`role`: figure, date, document, marker, …; None = unread)."""

    quote: str
    place: Place
    role: str | None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything `extract` says about a report. Order of all tuples is reading order."""

    letterhead: Letterhead
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    tables: tuple[Table, ...]
    tokens: tuple[Token, ...]
    pages: tuple[Page, ...]
