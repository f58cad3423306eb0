"""Letters without their tone and vowel marks: typists differ in them, and scanners lose them first."""

from unicodedata import combining, normalize


class _Marks(dict[int, int | None]):
    """What `str.translate` makes of a character: nothing of a mark, any other itself; looked up once for each."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if combining(chr(code)) else code
        return self[code]


_MARKS = _Marks()


def unmarked(text: str) -> str:
    """The letters alone; "đ" is a letter of its own and stays.

    >>> unmarked("Đắk Lắk")
    'Đak Lak'
    """
    return normalize("NFD", text).translate(_MARKS)
