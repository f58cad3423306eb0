"""What is taken, as what, and what is refused with which words."""

import io
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from document.errors import (
    BaocaoError,
    BrokenFile,
    BrokenPage,
    EmptyFile,
    EncryptedFile,
    FileMissing,
    ForeignFormat,
    TooLarge,
    UnknownFormat,
)
from ingest import Limits, open_source
from ingest.sniff import decode

LIMITS = Limits()


def pdf_bytes(pages: int = 2) -> bytes:
    body = "#pagebreak()\n".join(f"Trang số {n + 1}: 12/34 hồ sơ.\n\n" for n in range(pages))
    return bytes(typst.compile(f'#set page(paper: "a5")\n{body}'.encode()))


def picture_bytes(form: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    stream = io.BytesIO()
    Pillow.new("RGB", size, (250, 250, 250)).save(stream, form, **options)
    return stream.getvalue()


def test_pdf_whatever_its_name() -> None:
    source = open_source(pdf_bytes(), "bao-cao.txt", LIMITS)
    assert (source.media_type, source.page_count) == ("application/pdf", 2)
    layer = source.page(2).layer()
    assert layer is not None
    assert "Trang số 2" in "".join(c.text for c in layer.chars)
    assert source.page(1).native_dpi == 0


@pytest.mark.parametrize(("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_pictures(form: str, media_type: str) -> None:
    source = open_source(picture_bytes(form, dpi=(30, 30)), "x", LIMITS)
    assert source.media_type == media_type
    page = source.page(1)
    assert page.native_dpi == pytest.approx(30, abs=0.1)
    assert page.image(60).shape == (400, 600, 3)


def test_tiff_of_many_pages() -> None:
    stream = io.BytesIO()
    sheets = [Pillow.new("L", (200, 100), 50 * n) for n in range(4)]
    sheets[0].save(stream, "TIFF", save_all=True, append_images=sheets[1:], dpi=(20, 20))
    source = open_source(stream.getvalue(), "x.tif", LIMITS)
    assert source.page_count == 4
    assert [int(page.image(20)[0, 0, 0]) for page in source.each()] == [0, 50, 100, 150]


def test_photo_is_turned_as_its_camera_says() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    source = open_source(picture_bytes("JPEG", (400, 200), exif=exif.tobytes()), "x.jpg", LIMITS)
    page = source.page(1)
    image = page.image(page.native_dpi)
    assert image.shape[:2] == (400, 200)
    assert page.size_pt[0] < page.size_pt[1]


def test_camera_resolution_is_not_believed() -> None:
    page = open_source(picture_bytes("JPEG", (3000, 4000), dpi=(72, 72)), "x.jpg", LIMITS).page(1)
    assert page.size_pt[1] == pytest.approx(297 / 25.4 * 72)


@pytest.mark.parametrize(
    "raw",
    ["Báo cáo 12/34".encode(form) for form in ("utf-8", "utf-16", "utf-8-sig", "utf-16-le", "utf-16-be")],
)
def test_text_in_its_encodings(raw: bytes) -> None:
    source = open_source(raw, "x", LIMITS)
    assert source.media_type == "text/plain"
    assert source.page(1).text == "Báo cáo 12/34"


def test_markdown_and_pages_of_text() -> None:
    source = open_source("# I. Kết quả\na\nb\f\nc\n".encode(), "x.txt", LIMITS)
    assert source.media_type == "text/markdown"
    assert [page.first_line for page in source.each()] == [1, 3]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1))
def test_text_is_always_nfc_and_decoding_is_stable(text: str) -> None:
    once = decode(text.encode())
    assert once is not None
    assert decode(once.encode()) == once.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t ", EmptyFile),
        (b"PK\x03\x04\x14\x00\x00\x00", UnknownFormat),
        (b"\xff\x00\x12abc", UnknownFormat),
        (b"abc \x01\x02", UnknownFormat),
        ("Báo cáo".encode("cp1258"), UnknownFormat),
        (b"%PDF-1.7\nnothing", BrokenFile),
        (picture_bytes("PNG")[:60], BrokenFile),
        (picture_bytes("JPEG")[:200], BrokenFile),
    ],
)
def test_refused(raw: bytes, error: type[BaocaoError]) -> None:
    with pytest.raises(error):
        open_source(raw, "x", LIMITS)


def numbered_pdf(objects: list[str], trailer: str = "") -> bytes:
    """A PDF of these objects, 1 0 R the catalog."""
    raw, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(raw)
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    raw += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return raw.encode("latin-1")


def drawn_pdf(content: str, page: str = "", *more: str) -> bytes:
    """One page with its content stream; `more` are objects from 5 0 R."""
    return numbered_pdf(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R{page}>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            *more,
        ]
    )


def locked_pdf() -> bytes:
    secret = "<" + "5a" * 32 + ">"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        f"<</Filter/Standard/V 1/R 2/O{secret}/U{secret}/P -4>>",
    ]
    return numbered_pdf(objects, "/Encrypt 4 0 R/ID[<aa><aa>]")


