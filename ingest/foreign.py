"""Kinds of files that arrive but are not read as they are, told by their first bytes, each with the way to one that is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """`what`: the kind; `how`: what to do. Both Vietnamese, for people."""

    what: str
    how: str


_WORD = Foreign("tệp Word", "Mở bằng Word, chọn Tệp > Lưu thành (Save As) > PDF, rồi gửi tệp PDF ấy.")
_EXCEL = Foreign(
    "bảng tính Excel", "Mở bằng Excel, chọn Tệp > Xuất (Export) > PDF cho mọi trang tính cần đọc, rồi gửi tệp PDF ấy."
)
_SLIDES = Foreign("tệp PowerPoint", "Mở bằng PowerPoint, chọn Tệp > Lưu thành (Save As) > PDF, rồi gửi tệp PDF ấy.")
_OPEN = Foreign("tệp LibreOffice", "Mở bằng LibreOffice, chọn Tệp > Xuất ra PDF (Export as PDF), rồi gửi tệp PDF ấy.")
_OLD = Foreign(
    "tệp Word, Excel đời cũ hoặc có mật khẩu",
    "Mở bằng Word hoặc Excel, chọn Tệp > Lưu thành > PDF, rồi gửi tệp PDF ấy.",
)
_PACKED = Foreign("tệp nén", "Giải nén rồi gửi từng tệp báo cáo bên trong.")
_PHONE = Foreign(
    "ảnh HEIC/AVIF của điện thoại",
    "Lưu ảnh thành JPEG rồi gửi lại (iPhone: Cài đặt > Camera > Định dạng > Tương thích nhất).",
)
_WEB = Foreign("trang web (HTML)", "Mở bằng trình duyệt hoặc Excel, chọn In > Lưu thành PDF, rồi gửi tệp PDF ấy.")
_XML = Foreign("dữ liệu XML", "Gửi bản báo cáo để in: PDF, ảnh quét hoặc văn bản.")
_MAIL = Foreign("thư điện tử", "Lưu tệp đính kèm của thư ra đĩa rồi gửi tệp ấy.")
_DRAWN = Foreign("tệp PostScript", "In hoặc chuyển tệp sang PDF rồi gửi lại.")
_PICTURE = "Lưu ảnh thành PNG, JPEG hoặc PDF rồi gửi lại."

_STARTS: tuple[tuple[bytes, Foreign], ...] = (
    (b"{\\rtf", _WORD),
    (b"Rar!\x1a\x07", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"%!PS", _DRAWN),
    (b"GIF8", Foreign("ảnh GIF", _PICTURE)),
    (b"BM", Foreign("ảnh BMP", _PICTURE)),
    (b"RIFF", Foreign("ảnh WebP", _PICTURE)),
    (b"\x00\x00\x00\x0cjP", Foreign("ảnh JPEG 2000", _PICTURE)),
    (b"\xff\x4f\xff\x51", Foreign("ảnh JPEG 2000", _PICTURE)),
    (b"AT&TFORM", Foreign("tệp DjVu", "Chuyển tệp sang PDF rồi gửi lại.")),
)
_TEXT_STARTS: tuple[tuple[bytes, Foreign], ...] = (
    (b"<!doctype html", _WEB),
    (b"<html", _WEB),
    (b"mime-version:", _WEB),
    (b"<svg", Foreign("ảnh SVG", _PICTURE)),
    (b"<?xml", _XML),
    (b"received:", _MAIL),
    (b"return-path:", _MAIL),
)
_IN_ZIP: tuple[tuple[bytes, Foreign], ...] = (
    (b"word/", _WORD),
    (b"xl/", _EXCEL),
    (b"ppt/", _SLIDES),
    (b"mimetypeapplication/vnd.oasis", _OPEN),
)
_IN_OLE: tuple[tuple[str, Foreign], ...] = (("WordDocument", _WORD), ("Workbook", _EXCEL), ("PowerPoint", _SLIDES))
_BINARY_STARTS = (b"BM", b"RIFF")
"""Letters that a text may begin with too: those files have zero bytes."""


def foreign(head: bytes) -> Foreign | None:
    """What a file that begins with `head` is, where it is no kind that is read but a known one."""
    if head.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in _IN_ZIP if name in head), _PACKED)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((kind for name, kind in _IN_OLE if name.encode("utf-16-le") in head), _OLD)
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        return _PHONE
    for start, kind in _STARTS:
        if head.startswith(start) and (start not in _BINARY_STARTS or b"\x00" in head[:32]):
            return kind
    opening = head[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for start, kind in _TEXT_STARTS if opening.startswith(start)), None)
