"""Letters without their tone and vowel marks: typists differ in them, and scanners lose them first."""

from unicodedata import combining, normalize


class _Letters(dict[int, int | None]):
    """What becomes of a character: a combining mark goes, anything else stays. Filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if combining(chr(code)) else code
        return self[code]


_LETTERS = _Letters()


def unmarked(text: str) -> str:
    """The letters alone; "đ" is a letter of its own and stays.

    >>> unmarked("Đắk Lắk")
    'Đak Lak'
    """
    return text if text.isascii() else normalize("NFD", text).translate(_LETTERS)
