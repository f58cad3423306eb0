"""What was read as plain text and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from document.pages import Grid, Line, Page


def in_order(page: Page) -> list[Line | Grid]:
    """Lines and grids in reading order."""
    parts: list[tuple[int, Line | Grid]] = [(line.number, line) for line in page.lines]
    parts += [(grid.line, grid) for grid in page.grids]
    return [part for _, part in sorted(parts, key=lambda p: p[0])]


def _grid_lines(grid: Grid) -> list[str]:
    """A line for each row, cells divided by tabs; a merged cell stands in its first place."""
    table = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell.text
    return ["\t".join(row) for row in table]


def page_lines(page: Page) -> list[str]:
    """The page as lines of text in reading order; line n of a page is element n - 1 where it was read from paper."""
    found: list[str] = []
    for part in in_order(page):
        found += [part.text] if isinstance(part, Line) else _grid_lines(part)
    return found


def to_text(pages: Sequence[Page]) -> str:
    """The pages as text, divided by form feeds."""
    return "\f".join("\n".join(page_lines(page)) + "\n" for page in pages)


def to_json(pages: Sequence[Page]) -> str:
    """The pages with their words, boxes and confidences as JSON; fields are those of `document.pages.Page`."""
    return json.dumps({"pages": [asdict(page) for page in pages]}, ensure_ascii=False, indent=1) + "\n"
