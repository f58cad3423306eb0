"""Where something stands on paper."""

from dataclasses import dataclass

BBox = tuple[float, float, float, float]
"""x0, y0, x1, y1 in pixels of the page image as `Page.width` and `Page.height` measure it; y grows downwards."""


@dataclass(frozen=True, slots=True)
class Place:
    """One spot of a report: the page (from 1), the line (from 1) and, where a page image exists, the box."""

    page: int
    line: int
    bbox: BBox | None = None


def union(boxes: "list[BBox]") -> BBox | None:
    """The smallest box around all of `boxes`, or None where there are none."""
    if not boxes:
        return None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
