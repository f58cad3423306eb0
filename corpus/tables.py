"""Tables of a specimen: tab-separated lines joined over page breaks, and every check that their columns allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpus import verdicts
from corpus.specimen import GoldError, Specimen, plain

Row = Mapping[str, Any]
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """Rows as printed with the lines they stand on. `role`: "item", "group" or "total"."""

    cells: tuple[str, ...]
    lines: tuple[int, ...]
    role: str

    @property
    def name(self) -> str:
        """What the row is called: its first cell that has letters."""
        return next((plain(c) for c in self.cells if any(ch.isalpha() for ch in c)), plain(self.cells[0]))


def build(specimen: Specimen) -> list[Entry]:
    """One entry for each [[tables]] row, in order; raises GoldError where text and row disagree."""
    blocks = _blocks(specimen)
    built = []
    for row in specimen.rows.get("tables", []):
        mine = [blocks.pop(0) for _ in range(row.get("blocks", 1))]
        built.append(_table(specimen, row, mine))
    if blocks:
        raise GoldError(f"{specimen.slug}: no [[tables]] row for the tab-separated lines from {blocks[0][0]} on")
    return built


def _blocks(specimen: Specimen) -> list[list[int]]:
    blocks: list[list[int]] = []
    for number, line in enumerate(specimen.lines, 1):
        if "\t" in line:
            if blocks and blocks[-1][-1] == number - 1:
                blocks[-1].append(number)
            else:
                blocks.append([number])
    return blocks


def _table(specimen: Specimen, row: Row, blocks: list[list[int]]) -> Entry:
    header: list[str] = list(row["header"])
    levels: int = row.get("header_levels", 1)
    head = blocks[0][:levels]
    _check_header(specimen, header, head)
    body: list[Body] = []
    for index, block in enumerate(blocks):
        skip = levels if index == 0 or row.get("header_repeated", False) else 0
        for number in block[skip:]:
            _append(specimen, row, header, body, number)
    return {
        "first_line": blocks[0][0],
        "last_line": blocks[-1][-1],
        "title": row.get("title"),
        "header": header,
        "header_lines": head,
        "rows": [list(b.cells) for b in body],
        "row_lines": [list(b.lines) for b in body],
        "checks": [entry for spec in row.get("checks", []) for entry in _checks(specimen, spec, header, body)],
        "section_path": specimen.section(blocks[0][0]),
    }


def _check_header(specimen: Specimen, header: list[str], head: list[int]) -> None:
    printed = {plain(cell) for number in head for cell in specimen.line(number).split("\t")}
    for title in header:
        for part in title.split(" / "):
            if part not in printed:
                raise GoldError(f"{specimen.slug}: header title {part!r} is not on lines {head}")


def _append(specimen: Specimen, row: Row, header: list[str], body: list[Body], number: int) -> None:
    cells = tuple(cell.strip() for cell in specimen.line(number).split("\t"))
    if len(cells) != len(header):
        raise GoldError(f"{specimen.slug}: line {number} has {len(cells)} cells, its header {len(header)}")
    if all(plain(c).strip("()").isdigit() and c.startswith("(") for c in cells):
        return
    if number in {specimen.locate({"quote": q}).line for q in row.get("continued", [])}:
        last = body.pop()
        joined = tuple(" ".join(filter(None, pair)) for pair in zip(last.cells, cells, strict=True))
        body.append(Body(joined, (*last.lines, number), last.role))
        return
    texts = {plain(c) for c in cells}
    role = "total" if row.get("total") in texts else "group" if texts & set(row.get("groups", [])) else "item"
    body.append(Body(cells, (number,), role))


def _checks(specimen: Specimen, spec: Row, header: list[str], body: list[Body]) -> list[Entry]:
    kind = spec["kind"]
    if kind == "row_sum":
        return [c for b in body for c in _row_sum(spec, header, b)]
    if kind == "row_ratio":
        return [c for b in body for c in _row_ratio(spec, header, b)]
    if kind == "column_sum":
        return [c for title in spec["columns"] for c in _column_sums(header, title, body)]
    raise GoldError(f"{specimen.slug}: no table check of kind {kind!r}")


def _value(cell: str) -> Decimal | None:
    text = plain(cell)
    return verdicts.number(text).value if text and text[0].isdigit() else None


def _at(header: list[str], title: str) -> int:
    return next(i for i, full in enumerate(header) if title in (full, full.rsplit(" / ", 1)[-1]))


def _row_sum(spec: Row, header: list[str], body: Body) -> list[Entry]:
    stated = _value(body.cells[_at(header, spec["total"])])
    parts = [_value(body.cells[_at(header, title)]) for title in spec["parts"]]
    known = [p for p in parts if p is not None]
    if stated is None or len(known) != len(parts):
        return []
    where = f"dòng {body.lines[0]} {body.name}: {' + '.join(spec['parts'])} = {spec['total']}"
    return [_check("row_sum", where, body.lines[0], stated, sum(known, Decimal(0)))]


def _row_ratio(spec: Row, header: list[str], body: Body) -> list[Entry]:
    printed = plain(body.cells[_at(header, spec["ratio"])])
    n, d = (plain(body.cells[_at(header, spec[key])]) for key in ("n", "d"))
    if not printed or not n or not d or not printed[0].isdigit():
        return []
    part, whole, stated = verdicts.number(n), verdicts.number(d), verdicts.number(printed, percent=True)
    return [
        {
            "kind": "total_ratio" if body.role == "total" else "row_ratio",
            "where": f"dòng {body.lines[0]} {body.name}: {spec['n']} / {spec['d']}",
            "line": body.lines[0],
            "stated": printed.rstrip("% "),
            "computed": verdicts.percent(part, whole),
            "verdict": verdicts.ratio(part, whole, stated),
            "numerator": verdicts.plain(part.value),
            "denominator": verdicts.plain(whole.value),
        }
    ]


def _column_sums(header: list[str], title: str, body: list[Body]) -> list[Entry]:
    """Each group row against the items below it, and the total against the groups (or the items, where groups are blank)."""
    at = _at(header, title)
    values = [(b, _value(b.cells[at])) for b in body]
    groups = [(b, v) for b, v in values if b.role == "group" and v is not None]
    found = []
    for index, (group, stated) in enumerate(values):
        if group.role != "group" or stated is None:
            continue
        end = next((i for i in range(index + 1, len(values)) if values[i][0].role != "item"), len(values))
        items = [v for _, v in values[index + 1 : end] if v is not None]
        where = f"cột {title}: {len(items)} dòng của {group.name} = dòng {group.lines[0]}"
        found.append(_check("column_sum", where, group.lines[0], stated, sum(items, Decimal(0))))
    for total, stated in values:
        if total.role == "total" and stated is not None:
            parts = [v for _, v in groups] or [v for b, v in values if b.role == "item" and v is not None]
            where = f"cột {title}: {len(parts)} dòng = {total.name} (dòng {total.lines[0]})"
            found.append(
                _check(
                    "column_sum", where, total.lines[0], stated, sum((p for p in parts if p is not None), Decimal(0))
                )
            )
    return found


def _check(kind: str, where: str, line: int, stated: Decimal, computed: Decimal) -> Entry:
    return {
        "kind": kind,
        "where": where,
        "line": line,
        "stated": verdicts.plain(stated),
        "computed": verdicts.plain(computed),
        "verdict": "consistent" if stated == computed else "mismatch",
    }
