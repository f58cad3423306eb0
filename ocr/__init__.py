"""Read a page: judge its text layer, or clean its image and recognise it; grids of ruled tables; words with boxes.

`read_page(source, settings)` is the door. Boxes are pixels of the page as shown upright (`Page.rotation` undone, skew
and perspective not) at `Page.dpi`.
"""

from ocr.page import read_page, read_text
from ocr.settings import ReaderSettings

__all__ = ["ReaderSettings", "read_page", "read_text"]
