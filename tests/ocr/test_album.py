"""Pictures made a PDF of, page for page as they are read; and PDF pages that are not what they should be."""

import io
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow

from document.pages import Line, Page, Word
from ingest import open_source
from ocr.searchable import write_searchable

RAMP = np.full((240, 180, 3), 255, np.uint8)
RAMP[:60, :90] = (200, 30, 40)
RAMP[120:, 30:60] = 90


def pictures() -> dict[str, tuple[str, Pillow.Image, dict[str, object]]]:
    sheet = Pillow.fromarray(RAMP)
    turned = Pillow.Exif()
    turned[0x0112] = 6
    mirrored = Pillow.Exif()
    mirrored[0x0112] = 2
    deep = Pillow.fromarray(np.asarray(sheet.convert("L")).astype(np.uint16) * 257)
    return {
        "inks": ("JPEG", sheet.convert("CMYK"), {}),
        "grey": ("JPEG", sheet.convert("L"), {}),
        "turned photo": ("JPEG", sheet, {"exif": turned.tobytes()}),
        "mirrored photo": ("JPEG", sheet, {"exif": mirrored.tobytes()}),
        "photo with its copy": ("MPO", sheet, {"save_all": True, "append_images": [sheet.rotate(180)]}),
        "turned TIFF": ("TIFF", sheet, {"exif": turned}),
        "16 bits": ("PNG", deep, {}),
        "light": ("TIFF", Pillow.fromarray(np.asarray(sheet.convert("L")).astype(np.float32) / 255), {}),
        "palette": ("PNG", sheet.quantize(16), {}),
        "transparent": ("PNG", sheet.convert("RGBA"), {}),
        "fax": ("TIFF", sheet.resize((864, 572)).convert("1"), {"dpi": (102, 49)}),
    }


@pytest.mark.parametrize("kind", pictures())
def test_the_pdf_shows_what_was_read(tmp_path: Path, kind: str) -> None:
    form, picture, options = pictures()[kind]
    source, out = tmp_path / "x", tmp_path / "out.pdf"
    picture.save(source, form, **options)
    file = open_source(source)
    write_searchable(source, file.media_type, [], out, file.frames())
    made = open_source(out)
    assert made.page_count == file.page_count == 1
    before, after = file.page(1), made.page(1)
    assert after.size_pt == pytest.approx(before.size_pt, abs=0.5)
    expected = before.image(20)
    shown = cv2.resize(after.image(20), (expected.shape[1], expected.shape[0]))
    assert np.abs(np.atleast_3d(shown).astype(int) - expected).mean() < 9
    if form == "JPEG" and kind != "mirrored photo":
        with pikepdf.open(out) as pdf:
            assert pdf.pages[0].resources["/XObject"]["/Im0"].read_raw_bytes() == source.read_bytes()


def test_pages_of_a_tiff_keep_their_numbers(tmp_path: Path) -> None:
    sheets = [Pillow.new("L", (60, 80), 60 * n) for n in range(4)]
    sheets[1].encoderinfo = {"tiffinfo": {254: 1}}  # a thumbnail
    source, out = tmp_path / "x.tif", tmp_path / "out.pdf"
    sheets[0].save(source, save_all=True, append_images=sheets[1:])
    source.write_bytes(source.read_bytes()[:-30])  # the last page's end is lost
    file = open_source(source)
    write_searchable(source, file.media_type, [], out, file.frames())
    made = open_source(out)
    assert made.page_count == file.page_count
    assert [int(made.page(n).image(20)[9, 9]) for n in (1, 2)] == [0, 120]


def _read(number: int) -> Page:
    words = (Word("Tiếp", (200, 300, 320, 345)), Word("nhận", (340, 300, 470, 345)))
    return Page(number, 1654, 2339, "tesseract", (Line(1, "Tiếp nhận", words=words),))


def _damaged(path: Path) -> Path:
    """Pages whose parts are missing or are something else, and a sound one last."""
    pdf = pikepdf.new()
    for _ in range(6):
        pdf.add_blank_page(page_size=(595, 842))
    pages = [page.obj for page in pdf.pages]
    del pages[0].Resources
    pages[1].Resources = 7
    pages[2].Resources = Dictionary(XObject=Dictionary(A=None, B=3, C=Array([])))
    pages[3].Contents = pdf.make_stream(b"BT (((( [<< /A 5 0 R >> 12 R ID EI " + bytes(range(256)))
    pages[4].Contents = pdf.make_stream(b"q " * 20 + b" " * (40 << 20) + b"3 Tr (x) Tj")
    pages[4].Rotate = Name.Ninety
    pdf.save(path)
    return path


def test_damaged_pages_cost_only_their_own_words(tmp_path: Path) -> None:
    source, out = _damaged(tmp_path / "x.pdf"), tmp_path / "out.pdf"
    bare = write_searchable(source, "application/pdf", (_read(n) for n in (6, 2, 3, 1, 4, 5)), out)
    assert len(bare) <= 2
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 6
        streams = (
            [pdf.pages[5].Contents] if not isinstance(pdf.pages[5].Contents, Array) else list(pdf.pages[5].Contents)
        )
        assert b"3 Tr" in b"".join(stream.read_bytes() for stream in streams)
    made = open_source(out)
    assert made.page(6).layer() is not None


def test_pictures_in_a_pdf_keep_the_bytes_they_are_packed_in(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    hexed = RAMP[:, :, 0].tobytes().hex().encode() + b">"
    held = pikepdf.Stream(
        pdf, hexed, Type=Name.XObject, Subtype=Name.Image, Width=180, Height=240, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8, Filter=Name.ASCIIHexDecode,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=held))
    page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    stream = io.BytesIO()
    pdf.save(stream)
    source, out = tmp_path / "x.pdf", tmp_path / "out.pdf"
    source.write_bytes(stream.getvalue())
    write_searchable(source, "application/pdf", [_read(1)], out)
    with pikepdf.open(source) as before, pikepdf.open(out) as after:
        packed = [file.pages[0].resources["/XObject"]["/Im0"].read_raw_bytes() for file in (before, after)]
    assert packed[0] == packed[1]
