"""A font without a stroke: what invisible text is set in.

A Type 0 font of two-byte codes that are UTF-16 themselves, over a TrueType program of empty glyphs, each half an em wide
(ISO 32000-1, 9.7 and 9.10.3). Embedded, as archives ask for (ISO 19005), it takes a kilobyte, once for a whole file.
"""

import struct

import pikepdf
from pikepdf import Dictionary, Name

WIDTH = 500
"""Advance of every letter, in thousandths of the size."""
ASCENT, DESCENT = 800, -200
"""Height of the font's box over and under the baseline, in thousandths of the size."""

_NAME = "BaocaoGlyphless"
_EM = 1000
_CODES = 0x10000
_BLOCK = 100
"""Most ranges that one block of a character map may hold."""


def program() -> bytes:
    """The TrueType file: two empty glyphs and no outlines."""
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, DESCENT, WIDTH, ASCENT, 0, 8, 2, 0, 0,
    )  # fmt: skip
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, ASCENT, DESCENT, 0, WIDTH, 0, 0, 0, 1, *[0] * 7, 1)
    maxp = struct.pack(">IH13H", 0x00010000, 2, *[0] * 13)
    post = struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 1, 0, 0, 0, 0)
    cmap = struct.pack(">HHHHIHHH10B", 0, 1, 3, 1, 12, 6, 20, 0, *[0] * 10)
    tables = {
        b"cmap": cmap,
        b"glyf": b"\0",
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">Hhh", WIDTH, 0, 0),
        b"loca": struct.pack(">3H", 0, 0, 0),
        b"maxp": maxp,
        b"post": post,
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = len(directory) + 16 * count
    body = b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, offset + len(body), len(data))
        body += padded
    return directory + body


def unicode_map() -> bytes:
    """The ToUnicode map: every code is the letter of its number. No range leaves the codes of one first byte."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[k : k + _BLOCK] for k in range(0, len(ranges), _BLOCK)]
    listed = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{listed}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font as an object of `pdf`, to be named in the resources of its pages."""
    data = program()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{_NAME}"),
        Flags=5,
        FontBBox=[0, DESCENT, WIDTH, ASCENT],
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=pdf.make_indirect(pikepdf.Stream(pdf, data, Length1=len(data))),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{_NAME}"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=WIDTH,
        CIDToGIDMap=pdf.make_indirect(pikepdf.Stream(pdf, b"\0\1" * _CODES)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, unicode_map())),
        )
    )
