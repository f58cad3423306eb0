"""The map from a PDF page's own coordinates to the page as shown."""

import ctypes
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from document.places import BBox


@dataclass(frozen=True, slots=True)
class Frame:
    """The map from a page's own coordinates to points of the page as shown, origin top left."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Frame":
        """The map of `page`, its /Rotate and boxes included."""
        width, height = page.get_size()
        scale = 1000.0
        x, y = ctypes.c_int(), ctypes.c_int()

        def device(px: float, py: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(page, 0, 0, round(width * scale), round(height * scale), 0, px, py, x, y)
            return x.value / scale, y.value / scale

        (x0, y0), (x1, y1), (x2, y2) = device(0, 0), device(100, 0), device(0, 100)
        return cls((x1 - x0) / 100, (y1 - y0) / 100, (x2 - x0) / 100, (y2 - y0) / 100, x0, y0)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the page's own coordinates as it is seen, y downwards."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is seen."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """A box as it is seen."""
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
