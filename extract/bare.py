"""Text without its tone and vowel marks: what readers of a scan agree on where they differ in the marks."""

from document.marks import unmarked


def bare(text: str) -> str:
    """Capitals without tone and vowel marks; Đ stays."""
    return unmarked(text.upper())
