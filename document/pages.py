"""What a reader makes of a page: words with boxes, lines, ruled tables."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from document.places import BBox

Image = NDArray[np.uint8]
"""Height x width x 3 (RGB) or height x width (grey), 0..255."""

Reader = Literal["text", "layer", "tesseract", "none"]
LineRole = Literal["body", "page_number", "running_head", "footnote", "margin"]
"""`margin`: seals, stamps and other print that is no part of the running text."""


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word.

    `confidence` is 0..1. `readings` holds what the readers said, best first, where they differ: the
    first is `text` itself; empty where there was one reading or all agreed.
    """

    text: str
    bbox: BBox
    confidence: float = 1.0
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, in reading order. `number` counts from 1: in the file for text input, in the page otherwise.

    `words` is empty for text input; otherwise `text` is the words joined with single spaces.
    `size` is the height of the letters in pixels (0 where unknown); `bold` and `italic` where the source tells.
    """

    number: int
    text: str
    bbox: BBox | None = None
    words: tuple[Word, ...] = ()
    role: LineRole = "body"
    size: float = 0.0
    bold: bool | None = None
    italic: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table: its top left grid position, how many rows and columns it spans, its words."""

    row: int
    column: int
    text: str
    bbox: BBox | None = None
    row_span: int = 1
    column_span: int = 1
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands on one page. Cells are in row order; merged cells appear once, with their spans.

    `line`, `last_line`: a grid takes the place of the lines it covers; those are in `Page.lines` no more, but
    each of its rows has a line number of its own, counted on with the lines of the page from `line`.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    bbox: BBox | None
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page after reading. `width` and `height` are the pixels that all boxes refer to (points for text: 0).

    `reader` is the way it was read; "none" where it could not be read, with the reason in `fault`.
    `rotation` (quarter turns clockwise, degrees) and `skew` (degrees) are what was undone before reading; boxes
    refer to the page as shown upright, that is after the quarter turns but before the deskew.
    """

    number: int
    width: int
    height: int
    reader: Reader
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    dpi: float = 0.0
    notes: tuple[str, ...] = ()
    fault: str | None = None
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class LayerChar:
    """One character of a PDF's text layer: its box in points (origin top left), its font's name and size in points.

    `invisible`: not seen on the page: drawn in no colour, as OCR programs lay text under a scan, in the colour of the
    paper, under a picture, or too small to be read. `turn`: the quarter turns clockwise, in degrees, that stand it
    upright; None where it stands askew. "\\ufffd" is a letter whose code the file's fonts give no meaning.
    """

    text: str
    bbox_pt: BBox
    font: str
    size_pt: float
    invisible: bool = False
    turn: int | None = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One ruled line of a PDF page in points, origin top left; x0 <= x1, y0 <= y1."""

    x0_pt: float
    y0_pt: float
    x1_pt: float
    y1_pt: float


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a PDF page says about itself: its characters in file order and its ruled lines.

    `stamps`: where digital signatures show who signed when (boxes in points); their words are not among the characters.
    """

    chars: tuple[LayerChar, ...]
    rules: tuple[Rule, ...] = ()
    stamps: tuple[BBox, ...] = ()


class PageSource(Protocol):
    """A page before reading; made by `ingest`, consumed by `ocr`. Opening it anew in another process must be cheap."""

    @property
    def number(self) -> int:
        """From 1."""
        ...

    @property
    def text(self) -> str | None:
        """The characters of a text file's page; None for anything with an image."""
        ...

    @property
    def first_line(self) -> int:
        """Number of the first line of `text` in its file (1 for everything else)."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the file holds that no page shows, told in Vietnamese on its first page; empty for most."""
        ...

    @property
    def native_dpi(self) -> float:
        """Resolution of the page's scanned image; 0 where the page is drawn (digital) or of unknown size."""
        ...

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height of the page as shown, in points; zeros for a text file."""
        ...

    def layer(self) -> TextLayer | None:
        """The text layer, or None where there is none."""
        ...

    def image(self, dpi: float) -> Image:
        """The page as shown, rendered (or resampled) at `dpi`: RGB, or grey (height x width) where nothing on it is coloured.

        Raises `BaocaoError` kinds for a broken page.
        """
        ...
