"""Text layers as offices' programs write them: what is read is what is seen on the page, and what was done is told."""

import io
from collections.abc import Callable
from functools import cache

import numpy as np
import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow

from document.pages import Page
from ingest import Limits, open_source
from ocr import ReaderSettings, read_page
from ocr.layer import LEGACY_NOTE, NOTES, UNSEEN_NOTE
from ocr.page import NOTHING_NOTE
from ocr.pictures import PICTURE_NOTE
from ocr.plain import page_lines
from tests.ocr.pages import picture

SENTENCES = [
    "Tiếp nhận 1.204/3.351 hồ sơ, đạt 35,9% kế hoạch được giao.",
    "Người dân được hưởng ưu đãi: 415/500 đối tượng, đạt 83,0%.",
    "Thu phí được 1.234.567 đồng, tăng 1.250 lượt so với cùng kỳ.",
    "Đã tổ chức 48 lớp tập huấn cho 2.150 lượt người dự học.",
]
PAGE = '#set page(paper: "a5", margin: 1.2cm)\n#set text(font: "Liberation Serif", size: 12pt)\n'


@cache
def plain(more: str = "") -> bytes:
    body = "\\\n".join(SENTENCES)
    return bytes(typst.compile(f"{PAGE}{body}\n{more}".encode(), timestamp=0))


def changed(change: Callable[[pikepdf.Pdf, pikepdf.Page], None], raw: bytes | None = None) -> bytes:
    """The plain page with something done to it."""
    with pikepdf.open(io.BytesIO(raw or plain())) as pdf:
        change(pdf, pdf.pages[0])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def read(raw: bytes) -> Page:
    return read_page(open_source(raw, "x.pdf", Limits()).page(1), ReaderSettings())


def text(page: Page) -> str:
    return " ".join(" ".join(page_lines(page)).split())


def test_the_plain_page() -> None:
    page = read(plain())
    assert (page.reader, page.notes) == ("layer", ())
    assert text(page) == " ".join(SENTENCES)


def test_a_page_without_a_letter_is_told() -> None:
    blank = bytes(typst.compile(f"{PAGE}#hide[x]".encode(), timestamp=0))
    assert NOTHING_NOTE in read(blank).notes


HIDDEN = "Số ẩn 777/888 hồ sơ, đạt 12,3%."


@pytest.mark.parametrize(
    "more",
    [
        f"#text(fill: white)[{HIDDEN}]",
        f"#text(size: 0.6pt)[{HIDDEN}]",
        f"#place(dx: 1cm)[{HIDDEN}]#place(rect(width: 100%, height: 1cm, fill: white))",
        f"#place(dx: 30cm)[{HIDDEN}]",
    ],
)
def test_what_is_not_seen_is_not_read(more: str) -> None:
    page = read(plain(more))
    assert page.reader == "layer"
    assert text(page) == " ".join(SENTENCES)
    assert page.notes == (() if "30cm" in more else (UNSEEN_NOTE.format(count=20),))


def test_white_on_dark_is_seen() -> None:
    page = read(plain("#rect(fill: navy)[#text(fill: white)[Tổng cộng 777 hồ sơ]]"))
    assert "Tổng cộng 777 hồ sơ" in text(page)
    assert page.notes == ()


