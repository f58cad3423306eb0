"""Letters without their tone and vowel marks: typists differ in them, and scanners lose them first."""

from unicodedata import combining, normalize


class _Letters(dict[int, str]):
    """What each character is without its marks. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(c for c in normalize("NFD", chr(code)) if not combining(c))
        return self[code]


_LETTERS = _Letters()


def unmarked(text: str) -> str:
    """The letters alone; "đ" is a letter of its own and stays.

    >>> unmarked("Đắk Lắk")
    'Đak Lak'
    """
    return text if text.isascii() else text.translate(_LETTERS)
