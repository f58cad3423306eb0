"""The real type of a file, told from its first bytes; names and extensions are not asked."""

import codecs
import unicodedata
from typing import Literal

MediaType = Literal["application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain", "text/markdown"]

_HEAD = 1024
"""ISO 32000 readers look for "%PDF-" anywhere in the first 1024 bytes."""

_FEW = 0.01
"""Share of characters that may be broken in a text that still is one."""

_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGHER = b"\x00\x01\x03\x1e\x20"
_LEAST = 8
"""Bytes that tell UTF-16 from anything else with a zero in it."""
_ALLOWED_CONTROLS = "\t\n\f"
_PRINTED = {ord(mark): "\n" for mark in "\r\v\x85\u2028\u2029"} | {0x1E: "-", 0x1F: None}
"""Other programs' line ends, and Word's hyphens (fixed, and seen only at a line's end), as what they print."""


def sniff(head: bytes) -> MediaType | None:
    """The type that the first bytes of a file claim; "text/plain" for whatever may be text, None for known non-text."""
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:_HEAD] and b" obj" in head):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(_TIFF):
        return "image/tiff"
    if _encoding(head) is not None:
        return "text/plain"
    return None


def decode(raw: bytes) -> str | None:
    """The text of `raw` (UTF-8 or UTF-16, with or without BOM), in NFC with "\\n" line ends; None where it is no text.

    A form feed is kept: it divides pages. Marks that print nothing (soft hyphens, joiners, marks of direction) are taken
    out: they part the digits of a number without a reader's seeing it.
    """
    encoding = _encoding(raw)
    if encoding is None:
        return None
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n")
    if not _PRINTED.keys().isdisjoint(map(ord, set(text))):
        text = text.translate(_PRINTED)
    kinds = {c: unicodedata.category(c) for c in set(text)}
    if any(kind == "Cc" and c not in _ALLOWED_CONTROLS for c, kind in kinds.items()):
        return None
    unseen = {ord(c): None for c, kind in kinds.items() if kind == "Cf"}
    return unicodedata.normalize("NFC", text.translate(unseen) if unseen else text)


def _encoding(raw: bytes) -> str | None:
    """The encoding of a text by its first bytes; None where they are no text's.

    UTF-16 without its mark is told by the halves of its letters: the higher one is 00, 01, 03, 1E or 20 in
    Vietnamese, the lower one never 00.
    """
    if raw.startswith(_UTF16):
        return "utf-16"
    head = raw[:_HEAD]
    if b"\x00" not in head:
        return "utf-8-sig"
    for encoding, higher in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if (
            len(head) >= _LEAST
            and head[:1] != b"\xff"
            and sum(byte in _HIGHER for byte in higher) >= 0.99 * len(higher)
        ):
            lower = head[::2] if encoding == "utf-16-le" else head[1::2]
            if lower.count(0) == 0:
                return encoding
    return None


def first_bad_line(raw: bytes) -> int | None:
    """The line of the first byte that is no UTF-8, in a text that is UTF-8 but for a few bytes; None for everything else."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if b"\x00" in raw or bad == 0 or bad > max(1, _FEW * len(text)) or bad == len(text):
        return None
    return text.count("\n", 0, text.index("\ufffd")) + 1


def is_markdown(text: str) -> bool:
    """Whether a text bears Markdown's marks: headings, bold, or the rule under a pipe table's header."""
    lines = text.splitlines()
    return any(
        line.startswith(("# ", "## ", "### ", "#### ", "|---", "| ---", "|:-")) or line.count("**") >= 2
        for line in lines
    )