def test_encrypted() -> None:
    with pytest.raises(EncryptedFile):
        open_source(locked_pdf(), "x.pdf", LIMITS)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        open_source(tmp_path / "khong-co.pdf", None, LIMITS)


@pytest.mark.parametrize(
    ("raw", "limits", "setting"),
    [
        (b"x" * 100, Limits(max_bytes=99), "BAOCAO_MAX_BYTES"),
        (pdf_bytes(3), Limits(max_pages=2), "BAOCAO_MAX_PAGES"),
        (picture_bytes("PNG"), Limits(max_pixels=59_999), "BAOCAO_MAX_PIXELS"),
    ],
)
def test_too_large_says_what_and_how_to_raise_it(raw: bytes, limits: Limits, setting: str) -> None:
    with pytest.raises(TooLarge) as caught:
        open_source(raw, "x", limits)
    assert setting in caught.value.remedy


def test_a_page_of_too_many_pixels_is_refused_alone() -> None:
    page = open_source(pdf_bytes(), "x", Limits(max_pixels=1000)).page(1)
    with pytest.raises(TooLarge):
        page.image(200)


def test_one_broken_page_does_not_lose_the_others() -> None:
    raw = pdf_bytes(3)
    document = pypdfium2.PdfDocument(raw)
    document.close()
    kids = raw.index(b"/Kids")
    first = raw.index(b"[", kids) + 1
    end = raw.index(b"]", kids)
    names = raw[first:end].split(b"R")
    missing = b" 9999 0 "
    broken = raw[:first] + b"R".join([names[0], missing.ljust(len(names[1])), *names[2:]]) + raw[end:]
    source = open_source(broken, "x.pdf", LIMITS)
    assert source.page_count == 3
    with pytest.raises(BrokenPage):
        source.page(2).image(72)
    assert source.page(1).image(72).shape[2] == 3
    assert source.page(3).layer() is not None


def test_a_page_whose_boxes_have_nothing_in_common_is_broken() -> None:
    page = open_source(drawn_pdf("BT ET", "/CropBox[700 900 800 1000]"), "x.pdf", LIMITS).page(1)
    with pytest.raises(BrokenPage):
        page.image(72)
    with pytest.raises(BrokenPage):
        page.layer()


def test_pages_travel_to_other_processes_by_path(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_bytes())
    packed = pickle.dumps(open_source(path, None, LIMITS))
    assert len(packed) < 2000
    again = pickle.loads(packed)
    assert np.array_equal(again.page(1).image(72), open_source(path, None, LIMITS).page(1).image(72))


def test_what_no_page_shows_is_told_on_the_first() -> None:
    document = pypdfium2.PdfDocument(pdf_bytes(2))
    document.new_attachment("bieu-mau.xlsx").set_data(b"PK")
    kept = io.BytesIO()
    document.save(kept)
    source = open_source(kept.getvalue(), "x.pdf", LIMITS)
    (remark,) = source.page(1).remarks
    assert "1 tệp khác (bieu-mau.xlsx)" in remark
    assert source.page(2).remarks == ()
    assert open_source(pdf_bytes(1), "x.pdf", LIMITS).page(1).remarks == ()


def test_a_file_that_is_pinned_to_a_page_is_told_there() -> None:
    pinned = (
        b"<</Type/Annot/Subtype/FileAttachment/Rect[9 9 29 29]/FS<</Type/Filespec/F(so-lieu.xlsx)/EF<</F 5 0 R>>>>>>"
    )
    raw = drawn_pdf("BT ET", f"/Annots[{pinned.decode()}]", "<</Type/EmbeddedFile/Length 2>>stream\nPK\nendstream")
    (remark,) = open_source(raw, "x.pdf", LIMITS).page(1).remarks
    assert "ghim 1 tệp khác (so-lieu.xlsx) không được đọc" in remark


def test_a_file_cut_off_at_its_end_is_told() -> None:
    whole = pdf_bytes(1)
    assert open_source(whole, "x.pdf", LIMITS).page(1).remarks == ()
    drawn = drawn_pdf("BT ET")
    (remark,) = open_source(drawn[: drawn.rindex(b"startxref")], "x.pdf", LIMITS).page(1).remarks
    assert "không có phần kết thúc" in remark


def test_a_pdf_without_pages_is_not_told_as_locked() -> None:
    """PDFium keeps the error of the file before it."""
    with pytest.raises(EncryptedFile):
        open_source(locked_pdf(), "x.pdf", LIMITS)
    raw = numbered_pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"])
    with pytest.raises(BrokenFile):
        open_source(raw, "x.pdf", LIMITS)


def test_a_packed_pdf_is_no_pdf() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("bao-cao.pdf", pdf_bytes(1))
        packed.writestr("phu-luc.pdf", pdf_bytes(1))
    with pytest.raises(ForeignFormat) as caught:
        open_source(stream.getvalue(), "x.zip", LIMITS)
    assert "tệp nén" in caught.value.message
    assert open_source(b"\r\n" + pdf_bytes(1), "x.pdf", LIMITS).page_count == 1
