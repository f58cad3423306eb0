"""Numbers and arithmetic in Vietnamese print: 564.197 : 595.083 = 94,8098 %."""

from fractions import Fraction


def _decimal(value: Fraction, places: int) -> str:
    scaled = round(abs(value) * 10**places)
    digits = str(scaled).rjust(places + 1, "0")
    sign = "-" if value < 0 and scaled else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def plain(value: Fraction, places: int = 4) -> str:
    """Digits for programs: "595083", "94.8098", "1.5"; at most `places` decimals, no trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    text = _decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value: Fraction, places: int = 4) -> str:
    """Digits for programs with all their decimals: "94.8098", "100.0000"."""
    return _decimal(value, places)


def printed(value: Fraction, places: int = 4) -> str:
    """Digits for people: "595.083", "94,8098"."""
    whole, _, fraction = plain(value, places).partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", ".")
    return sign + grouped + (f",{fraction}" if fraction else "")


def percent(value: Fraction, sign: str = "%") -> str:
    """A percentage for people: "94,8098 %"."""
    return f"{printed(value)} {sign}"


def rounded(value: Fraction, places: int, sign: str = "%") -> str:
    """A percentage rounded half up to `places` decimals, all of them printed: "94,80 %"."""
    step = Fraction(1, 10**places)
    nearest = ((value + step / 2) // step) * step
    return f"{_decimal(nearest, places).replace('.', ',')} {sign}"


def added(values: list[Fraction], most: int = 12) -> str:
    """ "3 + 4 + 5", long sums shortened in the middle."""
    shown = [printed(v) for v in values]
    if len(shown) > most:
        shown = [*shown[:4], f"… ({len(shown) - 6} số) …", *shown[-2:]]
    return " + ".join(shown)
