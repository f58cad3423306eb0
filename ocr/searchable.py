"""The searchable PDF of a scan: the original pages as they are, the words that were read laid over them unseen.

A PDF keeps its pages: a page that was read by its own text layer is left alone; one that was read by its image is given
invisible text (text render mode 3), and loses invisible text of an older recognition, which was not believed. A picture
file becomes a PDF around the same pixels (see `ocr.album`).
"""

import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pikepdf
from pikepdf import Array, Dictionary, Name

from document.errors import BrokenFile, OutputError
from document.pages import Cell, Line, Page, Word
from document.reasons import reason
from ocr.album import around_pictures
from ocr.glyphless import WIDTH, font
from ocr.plain import in_order

Command = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

_FONT = "/BaocaoF0"
_INVISIBLE = 3
_SAME_TYPE = 0.25
"""Lines whose letters' heights differ by less than this part are set in one size."""
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_LARGEST = 32 << 20
"""Bytes of drawing commands that are looked through for invisible text."""
_DEEPEST = 50
_DAMAGE = (pikepdf.PdfError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RuntimeError)
"""What pikepdf raises on pages that are not what they should be."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words on one baseline, from left to right: y = `base` + `slope` * x, pixels. `size`: height of the type."""

    words: tuple[Word, ...]
    size: float
    base: float
    slope: float


def write_searchable(
    source: Path, media_type: str, pages: Iterable[Page], out: Path, frames: Sequence[int] = (0,)
) -> tuple[int, ...]:
    """Write the searchable PDF of `source` (a PDF or a picture), whose pages were read as `pages`, to `out`.

    `pages` come in any order and one at a time: only what is laid of each is kept. `frames` of a picture file are its
    pages. Returns the numbers of the pages that no words could be laid on, though some were read.
    Raises `BrokenFile` where the file cannot be opened for this, `OutputError` where `out` cannot be written.
    """
    if out.exists() and out.samefile(source):
        raise OutputError(name=out, why="trùng với tệp gốc")
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    with ExitStack() as opened:
        try:
            if media_type == "application/pdf":
                pdf = opened.enter_context(pikepdf.open(source))
            else:
                pdf = around_pictures(source, frames, opened)
            count = len(pdf.pages)  # walks the tree of pages, which may be damaged
        except (pikepdf.PdfError, OSError, RuntimeError) as error:
            raise BrokenFile(name=source.name) from error
        bare = _laid(pdf, (page for page in pages if page.number <= count))
        try:
            # What is packed stays as it is packed: the pictures keep their bytes.
            pdf.save(
                fresh,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
            fresh.replace(out)
        except OSError as error:
            raise OutputError(name=out, why=reason(error)) from error
        except (pikepdf.PdfError, RuntimeError) as error:
            raise BrokenFile(name=source.name) from error
        finally:
            fresh.unlink(missing_ok=True)
    return bare


def _laid(pdf: pikepdf.Pdf, pages: Iterable[Page]) -> tuple[int, ...]:
    """Lay the words of the pages that were read by their images over the pages of `pdf`; the numbers of those that failed."""
    shared: pikepdf.Object | None = None
    bare = []
    for page in pages:
        if page.reader == "tesseract":
            shared = shared or font(pdf)
            try:
                _lay(pdf, page, shared)
            except _DAMAGE:
                bare.append(page.number)
    return tuple(sorted(bare))


def _lay(pdf: pikepdf.Pdf, page: Page, shared: pikepdf.Object) -> None:
    target = pdf.pages[page.number - 1]
    text = page_text(page, _to_user_space(page, target))
    if not isinstance(_inherited(target, "/Resources"), Dictionary):
        target.obj.Resources = Dictionary()
    _without_invisible(pdf, target)
    if not text:
        return
    name = target.add_resource(shared, Name.Font, Name(_FONT), replace_existing=False)
    # The page's own drawing may leave its state changed: it is set apart.
    target.contents_add(b"q\n", prepend=True)
    target.contents_add(b"\nQ\n" + text.replace(_FONT.encode(), str(name).encode()))


def page_text(page: Page, to_user_space: Sequence[float]) -> bytes:
    """The content stream that sets the words of `page`; `to_user_space` maps pixels, y upwards, to the PDF's own units."""
    runs = list(_runs(page))
    if not runs:
        return b""
    usual = median(run.size for run in runs)
    # Lines of one type differ by their letters; where sizes jump, readers see a new paragraph.
    even = [replace(run, size=usual) if abs(run.size - usual) < _SAME_TYPE * usual else run for run in runs]
    drawn = [b"".join(_shown(run, page.height)) for run in even]
    matrix = " ".join(f"{value:.6g}" for value in to_user_space)
    return f"q {matrix} cm BT {_INVISIBLE} Tr\n".encode("ascii") + b"".join(drawn) + b"ET Q\n"


def _to_user_space(page: Page, target: pikepdf.Page) -> tuple[float, ...]:
    """From pixels of the upright page (origin bottom left, y upwards) to the page's own units, its turns undone."""
    left, bottom, right, top = (float(v) for v in target.cropbox)
    width, height = right - left, top - bottom
    turned = _inherited(target, "/Rotate")
    match (page.rotation + (int(turned) if isinstance(turned, int) else 0)) % 360:
        case 90:
            origin, along, up = (right, bottom), (0.0, height), (-width, 0.0)
        case 180:
            origin, along, up = (right, top), (-width, 0.0), (0.0, -height)
        case 270:
            origin, along, up = (left, top), (0.0, -height), (width, 0.0)
        case _:
            origin, along, up = (left, bottom), (width, 0.0), (0.0, height)
    return (along[0] / page.width, along[1] / page.width, up[0] / page.height, up[1] / page.height, *origin)


def _inherited(target: pikepdf.Page, key: str) -> object:
    """An attribute of a page or of the nearest branch of the page tree over it (ISO 32000-1, 7.7.3.4)."""
    node: object = target.obj
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _runs(page: Page) -> Iterator[_Run]:
    """The lines of the page in reading order, the cells of its tables row by row."""
    for part in in_order(page):
        if isinstance(part, Line):
            if part.role != "margin" and part.words:
                yield _run(part.words)
            continue
        for cell in sorted(part.cells, key=lambda cell: (cell.row, cell.column)):
            yield from (_run(words) for words in _cell_lines(cell))


def _cell_lines(cell: Cell) -> list[tuple[Word, ...]]:
    lines: list[list[Word]] = []
    for word in cell.words:
        last = lines[-1][-1] if lines else None
        middle = (word.bbox[1] + word.bbox[3]) / 2
        if last is not None and word.bbox[0] >= last.bbox[0] and last.bbox[1] < middle < last.bbox[3]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(line) for line in lines]


