"""Pictures of the page: what an auditor sees beside a finding."""

import io
from collections.abc import Iterable

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from document.errors import BaocaoError
from document.pages import Page
from document.places import BBox
from ingest import SourceFile

MARGIN = 0.035
"""White space around a box, as a part of the page's width."""
WIDEST = 1400
"""Pixels; a wider crop is scaled down."""
MARK = (214, 40, 40)


def page_picture(file: SourceFile, page: Page) -> Pictures.Image | None:
    """The original page upright, in the pixels that boxes refer to; None where it has no image or cannot be shown."""
    if page.width == 0 or page.fault is not None:
        return None
    try:
        image = file.page(page.number).image(page.dpi)
    except BaocaoError:
        return None
    upright = np.rot90(image, -(page.rotation // 90)) if page.rotation else image
    picture = Pictures.fromarray(np.ascontiguousarray(upright)).convert("RGB")
    if picture.size != (page.width, page.height):
        picture = picture.resize((page.width, page.height))
    return picture


def crop(picture: Pictures.Image, bbox: BBox) -> bytes:
    """JPEG of the page's full width around `bbox` (pixels), the box framed."""
    margin = picture.width * MARGIN
    top, bottom = max(0, bbox[1] - margin), min(picture.height, bbox[3] + margin)
    strip = picture.crop((0, int(top), picture.width, int(bottom))).copy()
    frame = (bbox[0] - 4, bbox[1] - top - 4, bbox[2] + 4, bbox[3] - top + 4)
    ImageDraw.Draw(strip).rectangle(frame, outline=MARK, width=3)
    if strip.width > WIDEST:
        strip = strip.resize((WIDEST, max(1, round(strip.height * WIDEST / strip.width))))
    buffer = io.BytesIO()
    strip.save(buffer, "JPEG", quality=72, optimize=True)
    return buffer.getvalue()


def crops(file: SourceFile, pages: Iterable[Page], wanted: dict[str, tuple[int, BBox]]) -> dict[str, bytes]:
    """For every wanted id its crop as JPEG; ids whose page cannot be shown are left out. One page is open at a time."""
    found: dict[str, bytes] = {}
    for page in pages:
        here = {key: bbox for key, (number, bbox) in wanted.items() if number == page.number}
        picture = page_picture(file, page) if here else None
        if picture is not None:
            found |= {key: crop(picture, bbox) for key, bbox in here.items()}
    return found
