"""The straight lines drawn on a PDF page: what borders tables and underlines headings.

Word draws a table's border as filled rectangles half a point thin, LibreOffice as stroked lines, others as rectangles.
"""

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw

from document.places import BBox

ToPage = Callable[[float, float, float, float], BBox]

_THIN_PT = 2.5
_SHORT_PT = 4.0
Point = tuple[float, float]


def _segments(path: pypdfium2.PdfObject) -> Iterator[tuple[list[Point], bool]]:
    """Sub-paths as points in page coordinates with "is closed"; those with curves are left out."""
    matrix = path.get_matrix()
    if path.container is not None:
        matrix = matrix.multiply(path.container.get_matrix())
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = closed = False
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points, closed
            points, curved, closed = [], False, False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points and not curved:
        yield points, closed


def _thin(points: list[Point]) -> tuple[float, float, float, float] | None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = min(xs), min(ys), max(xs), max(ys)
    return box if min(box[2] - box[0], box[3] - box[1]) <= _THIN_PT else None


def _strokes(points: list[Point], closed: bool) -> Iterator[tuple[float, float, float, float]]:
    ends = [*points[1:], points[0]] if closed else points[1:]
    for (xa, ya), (xb, yb) in zip(points, ends, strict=False):
        yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def page_rules(page: pypdfium2.PdfPage, to_page: ToPage) -> list[BBox]:
    """Every horizontal or vertical ruled line longer than a few points, in points of the page as shown."""
    found: list[BBox] = []
    fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        for points, closed in _segments(path):
            whole = _thin(points)
            if whole is not None and (fill.value or stroke.value):
                lines = [whole]
            elif stroke.value:
                lines = list(_strokes(points, closed))
            else:
                lines = []
            for line in lines:
                box = to_page(*line)
                wide, high = box[2] - box[0], box[3] - box[1]
                if max(wide, high) >= _SHORT_PT and min(wide, high) <= _THIN_PT:
                    found.append(box)
    return found
