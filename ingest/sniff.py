"""The real type of a file, told from its first bytes; names and extensions are not asked."""

import codecs
import unicodedata
from typing import Literal

MediaType = Literal["application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain", "text/markdown"]

_HEAD = 1024
"""ISO 32000 readers look for "%PDF-" anywhere in the first 1024 bytes."""

_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ALLOWED_CONTROLS = "\t\n\r\f\v"


def sniff(head: bytes) -> MediaType | None:
    """The type that the first bytes of a file claim; "text/plain" for whatever may be text, None for known non-text."""
    if b"%PDF-" in head[:_HEAD]:
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(_TIFF):
        return "image/tiff"
    if head.startswith(_UTF16) or b"\x00" not in head:
        return "text/plain"
    return None


def decode(raw: bytes) -> str | None:
    """The text of `raw` (UTF-8, with or without BOM, or UTF-16 with BOM), in NFC with "\\n" line ends; None where it is no text.

    A form feed is kept: it divides pages.
    """
    encoding = "utf-16" if raw.startswith(_UTF16) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    if any(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in set(text)):
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_markdown(text: str) -> bool:
    """Whether a text bears Markdown's marks: headings, bold, or the rule under a pipe table's header."""
    lines = text.splitlines()
    return any(
        line.startswith(("# ", "## ", "### ", "#### ", "|---", "| ---", "|:-")) or line.count("**") >= 2
        for line in lines
    )
