"""Numbers that no habit of print can read: "846.00.000", "1.2345 hồ sơ". They are told, not guessed."""

from collections.abc import Iterator

import regex

from document.figures import DOUBTFUL
from document.numerals import parse
from document.places import Place
from document.report import Report, Token
from normalize.consistency.claims import Claim
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule

_GROUPS = regex.compile(r"\d{1,3}(?:([.,])\d{1,6})(?:\1\d{1,6})+")
_THREE = regex.compile(r"[.,]\d{3}(?!\d)")
_ADDRESS = regex.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_OTHER_THING = regex.compile(r"(?<!\p{L})(?:ip|phiên bản|version|mục|tiểu mục|http\S*|www\S*)(?!\p{L})", regex.I)
_ODD = regex.compile(r"\d{1,3}\.(?:\d{1,2}|\d{4,})")
_COUNTED = frozenset(
    {"hồ sơ", "trường hợp", "tài khoản", "công dân", "đối tượng", "đồng", "thẻ", "hộ", "phiếu", "lượt người"}
)


@rule("print", "malformed", "một số phải viết đúng dạng: mỗi nhóm sau dấu phân cách hàng nghìn có ba chữ số")
def malformed(ledger: Ledger) -> Iterator[Claim]:
    """Thousands grouped otherwise than by three, in the text, in cells, or in a count that has no fraction."""
    report = ledger.report
    for token in report.tokens:
        told = _is_broken(token.quote) and not _OTHER_THING.search(token.context)
        if token.role is None and told and not _is_misread(report, token):
            yield _claim(token.quote, token.place, token.context)
    for table in report.tables:
        for row in table.rows:
            for cell in row:
                if _is_broken(cell.text.strip()) and all(w.confidence >= DOUBTFUL for w in cell.words):
                    quote = " | ".join(c.text.strip() for c in row if c.text.strip())
                    yield _claim(cell.text.strip(), cell.place, quote, table=table.id)
    for figure in report.figures:
        numeral = figure.numeral
        if figure.kind == "quantity" and numeral is not None and figure.value == numeral.value:
            odd = numeral.decimals > 0 and _ODD.fullmatch(numeral.printed) is not None
            if odd and (figure.unit or "").lower() in _COUNTED and figure.confidence >= DOUBTFUL:
                yield _claim(numeral.printed, figure.place, figure.quote)


def _is_misread(report: Report, token: Token) -> bool:
    """Whether a scan's reader was in doubt about a number: what it made of the print is no misprint."""
    lines = next((p.lines for p in report.pages if p.number == token.place.page), ())
    words = (w for line in lines if line.number == token.place.line for w in line.words if token.quote in w.text)
    return any(w.confidence < DOUBTFUL for w in words)


def _is_broken(printed: str) -> bool:
    """Several separators of one kind, a group of three among them, and yet no number."""
    if _GROUPS.fullmatch(printed) is None or _THREE.search(printed) is None or _ADDRESS.fullmatch(printed):
        return False
    return parse(printed, "vi") is None and parse(printed, "en") is None


def _claim(printed: str, place: Place, quote: str, *, table: str | None = None) -> Claim:
    return Claim(
        "malformed", "print", "clash", (), place, quote, table=table, lines=(place.line,), label=f"số|{printed}"
    )
