"""How large a file may be, to the last byte, page and pixel; how deep pictures come out as eight bits."""

import numpy as np
import pytest
from PIL import Image

from document.errors import TooLarge
from ingest.limits import Limits
from ingest.raster import _rgb

LIMITS = Limits(max_bytes=3 << 20, max_pages=1200, max_pixels=12_000_000)


def test_what_is_just_allowed_is_allowed() -> None:
    LIMITS.check_bytes("a.pdf", 3 << 20)
    LIMITS.check_pages("a.pdf", 1200)
    LIMITS.check_pixels("a.pdf", 7, 4000, 3000)


def test_one_more_is_refused_with_the_setting_that_raises_it() -> None:
    with pytest.raises(TooLarge, match=r"dung lượng 3 MB, tối đa 3 MB.*BAOCAO_MAX_BYTES"):
        LIMITS.check_bytes("a.pdf", (3 << 20) + 1)
    with pytest.raises(TooLarge, match=r"1\.201 trang, tối đa 1\.200 trang.*BAOCAO_MAX_PAGES"):
        LIMITS.check_pages("a.pdf", 1201)
    with pytest.raises(TooLarge, match=r"trang 7 có 4\.000 × 3\.001 .*12\.000\.000 .*BAOCAO_MAX_PIXELS"):
        LIMITS.check_pixels("a.pdf", 7, 4000, 3001)


@pytest.mark.parametrize(
    ("levels", "kind", "shown"),
    [
        ([0, 32768, 65535], np.uint16, [0, 127, 255]),
        ([0, 128, 255], np.uint16, [0, 128, 255]),
        ([0.0, 0.5, 1.0], np.float32, [0, 127, 255]),
        ([0.0, 5.0, 10.0], np.float32, [0, 127, 255]),
        ([0.0, np.nan, 0.5], np.float32, [0, 0, 127]),
    ],
)
def test_deep_pictures_become_eight_bits(levels: list[float], kind: type, shown: list[int]) -> None:
    picture = Image.fromarray(np.array([levels], dtype=kind))
    assert _rgb(picture)[0, :, 0].tolist() == shown


def test_what_is_seen_through_is_paper() -> None:
    clear = Image.new("RGBA", (2, 1), (200, 0, 0, 0))
    clear.putpixel((1, 0), (0, 0, 0, 255))
    assert _rgb(clear)[0].tolist() == [[255, 255, 255], [0, 0, 0]]
