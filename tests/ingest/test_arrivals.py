"""What arrives by mistake or damaged: told with what to do, and what can be read of it is read."""

import io
import random
import struct
import zipfile

import numpy as np
import pytest
from PIL import Image as Pillow

from document.errors import BadText, BaocaoError, BrokenFile, BrokenPage, ForeignFormat, UnknownFormat
from ingest import Limits, open_source
from ingest.sniff import decode

LIMITS = Limits()
CORNER = np.full((80, 60, 3), 255, np.uint8)
CORNER[:20, :30] = 0
"""A sheet with its upper left corner black."""


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def saved(form: str, *sheets: Pillow.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": list(sheets[1:])} if len(sheets) > 1 else {}
    sheets[0].save(stream, form, **more, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "what", "how"),
    [
        (packed("[Content_Types].xml", "word/document.xml"), "Word", "PDF"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "Excel", "PDF"),
        (packed("ppt/presentation.xml"), "PowerPoint", "PDF"),
        (packed("bao-cao.pdf"), "tệp nén", "Giải nén"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "Word", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "có mật khẩu", "PDF"),
        (rb"{\rtf1\ansi B\'e1o c\'e1o}", "Word", "PDF"),
        ("\ufeff\n<!DOCTYPE html><html>Báo cáo 12/34</html>".encode(), "HTML", "PDF"),
        (b"<?xml version='1.0'?><a/>", "XML", "báo cáo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "JPEG"),
        (saved("GIF", Pillow.fromarray(CORNER)), "GIF", "PNG"),
        (saved("BMP", Pillow.fromarray(CORNER)), "BMP", "PNG"),
    ],
)
def test_known_kinds_are_named_with_the_way_out(raw: bytes, what: str, how: str) -> None:
    with pytest.raises(ForeignFormat) as caught:
        open_source(raw, "bao-cao.pdf", LIMITS)
    assert what in caught.value.message
    assert how in caught.value.remedy


def test_words_that_begin_like_a_picture_are_text() -> None:
    assert open_source(b"BM 12/34", "x", LIMITS).media_type == "text/plain"
    assert open_source("Tệp %PDF-1.7 hỏng, 12/34 hồ sơ".encode(), "x", LIMITS).media_type == "text/plain"


def test_the_line_of_the_bad_byte_is_told() -> None:
    raw = "Báo cáo\nTiếp nhận 12/34 hồ sơ, đạt 35,3%\nKết luận".encode()
    with pytest.raises(BadText, match="dòng 2"):
        open_source(raw.replace("ồ".encode(), b"\xf4"), "x", LIMITS)
    with pytest.raises(BadText, match="dòng 3"):
        open_source(raw + "ơ".encode()[:1], "x", LIMITS)


def test_marks_that_print_nothing_do_not_part_a_number() -> None:
    assert decode("\ufeff1.2\u00ad04/3\u200b.351\u202c".encode()) == "1.204/3.351"


def test_other_programs_line_ends() -> None:
    assert decode("a\r\nb\rc\vd\u2028e\x85f\x1eg".encode()) == "a\nb\nc\nd\ne\nf-g"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG"])
def test_whichever_way_a_picture_lies_its_size_and_pixels_agree(form: str, orientation: int) -> None:
    lying = {
        2: Pillow.Transpose.FLIP_LEFT_RIGHT, 3: Pillow.Transpose.ROTATE_180, 4: Pillow.Transpose.FLIP_TOP_BOTTOM,
        5: Pillow.Transpose.TRANSPOSE, 6: Pillow.Transpose.ROTATE_90, 7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_270,
    }  # fmt: skip
    sheet = Pillow.fromarray(CORNER)
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    turned = sheet.transpose(lying[orientation]) if orientation in lying else sheet
    page = open_source(saved(form, turned, exif=exif), "x", LIMITS).page(1)
    image = page.image(page.native_dpi)
    assert image.shape[:2] == (80, 60)
    assert page.size_pt[1] / page.size_pt[0] == pytest.approx(80 / 60)
    assert (image[:15, :25] < 60).all()
    assert (image[25:] > 200).all()


def test_a_photo_with_a_second_picture_is_one_page() -> None:
    """Phones put a depth map or a smaller copy behind the photo."""
    photo = Pillow.fromarray(CORNER)
    assert open_source(saved("MPO", photo, photo), "x.jpg", LIMITS).page_count == 1
    assert open_source(saved("PNG", photo, photo.rotate(180)), "x.png", LIMITS).page_count == 1


def test_thumbnails_in_a_tiff_are_no_pages() -> None:
    stream = io.BytesIO()
    sheets = [Pillow.new("L", (60, 80), 50 * n) for n in range(4)]
    sheets[1].encoderinfo = {"tiffinfo": {254: 1}}
    sheets[0].save(stream, "TIFF", save_all=True, append_images=sheets[1:])
    source = open_source(stream.getvalue(), "x.tif", LIMITS)
    assert [int(page.image(page.native_dpi)[0, 0, 0]) for page in source.each()] == [0, 100, 150]


def test_the_lost_end_of_a_tiff_is_one_unread_page() -> None:
    noise = np.random.default_rng(4).integers(0, 255, (3, 80, 60), np.uint8)
    raw = saved("TIFF", *(Pillow.fromarray(sheet) for sheet in noise))
    directory = struct.unpack("<I", raw[4:8])[0]
    after = directory + 2 + 12 * struct.unpack("<H", raw[directory : directory + 2])[0]
    second = struct.unpack("<I", raw[after : after + 4])[0]
    source = open_source(raw[: second + 20], "x.tif", LIMITS)
    assert source.page_count == 2
    assert np.array_equal(source.page(1).image(source.page(1).native_dpi)[:, :, 0], noise[0])
    with pytest.raises(BrokenPage):
        source.page(2).image(50)


def test_fax_pages_are_stretched_to_their_shape() -> None:
    page = open_source(saved("TIFF", Pillow.new("1", (1728, 1143), 1), dpi=(204, 98)), "x.tif", LIMITS).page(1)
    assert page.size_pt[0] / page.size_pt[1] == pytest.approx(210 / 297, abs=0.03)
    height, width = page.image(100).shape[:2]
    assert width / height == pytest.approx(210 / 297, abs=0.03)


def test_large_pictures_are_made_smaller_without_a_copy_of_their_size() -> None:
    grain = np.zeros((5200, 5000), np.uint8)
    grain[:2600] = 200
    for form in ("PNG", "JPEG", "TIFF"):
        page = open_source(saved(form, Pillow.fromarray(grain)), "x", LIMITS).page(1)
        image = page.image(100)
        assert image.shape[:2] == (1169, 1124)
        assert (image[:570] > 190).all()
        assert (image[600:] < 10).all()


@pytest.mark.parametrize("mode", ["I;16", "F", "I", "P", "LA", "CMYK", "LAB", "YCbCr", "1"])
def test_pixels_of_every_kind(mode: str) -> None:
    grey = Pillow.fromarray(CORNER).convert("L")
    match mode:
        case "I;16":
            sheet = Pillow.fromarray(np.asarray(grey).astype(np.uint16) * 257)
        case "F":
            sheet = Pillow.fromarray(np.asarray(grey).astype(np.float32) / 255)
        case "I":
            sheet = Pillow.fromarray(np.asarray(grey).astype(np.int32) * 257)
        case "LAB":
            sheet = Pillow.merge("LAB", (grey, Pillow.new("L", grey.size, 128), Pillow.new("L", grey.size, 128)))
        case _:
            sheet = grey.convert("RGB").convert(mode)
    page = open_source(saved("TIFF", sheet), "x.tif", LIMITS).page(1)
    image = page.image(page.native_dpi)
    assert (image[:15, :25] < 40).all()
    assert (image[25:] > 215).all()


def test_damage_anywhere_in_a_picture_is_told_never_raised_raw() -> None:
    """A few hundred damaged files: each is refused, or its pages are read or refused by name."""
    sheet = Pillow.fromarray(np.random.default_rng(2).integers(0, 255, (60, 40, 3), np.uint8))
    tiff = saved("TIFF", sheet, sheet.convert("1"), sheet.convert("CMYK"), compression="tiff_deflate")
    bases = [saved("PNG", sheet), saved("JPEG", sheet), tiff, saved("TIFF", sheet, compression="tiff_lzw")]
    dice = random.Random(7)
    outcomes = set()
    for _ in range(400):
        raw = bytearray(dice.choice(bases))
        for _ in range(dice.choice((1, 3, 20))):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        damaged = bytes(raw[: dice.randrange(8, len(raw) + 1)] if dice.random() < 0.5 else raw)
        try:
            for page in open_source(damaged, "x", Limits(max_pixels=1_000_000)).each():
                page.image(50)
            outcomes.add("read")
        except BaocaoError as error:
            outcomes.add(type(error).__name__)
    assert {"read", BrokenFile.__name__} <= outcomes
    assert UnknownFormat.__name__ not in outcomes or len(outcomes) > 2