def test_the_words_of_an_old_recognition_under_the_scan_are_not_believed() -> None:
    """Some programs write them in black and lay the picture over them."""
    with pikepdf.open(io.BytesIO(plain("#v(1cm)Năm 2O23 có 9.999 lượt."))) as pdf:
        page = pdf.pages[0]
        stream = io.BytesIO()
        Pillow.fromarray(picture(150)).convert("L").save(stream, "JPEG")
        image = pikepdf.Stream(
            pdf, stream.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=picture(150).shape[1],
            Height=picture(150).shape[0], ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        name = page.add_resource(image, Name.XObject)
        page.contents_add(f"q 420 0 0 595 0 0 cm {name} Do Q".encode())
        out = io.BytesIO()
        pdf.save(out)
    page_read = read(out.getvalue())
    assert page_read.reader == "tesseract"
    assert page_read.notes == (NOTES["invisible"],)
    assert "9.999" not in text(page_read)
    assert "1.204/3.351" in text(page_read)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_is_read_by_its_layer(turn: int) -> None:
    def lay(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = turn

    source = open_source(changed(lay), "x.pdf", Limits()).page(1)
    page = read_page(source, ReaderSettings())
    assert (page.reader, page.rotation) == ("layer", 360 - turn)
    assert text(page) == " ".join(SENTENCES)
    upright = np.rot90(source.image(page.dpi), -(page.rotation // 90))
    assert np.abs(np.subtract(upright.shape[:2], (page.height, page.width))).max() <= 1
    first = page.lines[0].words[0].bbox
    inside = upright[int(first[1]) : int(first[3]), int(first[0]) : int(first[2])]
    assert inside.min() < 80
    assert upright[: int(first[1]) - 5].min() > 200


def test_a_note_up_the_margin_and_a_watermark_are_no_part_of_the_text() -> None:
    more = "#place(bottom + left, dx: -0.9cm, rotate(-90deg, reflow: true, text(size: 8pt)[Ký số ngày 14/07/2023]))"
    page = read(plain(more + "#place(center, rotate(-45deg, text(size: 40pt, fill: luma(220))[BẢN SAO 2023]))"))
    assert [line.text for line in page.lines if line.role == "body"] == SENTENCES
    assert [line.text for line in page.lines if line.role == "margin"] == ["Ký số ngày 14/07/2023"]


def test_titles_that_run_up_their_column() -> None:
    more = """#table(columns: (1cm, 4cm, 2cm), rotate(-90deg, reflow: true)[STT], [Đơn vị],
        rotate(-90deg, reflow: true)[Tiếp nhận], [1], [Cấp tỉnh], [12.345])"""
    grid = read(plain(more)).grids[0]
    assert [cell.text for cell in grid.cells] == ["STT", "Đơn vị", "Tiếp nhận", "1", "Cấp tỉnh", "12.345"]


def test_letters_drawn_twice_to_be_bold_are_read_once() -> None:
    page = read(plain("#place(dx: 0.3pt)[Tổng 55/66 hồ sơ]#place[Tổng 55/66 hồ sơ]"))
    assert text(page) == " ".join([*SENTENCES, "Tổng 55/66 hồ sơ"])


def test_a_title_set_wide_keeps_its_words() -> None:
    assert "BÁO CÁO THÁNG 7" in text(read(plain("\n\n#text(tracking: 4pt)[BÁO CÁO THÁNG 7]")))


def test_values_filled_in_a_form_are_read() -> None:
    def fill(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("a"), V=pikepdf.String("4.321"),
                Rect=Array([150, 200, 230, 218]), DA=pikepdf.String("/Helv 11 Tf 0 g"), F=4,
            )
        )  # fmt: skip
        hidden = pdf.make_indirect(Dictionary(dict(field.items())))
        hidden.V, hidden.T, hidden.F = pikepdf.String("8.888"), pikepdf.String("b"), 2
        page.obj.Annots = Array([field, hidden])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field, hidden]), DA=pikepdf.String("/Helv 0 Tf 0 g"))

    page = read(changed(fill))
    assert "4.321" in text(page)
    assert "8.888" not in text(page)


def test_words_typed_over_the_page_are_read() -> None:
    def write(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Contents=pikepdf.String("Đã thu 4.321 đồng"), F=4,
            Rect=Array([50, 200, 250, 216]), DA=pikepdf.String("/Helv 11 Tf 0 g"),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(note)])

    assert "Đã thu 4.321 đồng" in text(read(changed(write)))


def test_what_a_digital_signature_shows_is_no_text_of_the_page() -> None:
    shown = bytes(
        typst.compile(f"{PAGE}#set page(width: 8cm, height: 4cm, margin: 0.2cm)\n{SENTENCES[0] * 4}".encode())
    )

    def sign(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        with pikepdf.open(io.BytesIO(shown)) as other:
            form = pdf.copy_foreign(other.pages[0].as_form_xobject())
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=pikepdf.String("s"), F=4, AP=Dictionary(N=form),
            Rect=Array([50, 150, 277, 263]), V=Dictionary(Type=Name.Sig),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots, SigFlags=3)

    page = read(changed(sign))
    assert text(page) == " ".join(SENTENCES)
    assert page.notes == ()


