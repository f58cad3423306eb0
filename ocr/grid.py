"""Tables of a page: found by their ruled lines, read cell by cell.

The way of a scan:   `find_grids(image)` -> geometries;   `read_grid(geometry, image, recognise, ...)` -> `Grid`.
The way of a layer:  `layer_grids(layer.rules, scale)` -> geometries;   `read_layer_grid(geometry, chars, scale, words_of)` -> `Grid`.
"""

from collections.abc import Callable

from document.pages import Grid, Image, LayerChar, Rule, Word
from ocr.grid_geometry import Geometry
from ocr.second import SecondReader

Recognise = Callable[[Image, int], tuple[Word, ...]]
"""recognise(image, psm): the words Tesseract reads on `image` in the page segmentation mode `psm`; boxes in its pixels."""
WordsOf = Callable[[tuple[LayerChar, ...]], tuple[Word, ...]]
"""words_of(chars): the words that characters of a text layer make, boxes in pixels."""


def find_grids(image: Image) -> tuple[Geometry, ...]:
    """The ruled tables of a cleaned, deskewed page (grey or RGB, any resolution), from top to bottom.

    Underlines, the short rules of a letterhead, boxes of one cell and frames around the page are no tables.
    """
    raise NotImplementedError


def read_grid(
    geometry: Geometry, image: Image, recognise: Recognise, second: SecondReader | None = None, line: int = 1
) -> Grid:
    """Read the cells of `geometry` on `image`, the one it was found on.

    The figures are read twice where `second` is given; cells that Tesseract leaves empty are then read by it alone.
    `line` is the number of the grid's first row among the lines of its page. Words keep the pixels of `image`.
    """
    raise NotImplementedError


def layer_grids(rules: tuple[Rule, ...], scale: float) -> tuple[Geometry, ...]:
    """The ruled tables of a digital page. `scale` is pixels a point."""
    raise NotImplementedError


def read_layer_grid(
    geometry: Geometry, chars: tuple[LayerChar, ...], scale: float, words_of: WordsOf, line: int = 1
) -> Grid:
    """Fill the cells of `geometry` with the characters whose middle they hold."""
    raise NotImplementedError
