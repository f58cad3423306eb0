"""The searchable PDF: the words where they stand, whatever way the page lies; what the page shows is untouched."""

import io
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import regex
from PIL import Image as Pillow

from document.errors import BrokenFile, OutputError
from document.pages import Cell, Grid, Line, Page, Word
from ocr.searchable import write_searchable

WORDS = (
    Word("Tiếp", (200, 300, 320, 345)), Word("nhận", (340, 300, 470, 345)), Word("1.204/3.351", (490, 302, 760, 345)),
    Word("hồ", (780, 300, 840, 345)), Word("sơ", (860, 305, 920, 345)), Word("-", (940, 320, 955, 326)),
)  # fmt: skip
CELLS = (
    Cell(0, 0, "Đơn vị", words=(Word("Đơn", (200, 600, 290, 640)), Word("vị", (310, 600, 350, 640)))),
    Cell(0, 1, "7", words=(Word("7", (900, 600, 920, 640)),)),
)
SIZE = (1654, 2339)


def _page(rotation: int = 0, number: int = 1, reader: str = "tesseract") -> Page:
    lines = (
        Line(1, " ".join(w.text for w in WORDS), words=WORDS),
        Line(9, "dấu", words=(Word("dấu", (1, 1, 9, 9)),), role="margin"),
    )
    grid = Grid(1, 2, CELLS, (190, 590, 1000, 650), 2, 2)
    return Page(number, *SIZE, "layer" if reader == "layer" else "tesseract", lines, (grid,), rotation=rotation)


