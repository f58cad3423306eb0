"""Find the printed lines of a clean page by its connected pieces of ink.

Tesseract's own layout loses digits that stand alone at the start of a line and page numbers, and mixes columns; here
every piece of ink is given to one line, and each line is cut out without its neighbours' descenders.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.pieces import Labels, connected
from ocr.ranks import median, percentile

_INK = 175
"""Grey below which a pixel of the clean image is ink."""

_TALL = 1.45
"""Height of a capital or a figure over that of "x" in Times."""

_TALLEST = 2.3
"""Height of what one line has over that of "x": a capital with two accents, or touching a descender."""

_NEAR_ROWS = 5.5
"""How far, in letters, the rows are that show a gutter: two single-spaced lines up or down."""

_ROOM = 0.4
"""Heights of a small letter between what stands on its own: spaces between words are wider on paper and narrower ones rare."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of words on one baseline with no wide gap in it, in pixels of the clean image.

    `pieces`: indexes into `Ink.stats`. `body`: top and bottom of its letters without accents and descenders (rough).
    """

    x0: int
    y0: int
    x1: int
    y1: int
    pieces: tuple[int, ...]
    letter: float

    @property
    def middle(self) -> float:
        """Height of its centre."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Ink:
    """The connected pieces of ink of a page.

    `labels`: height x width, the piece at each pixel, 0 for paper. `stats`: one row a piece: x, y, width, height, area.
    `letter`: height of a small letter ("x") in pixels, 0 where there is no text.
    """

    labels: Labels
    stats: Ints
    letter: float


def find_ink(grey: Image) -> Ink:
    """Label the ink and measure the letters."""
    labels, stats = connected(grey < _INK)
    return Ink(labels, stats, letter_height(stats))


def letter_height(stats: Ints) -> float:
    """The commonest height of pieces that can be letters; about that of "x", as most letters are small ones.

    Dust outnumbers the letters on a page of few lines, but never outweighs them: where each piece counts by its square,
    the peak is at small letters or at capitals, and what is lower than half of it is none of either.
    """
    width, height, area = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    possible = (
        (height >= 5) & (height <= 120) & (width >= 3) & (width < 4 * height) & (height < 5 * width) & (area > 12)
    )
    if int(possible.sum()) < 8:
        return 0.0
    counts = np.bincount(height[possible], minlength=124).astype(np.float64)
    heaviest = int(np.convolve(counts * np.arange(124.0) ** 2, [0.5, 1.0, 0.5], mode="same").argmax())
    counts[: round(0.45 * heaviest)] = 0.0
    smooth = np.convolve(counts, [0.5, 1.0, 0.5], mode="same")
    peak = int(smooth.argmax())
    near = np.arange(max(0, peak - 1), peak + 2)
    return float((near * counts[near]).sum() / max(1.0, counts[near].sum()))


def _letters(ink: Ink) -> NDArray[np.bool_]:
    """Which pieces are bodies of letters: neither accents, dots and specks, nor rules, frames and smears."""
    x = ink.letter
    width, height = ink.stats[:, 2], ink.stats[:, 3]
    body = (height >= 0.62 * x) & (height <= 3.2 * x) & (width <= 12 * x) & (width >= 0.08 * x)
    body[0] = False
    return np.asarray(body, dtype=np.bool_)