def _run(words: tuple[Word, ...]) -> _Run:
    """Words on their common baseline, on which the words without descenders end."""
    size = max(4.0, median(word.bbox[3] - word.bbox[1] for word in words))
    slope = _slope(words, size)
    feet = sorted(word.bbox[3] - slope * (word.bbox[0] + word.bbox[2]) / 2 for word in words)
    return _Run(words, size, feet[len(feet) // 3], slope)


def _slope(words: Sequence[Word], size: float) -> float:
    if len(words) < 6:
        return 0.0
    half = len(words) // 2
    sides = (words[:half], words[-half:])
    (xa, ya), (xb, yb) = (
        (median(w.bbox[0] + w.bbox[2] for w in side) / 2, median(w.bbox[1] + w.bbox[3] for w in side) / 2)
        for side in sides
    )
    slope = (yb - ya) / max(size, xb - xa)
    return slope if abs(slope) < 0.1 else 0.0


def _shown(run: _Run, height: int) -> Iterator[bytes]:
    """The operators that set a run: each word as wide as it is printed, with the space after it.

    PDFium loses pieces of one letter: the space keeps those.
    """
    yield f"{_FONT} {run.size:.1f} Tf\n".encode("ascii")
    for word in run.words:
        x0, x1 = word.bbox[0], word.bbox[2]
        codes = "".join(letter for letter in word.text if ord(letter) < 0x10000).encode("utf-16-be")
        if codes:
            base = height - run.base - run.slope * (x0 + x1) / 2
            stretch = 100 * max(x1 - x0, 1.0) / (len(codes) / 2 * WIDTH / 1000 * run.size)
            yield f"1 0 0 1 {x0:.0f} {base:.0f} Tm {stretch:.0f} Tz <{codes.hex()}0020> Tj\n".encode("ascii")


def _without_invisible(pdf: pikepdf.Pdf, target: pikepdf.Page) -> None:
    """Take out text that shows nothing: the layer of an older recognition. Pages without such text keep their bytes."""
    contents = target.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, Array) else [contents]
    if all(isinstance(part, pikepdf.Stream) and _is_small(part) for part in parts):
        kept = _kept(target)
        if kept is not None:
            target.obj["/Contents"] = pdf.make_stream(kept)
    forms = target.resources.get("/XObject")
    for name, form in list(forms.items()) if isinstance(forms, Dictionary) else []:
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == Name.Form and _is_small(form):
            kept = _kept(form)
            if kept is not None:
                fresh = pdf.make_stream(kept)
                for key, value in form.items():
                    if key not in ("/Length", "/Filter", "/DecodeParms"):
                        fresh[key] = value
                target.resources[Name.XObject][name] = fresh


def _is_small(stream: pikepdf.Stream) -> bool:
    """Whether a stream of drawing commands can be looked through: a few bytes may unpack to gigabytes."""
    packed = stream.read_raw_bytes()
    if len(packed) > _LARGEST:
        return False
    if stream.get("/Filter") in (Name.FlateDecode, Array([Name.FlateDecode])):
        unpacking = zlib.decompressobj()
        with suppress(zlib.error):
            unpacking.decompress(packed, _LARGEST)
        return not unpacking.unconsumed_tail
    return True


def _kept(drawn: pikepdf.Page | pikepdf.Stream) -> bytes | None:
    """The drawing commands without those that show nothing; None where there are none of those, or they cannot be told."""
    try:
        commands = pikepdf.parse_content_stream(drawn)
        seen = _visible(commands)
        return pikepdf.unparse_content_stream(seen) if len(seen) < len(commands) else None
    except _DAMAGE:  # drawn by a program of its own grammar: what readers make of it stays as it is
        return None


def _visible(commands: Sequence[Command]) -> list[Command]:
    mode, saved = 0, []
    kept: list[Command] = []
    for command in commands:
        name, operands = str(command.operator), command.operands
        if name == "q":
            saved.append(mode)
        elif name == "Q" and saved:
            mode = saved.pop()
        elif name == "Tr" and len(operands):
            mode = int(operands[0])
        if not (name in _SHOWING and mode == _INVISIBLE):
            kept.append(command)
    return kept
