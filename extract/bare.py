"""Text without its tone and vowel marks: what readers of a scan agree on where they differ in the marks."""

from unicodedata import combining, normalize


def bare(text: str) -> str:
    """Capitals without tone and vowel marks; Đ stays."""
    return "".join(c for c in normalize("NFD", text.upper()) if not combining(c))
