"""The searchable PDF of a scan: the original pages as they are, the words that were read laid over them unseen.

A PDF keeps its pages: a page that was read by its own text layer is left alone; one that was read by its image is given
invisible text (text render mode 3), and loses invisible text of an older recognition, which was not believed. A picture
file becomes a PDF around the same pixels (a JPEG's bytes are taken over as they are).
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow
from PIL import ImageOps

from document.errors import BrokenFile, OutputError
from document.pages import Cell, Line, Page, Word
from ocr.glyphless import WIDTH, font
from ocr.plain import in_order

Command = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

_FONT = "/BaocaoF0"
_INVISIBLE = 3
_SAME_TYPE = 0.25
"""Lines whose letters' heights differ by less than this part are set in one size."""
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
"""EXIF orientations without mirroring: degrees clockwise to show the picture upright."""
_A4_LONG_INCHES = 297 / 25.4


@dataclass(frozen=True, slots=True)
class _Run:
    """Words on one baseline, from left to right: y = `base` + `slope` * x, pixels. `size`: height of the type."""

    words: tuple[Word, ...]
    size: float
    base: float
    slope: float


def write_searchable(source: Path, media_type: str, pages: Sequence[Page], out: Path) -> None:
    """Write the searchable PDF of `source` (a PDF or a picture), whose pages were read as `pages`, to `out`.

    Raises `BrokenFile` where the file cannot be opened for this, `OutputError` where `out` cannot be written.
    """
    if out.exists() and out.samefile(source):
        raise OutputError(name=out, why="trùng với tệp gốc")
    try:
        pdf = pikepdf.open(source) if media_type == "application/pdf" else _around_pictures(source)
    except (pikepdf.PdfError, OSError) as error:
        raise BrokenFile(name=source.name) from error
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    with pdf:
        _laid(pdf, pages)
        try:
            pdf.save(fresh, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            fresh.replace(out)
        except OSError as error:
            raise OutputError(name=out, why=error.strerror or str(error)) from error
        finally:
            fresh.unlink(missing_ok=True)


def _laid(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> None:
    """Lay the words of the pages that were read by their images over the pages of `pdf`."""
    read = [page for page in pages if page.reader == "tesseract" and page.number <= len(pdf.pages)]
    if not read:
        return
    shared = font(pdf)
    for page in read:
        target = pdf.pages[page.number - 1]
        _without_invisible(pdf, target)
        text = page_text(page, _to_user_space(page, target))
        if not text:
            continue
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
    match (page.rotation + int(target.obj.get("/Rotate", _inherited(target)))) % 360:
        case 90:
            origin, along, up = (right, bottom), (0.0, height), (-width, 0.0)
        case 180:
            origin, along, up = (right, top), (-width, 0.0), (0.0, -height)
        case 270:
            origin, along, up = (left, top), (0.0, -height), (width, 0.0)
        case _:
            origin, along, up = (left, bottom), (width, 0.0), (0.0, height)
    return (along[0] / page.width, along[1] / page.width, up[0] / page.height, up[1] / page.height, *origin)


def _inherited(target: pikepdf.Page) -> int:
    node = target.obj.get("/Parent")
    while node is not None:
        if "/Rotate" in node:
            return int(node["/Rotate"])
        node = node.get("/Parent")
    return 0


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
    try:
        commands = pikepdf.parse_content_stream(target)
    except pikepdf.PdfError:  # drawn by a program of its own grammar: what readers make of it stays as it is
        return
    kept = _visible(commands)
    if len(kept) < len(commands):
        target.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for name, form in list(target.resources.get("/XObject", Dictionary()).items()):
        if form.get("/Subtype") != Name.Form:
            continue
        inner = pikepdf.parse_content_stream(form)
        seen = _visible(inner)
        if len(seen) < len(inner):
            fresh = pdf.make_stream(pikepdf.unparse_content_stream(seen))
            for key, value in form.items():
                if key not in ("/Length", "/Filter", "/DecodeParms"):
                    fresh[key] = value
            target.resources[Name.XObject][name] = fresh


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


def _around_pictures(source: Path) -> pikepdf.Pdf:
    """A PDF of the pictures of an image file, one a page, at the size they state or as A4 sheets."""
    pdf = pikepdf.new()
    with Pillow.open(source) as picture:
        for index in range(getattr(picture, "n_frames", 1)):
            picture.seek(index)
            orientation = picture.getexif().get(0x0112, 1)
            turn = _TURNS.get(orientation)
            shown = picture if turn is not None else ImageOps.exif_transpose(picture)
            stated = float(picture.info.get("dpi", (0.0, 0.0))[0])
            inches = max(shown.size) / stated if stated > 0 else 0.0
            points = 72 * (inches if 5 <= inches <= 24 else _A4_LONG_INCHES) / max(shown.size)
            across, down = (round(side * points, 2) for side in shown.size)
            drawn = f"q {across} 0 0 {down} 0 0 cm /Im0 Do Q".encode("ascii")
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, across, down]),
                Rotate=turn or 0,
                Resources=Dictionary(XObject=Dictionary(Im0=_picture(pdf, shown, source))),
                Contents=pdf.make_stream(drawn),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def _picture(pdf: pikepdf.Pdf, picture: Pillow.Image, source: Path) -> pikepdf.Object:
    """The picture as an image object: a JPEG's own bytes, anything else its pixels, packed without loss."""
    spaces = {"1": (Name.DeviceGray, 1), "L": (Name.DeviceGray, 8), "RGB": (Name.DeviceRGB, 8)}
    facts: dict[str, object] = {"Type": Name.XObject, "Subtype": Name.Image}
    facts |= {"Width": picture.size[0], "Height": picture.size[1]}
    if picture.format == "JPEG" and picture.mode in spaces:
        space, bits = spaces[picture.mode]
        return pikepdf.Stream(pdf, source.read_bytes(), **facts, ColorSpace=space, BitsPerComponent=bits, Filter=Name.DCTDecode)  # fmt: skip
    if picture.mode not in spaces:
        paper = Pillow.new("RGBA", picture.size, (255, 255, 255, 255))
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper.convert("RGB")
    space, bits = spaces[picture.mode]
    return pikepdf.Stream(pdf, picture.tobytes(), **facts, ColorSpace=space, BitsPerComponent=bits)
