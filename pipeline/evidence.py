"""Pictures of the page: what an auditor sees beside a finding."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from document.checks import Check
from document.errors import BaocaoError
from document.pages import Page
from document.places import BBox, Place
from document.report import Report
from ingest import SourceFile

MARGIN = 0.035
"""White space around a box, as a part of the page's width."""
WIDEST = 1400
"""Pixels; a wider crop is scaled down."""
MARK, BESIDE = (214, 40, 40), (31, 111, 139)
"""Colours: of what is stated, and of the other numbers of the same arithmetic."""
MOST_SHOTS = 3
"""Pictures of one finding: where it is stated, and where its other side or what may be wrong stands."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the place that is framed, and other boxes near it that take part."""

    place: Place
    bbox: BBox
    beside: tuple[BBox, ...] = ()


def shots(check: Check, report: Report) -> tuple[Shot, ...]:
    """What to show of a finding: its own place first, then the numbers that it clashes with or that a repair would change."""
    places = {f.id: f.place for f in report.figures}
    cells = {
        f"{table.id}:{r}:{c}": cell.place
        for table in report.tables
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
    }
    own = [check.place, *(cells[name] for name in check.cells if name in cells)]
    mended = [(cells | places).get(s.figure) for s in check.suggestions]
    other = [*(places.get(f) for f in check.figures), *own] if check.kind == "contradiction" else []
    found: list[Shot] = []
    for place in (check.place, *other, *mended):
        if place is None or place.bbox is None or len(found) == MOST_SHOTS:
            continue
        if not any(_shows(shot, place) for shot in found):
            found.append(Shot(place, place.bbox))
    around = [*own, *other, *mended]
    return tuple(replace(shot, beside=tuple(_near(shot, around))) for shot in found)


def _shows(shot: Shot, place: Place) -> bool:
    """Whether the picture, which has the page's full width, holds the place too."""
    if place.page != shot.place.page or place.bbox is None:
        return False
    return shot.bbox[1] <= (place.bbox[1] + place.bbox[3]) / 2 <= shot.bbox[3]


def _near(shot: Shot, places: Sequence[Place | None]) -> Iterator[BBox]:
    for box in dict.fromkeys(p.bbox for p in places if p is not None and p.bbox is not None and _shows(shot, p)):
        if not _overlap(box, shot.bbox):
            yield box


def _overlap(a: BBox, b: BBox) -> bool:
    """Whether the middle of the one lies in the other."""
    return any(p[0] <= (q[0] + q[2]) / 2 <= p[2] and p[1] <= (q[1] + q[3]) / 2 <= p[3] for p, q in ((a, b), (b, a)))


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


def crop(picture: Pictures.Image, shot: Shot) -> bytes:
    """JPEG of the page's full width around the shot's box (pixels), framed; numbers beside it in a thinner frame."""
    margin = picture.width * MARGIN
    top, bottom = max(0, shot.bbox[1] - margin), min(picture.height, shot.bbox[3] + margin)
    strip = picture.crop((0, int(top), picture.width, int(bottom))).copy()
    pen = ImageDraw.Draw(strip)
    for box in shot.beside:
        pen.rectangle((box[0], box[1] - top, box[2], box[3] - top), outline=BESIDE, width=2)
    box = shot.bbox
    pen.rectangle((box[0] - 4, box[1] - top - 4, box[2] + 4, box[3] - top + 4), outline=MARK, width=3)
    if strip.width > WIDEST:
        strip = strip.resize((WIDEST, max(1, round(strip.height * WIDEST / strip.width))))
    buffer = io.BytesIO()
    strip.save(buffer, "JPEG", quality=72, optimize=True)
    return buffer.getvalue()


def crops(
    file: SourceFile, pages: Iterable[Page], wanted: Mapping[str, Sequence[Shot]]
) -> dict[str, list[tuple[Shot, bytes]]]:
    """For every wanted id its shots with their JPEG, in order; those of a page that cannot be shown are left out.

    One page is open at a time.
    """
    made: dict[tuple[str, int], bytes] = {}
    for page in pages:
        here = [(key, n, s) for key, own in wanted.items() for n, s in enumerate(own) if s.place.page == page.number]
        picture = page_picture(file, page) if here else None
        if picture is not None:
            made |= {(key, n): crop(picture, shot) for key, n, shot in here}
    return {key: [(s, made[key, n]) for n, s in enumerate(own) if (key, n) in made] for key, own in wanted.items()}
