"""Letters that a scanner takes for digits: "37l hồ sơ", "1.0]8 vụ", "I.240/1.318", "6I2,4 tỷ".

Only the print of a number is mended, one letter for one digit, so that every offset stays; the lexer marks such
numbers as damaged. Where a letter may be meant ("5l xăng", "I.1", "H2O") nothing is touched.
"""

import regex

from extract.figures.units import unit_after

_SUSPECT = regex.compile(r"\d[.,]?[lI|\]Oo]|[lI|\]][.,]?\d")
_RUN = regex.compile(r"(?<![\p{L}\d])[\dlI|\]Oo][\dlI|\]Oo.,]*+")
_WORD_ON = regex.compile(r"(?!(?:đ|ha|kg|km|m2|m3|tấn|con|tỷ|triệu)(?!\p{L}))\p{L}")
_DIGITS = str.maketrans("lI|]Oo", "111100")
_NUMBER = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
_GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})+")
_LETTERS = frozenset("lI|]Oo")
_COUNTED = regex.compile(r"\s?[/⁄%)]")
_SHARE = regex.compile(r"\s\(\d")
_DEGREES = regex.compile(r"\s?(?:C(?!\p{L})|độ|vĩ|kinh)")
_LED = regex.compile(r"(?:[/⁄]|(?<!\p{L})(?:năm|tháng|ngày|số|điều|khoản)\s)$")


def mended(text: str) -> str:
    """`text` with the letters that stand for digits in its numbers put right; the same length."""
    if _SUSPECT.search(text) is None:
        return text
    letters = list(text)
    for run in _RUN.finditer(text):
        print_ = run.group().rstrip(".,")
        start, end = run.start(), run.start() + len(print_)
        if not _WORD_ON.match(text, end) and _is_number(text, start, end):
            letters[start:end] = print_.translate(_DIGITS)
    return "".join(letters)


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether a run of digits and of letters like them can be nothing but a number."""
    run = text[start:end]
    if not _LETTERS & set(run) or not any(c.isdigit() for c in run) or not _NUMBER.fullmatch(run.translate(_DIGITS)):
        return False
    if "|" in run and text.count("|") > 1:
        return False  # rules of a table
    if "]" in run[:-1] and "[" in text[:start]:
        return False
    return _may_begin(text, run, end) and _may_end(text, run, start, end)


def _may_begin(text: str, run: str, end: int) -> bool:
    """ "I.240" and "]7/19" begin numbers, "I.1" and "II" are headings, "O2" is a name."""
    if run[0] not in _LETTERS:
        return True
    if run[0] == "o" or run[1] in _LETTERS:
        return False
    if run[0] == "O":
        return run[1].isdigit() and (_is_counted(text, end) or _SHARE.match(text, end) is not None)
    if run[0] == "I":
        mended_run = run.translate(_DIGITS)
        return _GROUPED.match(mended_run) is not None or (run[1].isdigit() and _is_counted(text, end))
    return True


def _may_end(text: str, run: str, start: int, end: int) -> bool:
    """ "37l hồ sơ" and "4I/64" end numbers, "5l xăng" is a measure; what else ends in a letter is left alone."""
    if run[-1] not in _LETTERS or run[-1] == "]":
        return True
    if run[-1] in "Oo":
        return not _DEGREES.match(text, end)
    led = _LED.search(text.lower(), max(0, start - 7), start) is not None
    return led or "." in run or "," in run or _is_counted(text, end)


def _is_counted(text: str, end: int) -> bool:
    """Whether a unit of the lexicon, a slash, a percent sign or the end of a bracket stands behind."""
    if _COUNTED.match(text, end):
        return True
    unit = unit_after(text, end)
    return text[end : end + 1] == " " and unit is not None and unit.known
