"""Letters without their tone and vowel marks: typists differ in them, and scanners lose them first."""

from unicodedata import combining, normalize


def unmarked(text: str) -> str:
    """The letters alone; "đ" is a letter of its own and stays.

    >>> unmarked("Đắk Lắk")
    'Đak Lak'
    """
    return "".join(c for c in normalize("NFD", text) if not combining(c))
