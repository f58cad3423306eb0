"""Small letters set for the tests of reading."""

from functools import cache

import numpy as np
import pypdfium2
import typst

from document.pages import Image, PageSource
from ingest import Limits, open_source

LETTER = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm), numbering: "1", number-align: center + top)
#set text(font: "Liberation Serif", size: 14pt)
#set par(justify: true)
#grid(columns: (2fr, 3fr),
  align(center)[UBND TỈNH AN BÌNH\\ *SỞ Y TẾ*\\ Số: 12/BC-SYT],
  align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA*\\ *Độc lập - Tự do - Hạnh phúc*\\ _An Bình, ngày 05 tháng 9 năm 2023_])
#align(center)[*BÁO CÁO*]
Tiếp nhận 1.204/3.351 hồ sơ (đạt 35,93%)#footnote[Số liệu đến 14/8/2023.]. Trong đó, cấp tỉnh tiếp nhận 204
hồ sơ và cấp huyện tiếp nhận 1.000 hồ sơ; các đơn vị còn lại chưa phát sinh hồ sơ trong tháng theo quy định.
#table(columns: (2cm, 5cm, 3cm), [STT], [Đơn vị], [Hồ sơ], [1], [Cấp tỉnh], [12.345])
#grid(columns: (1fr, 1fr), text(size: 11pt)[*Nơi nhận:*\\ - UBND tỉnh;\\ - Lưu: VT.],
  align(center)[*GIÁM ĐỐC*\\ \\ \\ *Nguyễn Văn An*])
"""

ORDER = [
    "UBND TỈNH AN BÌNH", "SỞ Y TẾ", "Số: 12/BC-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do - Hạnh phúc",
    "An Bình, ngày 05 tháng 9 năm 2023", "BÁO CÁO",
]  # fmt: skip
CLOSING = ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn An"]


@cache
def letter_pdf() -> bytes:
    """The letter as a digital PDF."""
    return bytes(typst.compile(LETTER.encode(), timestamp=0))


def digital() -> PageSource:
    """Its page with its text layer."""
    return open_source(letter_pdf(), "x.pdf", Limits()).page(1)


@cache
def picture(dpi: float = 200) -> Image:
    """Its page as a picture, RGB."""
    document = pypdfium2.PdfDocument(letter_pdf())
    pixels = document[0].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    document.close()
    return np.asarray(pixels, dtype=np.uint8)
