"""Pictures of a page that are cut off or cannot be shown are told; whole ones are not."""

import io
import random
import zlib

import pytest
from PIL import Image as Pillow

from document.errors import BrokenPicture
from ingest import Limits, open_source
from tests.ingest.test_open import drawn_pdf

SIZE = (300, 300)


def picture(form: str) -> bytes:
    noise = random.Random(1)
    pixels = Pillow.frombytes("L", SIZE, bytes(noise.randrange(60, 200) for _ in range(SIZE[0] * SIZE[1])))
    if form == "flate":
        return zlib.compress(pixels.tobytes())
    stream = io.BytesIO()
    pixels.save(stream, "JPEG" if form == "dct" else "JPEG2000", quality=80)
    return stream.getvalue()


FILTERS = {"dct": "DCTDecode", "jpx": "JPXDecode", "flate": "FlateDecode"}


def scanned(form: str, data: bytes, side: int = 200) -> bytes:
    """A page of 200 points whose one picture is `side` points wide and high."""
    return drawn_pdf(
        f"{side} 0 0 {side} 0 0 cm /P Do",
        "/Resources<</XObject<</P 5 0 R>>>>",
        f"<</Type/XObject/Subtype/Image/Width {SIZE[0]}/Height {SIZE[1]}/ColorSpace/DeviceGray/BitsPerComponent 8"
        f"/Filter/{FILTERS[form]}/Length {len(data)}>>stream\n{data.decode('latin-1')}\nendstream",
    )


def remarks(raw: bytes) -> str:
    return " ".join(open_source(raw, "x.pdf", Limits()).page(1).remarks)


@pytest.mark.parametrize("form", FILTERS)
def test_a_whole_picture_is_not_spoken_of(form: str) -> None:
    page = open_source(scanned(form, picture(form)), "x.pdf", Limits()).page(1)
    assert page.remarks == ()
    assert page.image(72).std() > 10


@pytest.mark.parametrize("form", ["dct", "flate"])
def test_a_picture_that_lacks_its_end_is_told(form: str) -> None:
    data = picture(form)
    assert "bị cụt" in remarks(scanned(form, data[: len(data) * 9 // 10]))


def test_a_jpeg_that_only_lacks_its_last_mark_is_whole() -> None:
    assert remarks(scanned("dct", picture("dct").removesuffix(b"\xff\xd9"))) == ""
    assert remarks(scanned("dct", picture("dct") + b"\r\n\x00")) == ""


@pytest.mark.parametrize(("form", "data"), [("dct", b"\x12\x34" * 900), ("jpx", picture("jpx")[:900]), ("flate", b"")])
def test_a_scan_that_cannot_be_shown_is_no_blank_page(form: str, data: bytes) -> None:
    page = open_source(scanned(form, data), "x.pdf", Limits()).page(1)
    with pytest.raises(BrokenPicture):
        page.image(72)
    assert "bị hỏng" in " ".join(page.remarks)


def test_a_broken_picture_beside_others_is_told_and_an_emblem_is_not() -> None:
    assert "bị hỏng" in remarks(scanned("dct", b"\x12\x34" * 900, side=60))
    assert remarks(scanned("dct", b"\x12\x34" * 900, side=20)) == ""


def test_an_empty_page_is_just_empty() -> None:
    page = open_source(drawn_pdf("BT ET"), "x.pdf", Limits()).page(1)
    assert page.image(72).min() == 255
