"""Fonts of signs: their codes mean no letters. Word draws its bullets, arrows and tick boxes with them.

Signs come on their own codes (U+F0xx, where Windows puts fonts of symbols), on those of letters, or on none.
"""

import regex

_FONT = regex.compile(r"(?:Wing|Web|Zapf ?Ding|Dingbats|Marlett)", regex.I)
_SYMBOL = regex.compile(r"^Symbol", regex.I)
_BULLET = "•"
_SIGNS = {0x2D: "-", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷"}
"""Signs of the font Symbol that figures are printed with, by the last byte of their codes."""
PRIVATE = range(0xF020, 0xF100)
"""Codes that Windows gives to the signs of a font that has no letters."""


def plain_sign(text: str, font: str) -> str:
    """What a character prints as: a bullet for the ornaments of fonts of signs, itself for everything else."""
    if len(text) != 1:
        return text
    if _SYMBOL.match(font):
        if ord(text) in PRIVATE:
            return _SIGNS.get(ord(text) & 0xFF, _BULLET)
        return _BULLET if text in "·\ufffd" else text
    return _BULLET if _FONT.search(font) and not text.isspace() else text
