"""What people decided about findings, applied to the observations of a report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection, select

from normalize.observations import Observation, computed_rate
from normalize.store.rows import Row
from normalize.store.schema import ReviewRow
from normalize.store.wording import loads


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest review of a finding, as far as observations care."""

    state: str
    corrections: tuple[tuple[str, str, str], ...]


def newest_reviews(connection: Connection, sha256: str) -> dict[str, Decision]:
    """By fingerprint. Later rows replace earlier ones."""
    query = (
        select(ReviewRow.fingerprint, ReviewRow.state, ReviewRow.corrections)
        .where(ReviewRow.sha256 == sha256)
        .order_by(ReviewRow.id)
    )
    return {
        fingerprint: Decision(state, tuple((c["figure"], c["measure"], c["value"]) for c in loads(corrections)))
        for fingerprint, state, corrections in connection.execute(query)
    }


def reviewed(
    observations: Sequence[Observation], checks: Sequence[Row], reviews: Mapping[str, Decision]
) -> tuple[Observation, ...]:
    """Observations with what people decided about the checks of their figures.

    A figure counts as verified where a person rejected its findings and none is left; a corrected value replaces the
    stated one. Figures are named by a review under the ids of the reading that it was made on: corrections carry over
    only to a figure that states the same value under the same measure, which `fingerprint` assures for its check.
    """
    if not reviews:
        return tuple(observations)
    found: dict[str, list[str]] = {}
    corrected: dict[tuple[str, str], str] = {}
    for check in checks:
        decision = reviews.get(check["fingerprint"])
        state = decision.state if decision else "open"
        names = loads(check["figures"])
        if check["is_finding"]:
            for figure in names:
                found.setdefault(figure, []).append(state)
        if decision is not None and decision.state == "corrected":
            corrected |= {(figure, measure): value for figure, measure, value in decision.corrections}
    decided = [_decided(o, found.get(o.figure, []), corrected.get((o.figure, o.measure))) for o in observations]
    return tuple(_recomputed(decided)) if corrected else tuple(decided)


def _recomputed(observations: Sequence[Observation]) -> Iterator[Observation]:
    """The computed rate follows a corrected numerator or denominator."""
    counts = {(o.figure, o.measure): o for o in observations}
    for o in observations:
        parts = [counts.get((o.figure, "numerator")), counts.get((o.figure, "denominator"))]
        known = [p for p in parts if p is not None]
        if o.measure == "computed_rate" and len(known) == 2 and any(p.state == "corrected" for p in known):
            rate = computed_rate(Decimal(known[0].value), Decimal(known[1].value))
            if rate is not None:
                yield replace(o, value=rate, stated=o.stated if o.stated is not None else o.value, state="corrected")
                continue
        yield o


def _decided(o: Observation, states: Sequence[str], value: str | None) -> Observation:
    if value is not None:
        return replace(o, value=value, stated=o.stated if o.stated is not None else o.value, state="corrected")
    if states and all(state == "rejected" for state in states):
        return replace(o, state="verified")
    return o