def _unicode_map(change: Callable[[bytes], bytes | None]) -> bytes:
    def alter(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        for font in page.resources["/Font"].values():
            altered = change(font["/ToUnicode"].read_bytes())
            if altered is None:
                del font["/ToUnicode"]
            else:
                font["/ToUnicode"] = pdf.make_stream(altered)

    return changed(alter)


@pytest.mark.parametrize(
    "change",
    [lambda _: None, lambda cmap: cmap.replace(b"<0031>", b"<FFFD>").replace(b"<0032>", b"<FFFD>")],
    ids=["no meaning at all", "digits without one"],
)
def test_codes_without_a_meaning_are_read_from_the_image(change: Callable[[bytes], bytes | None]) -> None:
    page = read(_unicode_map(change))
    assert page.reader == "tesseract"
    assert page.notes == (NOTES["garbage"],)
    assert "1.204/3.351" in text(page)


def test_letters_that_only_look_vietnamese_are_made_it() -> None:

    def swap(cmap: bytes) -> bytes:
        assert b"<01B0>" in cmap or b"<0110>" in cmap
        return cmap.replace(b"<01B0>", b"<01A3>").replace(b"<0111>", b"<00F0>").replace(b"<0110>", b"<00D0>")

    page = read(_unicode_map(swap))
    assert (page.reader, page.notes) == ("layer", ())
    assert text(page) == " ".join(SENTENCES)


def test_marks_in_characters_of_their_own() -> None:
    page = read(plain("Ba\u0301o ca\u0301o Sơ\u0309 Y tê\u0301 có 12 hồ sơ"))
    assert text(page).endswith("Báo cáo Sở Y tế có 12 hồ sơ")
    assert LEGACY_NOTE not in page.notes


def _with_picture(box: tuple[float, float, float, float], letter: str) -> bytes:
    rendered = typst.compile(
        f"{PAGE}#set page(width: 12cm, height: auto, margin: 0.3cm)\n{letter}".encode(), format="png", ppi=200
    )

    def paste(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        with Pillow.open(io.BytesIO(bytes(rendered))) as shot:
            grey = shot.convert("L")
        image = pikepdf.Stream(
            pdf, grey.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=grey.width, Height=grey.height,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        x, y, wide, high = box
        high = high or wide * grey.height / grey.width
        name = page.add_resource(image, Name.XObject)
        page.contents_add(f"q {wide} 0 0 {high} {x} {y} cm {name} Do Q".encode())

    return changed(paste)


def test_a_table_pasted_as_a_picture_is_read_and_told() -> None:
    table = """#table(columns: (1.5cm, 5cm, 3cm), [STT], [Đơn vị], [Hồ sơ], [1], [Sở Y tế], [1.204],
        [2], [Sở Xây dựng], [2.350], [], [Tổng cộng], [3.554])"""
    page = read(_with_picture((40, 250, 340, 0), table))
    assert page.reader == "layer"
    assert page.notes == (PICTURE_NOTE,)
    assert text(page).startswith(" ".join(SENTENCES))
    cells = [cell.text for cell in page.grids[0].cells]
    assert {"1.204", "2.350", "3.554", "Sở Y tế"} <= set(cells)
    numbers = [line.number for line in page.lines] + list(range(page.grids[0].line, page.grids[0].last_line + 1))
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_dark_photograph_is_no_text() -> None:
    def paste(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        grain = np.random.default_rng(3).integers(0, 256, (60, 80), np.uint8)
        image = pikepdf.Stream(
            pdf, grain.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=80, Height=60,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        name = page.add_resource(image, Name.XObject)
        page.contents_add(f"q 300 0 0 220 50 100 cm {name} Do Q".encode())

    page = read(changed(paste))
    assert page.reader == "layer"
    assert [line.text for line in page.lines if line.role == "body"] == SENTENCES


def test_the_words_of_a_stamp_do_not_stand_for_the_page() -> None:
    """A signature's text, however long, over a page that is a drawing of letters."""
    stamp = "Ký bởi: Văn phòng Ủy ban nhân dân tỉnh, văn thư. Thời gian ký: 14.07.2023. " * 4

    def draw(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        grey = Pillow.fromarray(picture(150)).convert("L")
        image = pikepdf.Stream(
            pdf, grey.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=grey.width, Height=grey.height,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        name = page.add_resource(image, Name.XObject)
        page.contents_add(f"q 420 0 0 560 0 0 cm {name} Do Q".encode(), prepend=True)

    raw = bytes(typst.compile(f"{PAGE}#set page(margin: 0.2cm)\n#text(size: 5pt)[{stamp}]".encode(), timestamp=0))
    page = read(changed(draw, raw))
    assert page.reader == "tesseract"
    assert page.notes == (NOTES["seal"],)
    assert "1.204/3.351" in text(page)
