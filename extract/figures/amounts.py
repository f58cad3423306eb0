"""Amounts told magnitude by magnitude: "12 tỷ 350 triệu 600 nghìn đồng" is one number."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from document.numerals import Numeral
from extract.figures.lexer import Lexeme

_POWERS = {"tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3}
_NEXT = regex.compile(r"\s+(tỷ|tỉ|triệu|nghìn|ngàn)(?:\s+đồng)?,?\s+")
_LAST = regex.compile(r"\s*(?:(tỷ|tỉ|triệu|nghìn|ngàn)(?!\p{L})|(đồng|đ|vnđ)(?!\p{L}))", regex.IGNORECASE)


def joined(text: str, lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes with every chain of falling magnitudes made one, counted in the last magnitude printed."""
    found: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        end = _chain(text, lexemes, at)
        found.append(lexemes[at] if end == at else _sum(text, lexemes[at : end + 1]))
        at = end + 1
    return found


def _chain(text: str, lexemes: Sequence[Lexeme], start: int) -> int:
    """Index of the last lexeme of the chain that begins at `start`; `start` itself where there is none."""
    at, power = start, 12
    while at + 1 < len(lexemes) and _whole(lexemes[at]) and _whole(lexemes[at + 1]):
        between = _NEXT.fullmatch(text, lexemes[at].end, lexemes[at + 1].start)
        if between is None or _POWERS[between[1]] >= power:
            break
        power = _POWERS[between[1]]
        last = _LAST.match(text, lexemes[at + 1].end)
        if (
            last is None
            or (_POWERS.get((last[1] or "").lower(), 0)) >= power
            or not _smaller(lexemes[at + 1], last, power)
        ):
            break
        at += 1
    return at


def _smaller(lexeme: Lexeme, last: regex.Match[str], power: int) -> bool:
    """The lower magnitude stays below one of the higher."""
    return lexeme.value * Decimal(10) ** _POWERS.get((last[1] or "").lower(), 0) < Decimal(10) ** power


def _whole(lexeme: Lexeme) -> bool:
    return lexeme.role is None and not lexeme.percent and lexeme.numeral is not None and lexeme.numeral.is_integer


def _sum(text: str, chain: Sequence[Lexeme]) -> Lexeme:
    amount = Decimal(0)
    unit = Decimal(1)
    for lexeme in chain:
        scale = _LAST.match(text, lexeme.end)
        unit = Decimal(10) ** _POWERS.get(((scale[1] if scale else None) or "").lower(), 0)
        amount += lexeme.value * unit
    value = amount / unit
    printed = f"{int(value):,}".replace(",", ".")
    first, last = chain[0], chain[-1]
    return replace(
        first, end=last.end, stop=last.stop, text=text[first.start : last.end], numeral=Numeral(printed, value)
    )