def _scan(path: Path, rotation: int = 0, rotate: int = 0, layer: bytes = b"") -> Path:
    """A PDF of one grey page that must be turned clockwise by `rotation` after its own /Rotate to stand upright."""
    upright = Pillow.fromarray(np.full((SIZE[1] // 8, SIZE[0] // 8), 230, np.uint8))
    lying = upright.rotate(rotation + rotate, expand=True)
    across, down = (round(side * 8 * 72 / 200, 2) for side in lying.size)
    pdf = pikepdf.new()
    packed = io.BytesIO()
    lying.save(packed, "JPEG")
    image = pikepdf.Stream(
        pdf, packed.getvalue(), Subtype=pikepdf.Name.Image, Width=lying.size[0], Height=lying.size[1],
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[0, 0, across, down], Rotate=rotate,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image), Font=pikepdf.Dictionary(F1=font)),
        Contents=pdf.make_stream(f"q {across} 0 0 {down} 0 0 cm /Im0 Do Q\n".encode() + layer),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(page))
    pdf.save(path)
    return path


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = str(document[0].get_textpage().get_text_range())
    document.close()
    return text


def _pixels(path: Path) -> bytes:
    document = pypdfium2.PdfDocument(path)
    pixels: bytes = document[0].render(scale=0.5).to_numpy().tobytes()
    document.close()
    return pixels


def _boxes(path: Path) -> dict[str, tuple[float, float, float, float]]:
    """Words of the first page as poppler finds them, in points of the page as its /Rotate shows it."""
    listed = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found = regex.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', listed)
    return {text: (float(a), float(b), float(c), float(d)) for a, b, c, d, text in found}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_stand_where_they_are_printed(tmp_path: Path, rotation: int, rotate: int) -> None:
    source, out = _scan(tmp_path / "scan.pdf", rotation, rotate), tmp_path / "out.pdf"
    write_searchable(source, "application/pdf", [_page(rotation)], out)
    with pikepdf.open(out) as pdf:  # shown upright, so that the boxes can be compared
        pdf.pages[0].rotate(rotation, relative=True)
        pdf.save(tmp_path / "upright.pdf")
    boxes = _boxes(tmp_path / "upright.pdf")
    for word in (*WORDS, *(w for cell in CELLS for w in cell.words)):
        x0, y0, x1, y1 = (v * 200 / 72 for v in boxes[word.text])
        assert abs(x0 - word.bbox[0]) < 4
        assert abs(x1 - word.bbox[2]) < 4
        assert y0 - 4 < (word.bbox[1] + word.bbox[3]) / 2 < y1 + 4
    assert "dấu" not in boxes


def test_vietnamese_is_copied_as_it_was_read(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    write_searchable(_scan(tmp_path / "scan.pdf"), "application/pdf", [_page()], out)
    lines = [line.strip() for line in _text(out).splitlines()]
    assert lines[0] == "Tiếp nhận 1.204/3.351 hồ sơ -"
    assert "Đơn vị" in lines[1]


def test_what_the_page_shows_is_untouched_and_the_words_cost_little(tmp_path: Path) -> None:
    source, out = _scan(tmp_path / "scan.pdf"), tmp_path / "out.pdf"
    write_searchable(source, "application/pdf", [_page()], out)
    assert _pixels(out) == _pixels(source)
    with pikepdf.open(source) as before, pikepdf.open(out) as after:
        images = [bytes(pdf.pages[0].resources["/XObject"]["/Im0"].read_raw_bytes()) for pdf in (before, after)]
    assert images[0] == images[1]
    assert out.stat().st_size - source.stat().st_size < 6000


def test_an_old_invisible_layer_gives_way_and_visible_text_stays(tmp_path: Path) -> None:
    layer = b"BT 3 Tr /F1 12 Tf 100 500 Td (old rubbish) Tj ET BT 0 Tr /F1 12 Tf 100 300 Td (printed) Tj ET"
    out = tmp_path / "out.pdf"
    write_searchable(_scan(tmp_path / "scan.pdf", layer=layer), "application/pdf", [_page()], out)
    text = _text(out)
    assert "rubbish" not in text
    assert "printed" in text
    assert "Tiếp nhận" in text


def test_a_page_read_by_its_own_layer_keeps_it_alone(tmp_path: Path) -> None:
    layer = b"BT 3 Tr /F1 12 Tf 100 500 Td (good layer) Tj ET"
    out = tmp_path / "out.pdf"
    write_searchable(_scan(tmp_path / "scan.pdf", layer=layer), "application/pdf", [_page(reader="layer")], out)
    assert _text(out).strip() == "good layer"


@pytest.mark.parametrize(("ending", "media_type"), [("jpg", "image/jpeg"), ("png", "image/png"), ("tif", "image/tiff")])
def test_a_picture_becomes_a_pdf_around_its_pixels(tmp_path: Path, ending: str, media_type: str) -> None:
    source, out = tmp_path / f"scan.{ending}", tmp_path / "out.pdf"
    grain = np.random.default_rng(5).integers(0, 255, (SIZE[1], SIZE[0]), np.uint8)
    Pillow.fromarray(grain).save(source, dpi=(200, 200))
    write_searchable(source, media_type, [_page()], out)
    assert "1.204/3.351" in _text(out)
    with pikepdf.open(out) as pdf, Pillow.open(source) as picture:
        held = pdf.pages[0].resources["/XObject"]["/Im0"]
        assert isinstance(held, pikepdf.Stream)
        assert np.array_equal(np.asarray(pikepdf.PdfImage(held).as_pil_image()), np.asarray(picture))
        assert [round(float(v)) for v in pdf.pages[0].mediabox[2:]] == [595, 842]
        if ending == "jpg":
            assert held.read_raw_bytes() == source.read_bytes()


def test_the_original_is_never_written_over_and_a_broken_file_is_named(tmp_path: Path) -> None:
    source = _scan(tmp_path / "scan.pdf")
    with pytest.raises(OutputError):
        write_searchable(source, "application/pdf", [_page()], source)
    with pytest.raises(OutputError):
        write_searchable(source, "application/pdf", [_page()], tmp_path / "missing" / "out.pdf")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(BrokenFile):
        write_searchable(broken, "application/pdf", [_page()], tmp_path / "out.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.pdf", "scan.pdf"]