def find_strips(ink: Ink) -> list[Strip]:
    """Strips of text, from top to bottom. Wide gaps divide: a row of two columns is two strips."""
    if ink.letter <= 0:
        return []
    x = ink.letter
    body = np.nonzero(_letters(ink))[0]
    # Chains are much coarser than pixels: they are joined at half the size.
    canvas = np.zeros([side // 2 + 1 for side in ink.labels.shape], dtype=np.uint8)
    reach = round(1.35 * x)
    body = body[np.argsort(ink.stats[body, 3] > _TALLEST * x, kind="stable")]  # the tallest pieces last
    left, top, width, height = ink.stats[body, :4].T
    middle, half = top + height // 2, np.maximum(1, np.rint(0.42 * np.minimum(height, x)).astype(np.int64))
    rows = np.stack([np.maximum(0, middle - half) // 2, (middle + half) // 2 + 1], axis=1).tolist()
    columns = np.stack([np.maximum(0, left - reach) // 2, (left + width + reach) // 2], axis=1).tolist()
    short = int((height <= _TALLEST * x).sum())
    chained: list[int] = []
    for at, ((first, last), (start, end)) in enumerate(zip(rows, columns, strict=True)):
        if at >= short and _bridges(
            canvas[top[at] // 2 : (top[at] + height[at]) // 2, left[at] // 2 : (left[at] + width[at]) // 2]
        ):
            continue
        canvas[first:last, start:end] = 1
        chained.append(at)
    chains, _ = connected(canvas)
    groups: dict[int, list[int]] = {}
    chain, numbers = chains[middle // 2, (left + width // 2) // 2].tolist(), body.tolist()
    for at in chained:
        groups.setdefault(chain[at], []).append(numbers[at])
    strips = [_strip(ink, pieces) for pieces in groups.values()]
    return _rejoined(ink, _with_small_pieces(ink, _joined(_divided(ink, strips), x), body))


def _bridges(place: Image) -> bool:
    """Whether a tall piece runs from one line to another: the tick of a pen, and what it touches."""
    rows = np.concatenate([[False], place.any(axis=1)])
    return int(np.count_nonzero(rows[1:] & ~rows[:-1])) > 1


def _strip(ink: Ink, pieces: list[int]) -> Strip:
    rows = ink.stats[pieces]
    x0, y0 = int(rows[:, 0].min()), int(rows[:, 1].min())
    x1, y1 = int((rows[:, 0] + rows[:, 2]).max()), int((rows[:, 1] + rows[:, 3]).max())
    return Strip(x0, y0, x1, y1, tuple(pieces), median(rows[:, 3]))


def _gaps(ink: Ink, strip: Strip, least: float) -> list[tuple[float, float]]:
    """White stretches between the letters of a strip, at least `least` wide."""
    rows = ink.stats[list(strip.pieces)]
    rows = rows[np.argsort(rows[:, 0])]
    reach = np.maximum.accumulate(rows[:, 0] + rows[:, 2])
    wide = np.nonzero(rows[1:, 0] - reach[:-1] >= least)[0]
    return [(float(reach[i]), float(rows[i + 1, 0])) for i in wide]


def _divided(ink: Ink, strips: list[Strip]) -> list[Strip]:
    """Strips that run over the gutter of a letterhead cut there: the rows near by show where it is."""
    x = ink.letter
    found: list[Strip] = []
    for strip in strips:
        gaps = _gaps(ink, strip, 1.25 * x)
        near = [s for s in strips if gaps and s is not strip and abs(s.middle - strip.middle) < _NEAR_ROWS * x]
        parts = [strip]
        for left, right in gaps:
            middle = (left + right) / 2
            before = [s for s in near if s.x1 <= middle + 0.3 * x and s.x1 > strip.x0]
            after = [s for s in near if s.x0 >= middle - 0.3 * x and s.x0 < strip.x1]
            if before and after and not any(s.x0 < middle - x and s.x1 > middle + x for s in near):
                whole = parts.pop()
                rows = ink.stats[list(whole.pieces)]
                ends = rows[:, 0] + rows[:, 2] / 2 < middle
                for side in (ends, ~ends):
                    parts.append(_strip(ink, [p for p, here in zip(whole.pieces, side, strict=True) if here]))
        found += parts
    return found


def _core(ink: Ink, strip: Strip) -> tuple[float, float]:
    """Median top and bottom of the letters."""
    rows = ink.stats[list(strip.pieces)]
    return median(rows[:, 1]), median(rows[:, 1] + rows[:, 3])


def _joined(strips: list[Strip], x: float) -> list[Strip]:
    """Strips in rough reading order."""
    return sorted(strips, key=lambda s: (round(s.middle / (1.2 * x)), s.x0))


def _with_small_pieces(ink: Ink, strips: list[Strip], body: NDArray[np.int64]) -> list[Strip]:
    """Give accents, dots, commas, dashes and raised marks to the strip they belong to; leave specks and rules alone."""
    if not strips:
        return []
    x = ink.letter
    taken = np.zeros(len(ink.stats), dtype=np.bool_)
    taken[body] = True
    taken[0] = True
    stats = ink.stats
    small = np.nonzero(~taken & (stats[:, 3] <= 1.6 * x) & (stats[:, 2] <= 3.5 * x))[0]
    speck = max(3.0, 0.012 * x * x)
    cores = np.array([(*_core(ink, s), s.x0, s.x1) for s in strips])
    left, top, width, height, area = (column[:, None] for column in stats[small].T)
    across = left + width / 2
    gap = np.maximum(np.maximum(cores[:, 2] - across, across - cores[:, 3]), 0)
    above = np.maximum(cores[:, 0] - (top + height), 0)
    below = np.maximum(top - cores[:, 1], 0)
    cost = above + 1.5 * below + 0.5 * gap
    # Dust is told from a thin stroke's broken end by where it lies: among the letters or apart from them.
    cost[(area < speck) & ((above > 0) | (below > 0) | (gap > 0))] = np.inf
    cost[(gap > 1.6 * x) | (above > 1.1 * x) | (below > 0.6 * x)] = np.inf
    extra: list[list[int]] = [[] for _ in strips]
    best = cost.argmin(axis=1)
    for index, strip, own in zip(small.tolist(), best.tolist(), np.isfinite(cost.min(axis=1)).tolist(), strict=True):
        if own:
            extra[strip].append(index)
    return [
        Strip(*_extent(ink, [*s.pieces, *more]), (*s.pieces, *more), s.letter) if more else s
        for s, more in zip(strips, extra, strict=True)
    ]


def _rejoined(ink: Ink, strips: list[Strip]) -> list[Strip]:
    """One strip of those that a sign between words joins ("1/3 = 33%"): an equals sign is two dashes, no letter, and may go to both."""
    x = ink.letter
    found: list[Strip] = []
    for strip in strips:
        before = next(
            (s for s in found if _meet(s, strip, x) and abs(_core(ink, s)[1] - _core(ink, strip)[1]) < 0.4 * x), None
        )
        if before is None:
            found.append(strip)
            continue
        pieces = (*before.pieces, *strip.pieces)
        letter = max(before, strip, key=lambda s: s.x1 - s.x0).letter
        found[found.index(before)] = Strip(*_extent(ink, list(pieces)), pieces, letter)
    return found


def _meet(one: Strip, other: Strip, x: float) -> bool:
    """Whether two strips of a row leave no room for a space between them."""
    if one.y1 <= other.y0 or other.y1 <= one.y0:
        return False
    high = min(one.y1, other.y1) - max(one.y0, other.y0) >= 0.6 * min(one.y1 - one.y0, other.y1 - other.y0)
    return high and max(one.x0, other.x0) - min(one.x1, other.x1) < _ROOM * x


def _extent(ink: Ink, pieces: list[int]) -> tuple[int, int, int, int]:
    """The box around pieces larger than dust."""
    rows = ink.stats[pieces]
    large = rows[rows[:, 4] >= max(3.0, 0.012 * ink.letter**2)]
    rows = large if len(large) else rows
    return (
        int(rows[:, 0].min()),
        int(rows[:, 1].min()),
        int((rows[:, 0] + rows[:, 2]).max()),
        int((rows[:, 1] + rows[:, 3]).max()),
    )


def uprightness(ink: Ink, strips: list[Strip]) -> float:
    """The share of accents and ascenders among all that rises above or hangs below the letters, 0..1; 0.5 where unknown.

    Vietnamese print has three times as much above its letters as below: about 0.75 upright, 0.25 upside down.
    """
    above = below = 0.0
    for strip in strips:
        if len(strip.pieces) < 6:
            continue
        top, bottom = _core(ink, strip)
        rows = ink.stats[list(strip.pieces)]
        over = top - rows[:, 1]
        under = rows[:, 1] + rows[:, 3] - bottom
        above += float(((over > 0.25 * strip.letter) & (under < 0.15 * strip.letter)).sum())
        below += float(((under > 0.15 * strip.letter) & (over < 0.25 * strip.letter)).sum())
    return above / (above + below) if above + below >= 20 else 0.5


def without(ink: Ink, strip: Strip, pieces: Sequence[int]) -> Strip:
    """The strip less some of its pieces; as it was where nothing would be left."""
    rest = tuple(piece for piece in strip.pieces if piece not in pieces)
    return Strip(*_extent(ink, list(rest)), rest, strip.letter) if rest else strip


def small_letter(ink: Ink, strip: Strip, text: str) -> float:
    """The height of the strip's small letters in pixels, for lines of capitals or figures too, by what they say."""
    rows = ink.stats[list(strip.pieces)]
    heights = rows[rows[:, 3] >= 0.6 * strip.letter, 3].astype(np.float64)
    letters = [c for c in text if c.isalnum()]
    tall = sum(c.isupper() or c.isdigit() for c in letters)
    if 2 * tall > len(letters):
        return median(heights) / _TALL
    return percentile(heights, 30)
