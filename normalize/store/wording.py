"""Small values as text columns: JSON without spaces, exact decimals."""

import json
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

from pydantic_core import from_json


def compact(value: object) -> str:
    """JSON in as few characters as it takes; frozen values become objects."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"no column for {type(value).__name__}")


def loads(text: str | None) -> Any:
    """What `compact` wrote; an empty list for nothing."""
    return from_json(text) if text and text != "[]" else []


def decimal(value: float | None) -> str | None:
    """A number of the contract as an exact decimal: the digits that its JSON shows, no exponent."""
    return None if value is None else format(Decimal(str(value)), "f")
