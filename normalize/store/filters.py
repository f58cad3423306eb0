"""What may be asked of the store: frozen filters, keyset pages and their cursors."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from document.errors import BadRequest
from normalize.observations import Measure, State
from normalize.periods import PeriodKind
from normalize.store.records import ReviewState, Scope

MOST = 1000
"""Rows of one page at most."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of one page; `next` is the cursor of the page after it, None on the last one."""

    items: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Reports, newest first. `area` includes its sub-units; days are ISO and both ends are in.

    `current`: True leaves out results of older pipeline versions and reports that were issued again, None shows all.
    """

    kind: str | None = None
    area: str | None = None
    organisation: str | None = None
    number: str | None = None
    sha256: str | None = None
    issued_from: str | None = None
    issued_to: str | None = None
    with_findings: bool | None = None
    current: bool | None = True


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Figures in reading order of their reports, oldest report first. `indicator` may be provisional."""

    report_id: str | None = None
    kind: str | None = None
    indicator: str | None = None
    organisation: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class CheckFilter:
    """Checks, newest report first. `findings`: True for just those that a person should look at.

    `area` includes sub-units; `period_from` and `period_to` bound the last day of the period that a check speaks of.
    """

    report_id: str | None = None
    scope: Scope | None = None
    kind: str | None = None
    verdict: str | None = None
    severity: str | None = None
    cause: str | None = None
    review: ReviewState | None = None
    organisation: str | None = None
    area: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    findings: bool | None = None
    current: bool | None = True


@dataclass(frozen=True, slots=True)
class ObservationFilter:
    """Observations ordered by the last day of their period, newest first.

    `group`: a group of the catalogue. `area` includes its sub-units unless `sub_units` is False; with `predecessors` also
    the units of before July 2025 that went into it as a whole, and their sub-units. `period_from` and
    `period_to` bound the last day of the period. `verified`: only verified and corrected ones. `as_of`: what counted
    at that moment, None for now. `provisional`: None shows both, False leaves out indicators that nobody mapped yet.
    """

    indicator: str | None = None
    group: str | None = None
    area: str | None = None
    sub_units: bool = True
    predecessors: bool = False
    level: Literal["province", "district", "commune"] | None = None
    organisation: str | None = None
    measure: Measure | None = None
    period_kind: PeriodKind | None = None
    period_from: str | None = None
    period_to: str | None = None
    verified: bool = False
    state: State | None = None
    report_id: str | None = None
    provisional: bool | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class SummaryFilter:
    """One indicator and measure by area and period. `level` and `area` choose the areas: the districts of a province.

    `predecessors` as of `ObservationFilter`.
    """

    indicator: str
    measure: Measure = "computed_rate"
    area: str | None = None
    predecessors: bool = False
    level: Literal["province", "district", "commune"] | None = None
    period_kind: PeriodKind | None = None
    period_from: str | None = None
    period_to: str | None = None
    verified: bool = False
    as_of: datetime | None = None


def limit(asked: int) -> int:
    """`asked` where a page may have so many rows. Raises BadRequest."""
    if not 1 <= asked <= MOST:
        raise BadRequest(what=f"limit={asked}", expected=f"một số từ 1 đến {MOST}")
    return asked


def encode(keys: Sequence[str | int]) -> str:
    """A cursor from the sort keys of the last row."""
    text = json.dumps(list(keys), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[type]) -> tuple[str | int, ...]:
    """The sort keys of a cursor; `kinds` are the types they must have. Raises BadRequest."""
    try:
        keys = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise bad_cursor() from error
    if not isinstance(keys, list) or [type(k) for k in keys] != list(kinds):
        raise bad_cursor()
    if any(isinstance(k, int) and not 0 <= k < 2**63 for k in keys):
        raise bad_cursor()
    return tuple(keys)


def bad_cursor() -> BadRequest:
    """The error of a cursor that no page gave."""
    return BadRequest(
        what="con trỏ trang không đọc được", expected="giá trị next của trang trước, giữ nguyên từng ký tự"
    )
