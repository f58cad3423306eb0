"""Numbering without its full stop, kept up through a run: "1, Kết quả" … "2, Tồn tại", or "1 Kết quả" … "2 Tồn tại".

One such line may be anything: a quantity, the rest of a sentence. A run that counts on from its first, in one spelling
and over titles, is how the report (or the reader of its scan) writes its sections.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extract.blocks import Printed
from extract.headings import LETTERS, Marker, MarkerKind, is_upper, look, marker, roman

Spot = tuple[int, int]
"""Page and number of a line."""
Styles = Mapping[Spot, Marker]

_STYLED = regex.compile(r"(?P<m>\d{1,2}|[IVX]{1,5}|[a-zđ])(?P<sign>,?)\s+(?=\p{Lu})")
_YEAR = regex.compile(r"\bnăm\s+\d{4}\b", regex.IGNORECASE)
_ENDED = regex.compile(r"[.;:!?…][)”\"]?\s*$")
_SHORT = 10
"""Words of a title behind a number that nothing ends."""
_FEWEST = 2


@dataclass(slots=True)
class _Run:
    """The lines that count on from the first, with their markers; the last of them and where it stands."""

    members: dict[Spot, Marker] = field(default_factory=dict)
    last: int = 0
    at: int = -1


def kept_styles(lines: Sequence[Printed]) -> dict[Spot, Marker]:
    """The lines that begin in a style that is kept up, each with the marker that it stands for."""
    settled: dict[Spot, Marker] = {}
    runs: dict[tuple[MarkerKind, str], _Run] = {}
    for at, printed in enumerate(lines):
        if (read := marker(printed.text)) is not None:
            if look(printed.text[read.length :], emphasised=False, lead=None)[0] != "sentence":
                _settle(runs, read.kind, settled)
            continue
        styled = _styled(printed.text, lines[at - 1] if at and not printed.gap else None)
        if styled is None:
            continue
        found, sign = styled
        if found.ordinal == 1:
            _settle(runs, found.kind, settled)
            runs[found.kind, sign] = _Run()
        run = runs.get((found.kind, sign))
        if run is None or not _counts_on(run, found, at if not sign else None):
            continue
        run.members[printed.page, printed.line.number] = found
        run.last, run.at = found.ordinal, at
    for kind, _ in list(runs):
        _settle(runs, kind, settled)
    return settled


def _settle(runs: dict[tuple[MarkerKind, str], _Run], kind: MarkerKind, settled: dict[Spot, Marker]) -> None:
    """End the runs of a kind; those long enough are sections."""
    for key in [key for key in runs if key[0] == kind]:
        run = runs.pop(key)
        if len(run.members) >= _FEWEST:
            settled.update(run.members)


def _counts_on(run: _Run, found: Marker, at: int | None) -> bool:
    """Whether a marker is the next of a run (đ may be left out). `at`: where something must stand under the title before."""
    step = found.ordinal - run.last
    next_one = step == 1 or (found.kind == "letter" and found.text == "e" and step == 2)
    return next_one and (at is None or run.at < 0 or at - run.at > 1)


def _styled(text: str, before: Printed | None) -> tuple[Marker, str] | None:
    """The marker that a line may begin with in such a style, and its sign; None where it has none or is no title.

    `before`: the line above it, where no gap is between; what has no sign may be the rest of its sentence.
    """
    found = _STYLED.match(text)
    if found is None:
        return None
    printed, sign, rest = found["m"], found["sign"], text[found.end() :]
    if look(rest, emphasised=False, lead=None)[0] == "sentence":
        return None
    if not sign and (printed.islower() or not _is_title(rest) or not _may_end(before)):
        return None
    if printed.isdigit():
        return Marker("number", printed, int(printed), found.end()), sign
    if (value := roman(printed)) is not None:
        return Marker("roman", printed, value, found.end()), sign
    return Marker("letter", printed, LETTERS.find(printed) + 1, found.end()), sign


def _is_title(rest: str) -> bool:
    """Whether a few words and no number stand there: "12 Máy tính xách tay" is a count, and so is much of what has more."""
    bare = _YEAR.sub("", rest)
    return len(bare.split()) <= _SHORT and not any(c.isdigit() for c in bare) and not _ENDED.search(rest)


def _may_end(before: Printed | None) -> bool:
    return (
        before is None or bool(_ENDED.search(before.text)) or is_upper(before.text) or marker(before.text) is not None
    )
