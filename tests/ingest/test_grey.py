"""Pages of grey pictures are drawn in grey, all others in colour."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from document.pages import Image
from ingest import open_source

RED = b"q 1 0 0 rg 20 20 60 60 re f Q"


def scan(mode: str) -> bytes:
    """A PDF of one picture: a dark square on a page that grows darker."""
    greys = np.tile(np.linspace(255, 120, 160).astype(np.uint8), (120, 1))
    greys[30:60, 40:90] = 0
    stream = io.BytesIO()
    Pillow.fromarray(greys).convert(mode).save(stream, "PDF", resolution=72)
    return stream.getvalue()


def with_red(pdf: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].contents_add(opened.make_stream(RED))
        opened.save(stream)
    return stream.getvalue()


def with_red_note(pdf: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        form = opened.make_stream(RED, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 100, 100], AP=pikepdf.Dictionary(N=form)
        )
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([opened.make_indirect(note)]))
        opened.save(stream)
    return stream.getvalue()


def drawn(pdf: bytes) -> Image:
    return open_source(pdf, "x.pdf").page(1).image(150)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_grey_pictures_are_grey_and_the_same_as_in_colour(mode: str) -> None:
    image = drawn(scan(mode))
    document = pypdfium2.PdfDocument(scan(mode))
    colour = document[0].render(scale=150 / 72, rev_byteorder=True, maybe_alpha=False).to_numpy()
    document.close()
    assert image.ndim == 2
    assert np.array_equal(image, colour[:, :, 0])


@pytest.mark.parametrize("pdf", [scan("RGB"), with_red(scan("L")), with_red(scan("1")), with_red_note(scan("1"))])
def test_what_may_be_coloured_is_drawn_in_colour(pdf: bytes) -> None:
    assert drawn(pdf).shape[2] == 3


@pytest.mark.parametrize("pdf", [with_red(scan("1")), with_red_note(scan("1"))])
def test_red_ink_on_a_scan_is_seen_as_red(pdf: bytes) -> None:
    red, green = drawn(pdf)[-90, 90, :2].tolist()
    assert red > 200 > green
