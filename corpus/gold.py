"""Build the gold of a specimen from its text and the hand-written rows beside it.

    python -m corpus.gold              write specimens/<slug>.gold.json for every specimen
    python -m corpus.gold --check      say whether the committed files are what would be written
    python -m corpus.gold --left SLUG  list the numbers of the text that no row covers yet

What a row says must be printed in the text: the builder finds each quote's line, parses the printed numbers, computes
every verdict exactly, and refuses a row that does not agree (GoldError). Row formats: specimens/README.md.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex

from corpus import tables, verdicts
from corpus.specimen import SPECIMENS, GoldError, Specimen, load, plain, slugs
from corpus.traps import traps, uncovered
from document.numerals import Numeral, parse

Row = Mapping[str, Any]
Entry = dict[str, Any]
FIGURES = ("ratios", "percents", "quantities", "sums", "differences", "growths", "enumerations", "not_figures")
_SLASH = regex.compile(r"(\d+(?:[.,]\d+)*)[^\d/%;]*/[^\d/%;]{0,3}(\d+(?:[.,]\d+)*)")
_PERCENT = regex.compile(r"(\d+(?:[.,]\d+)*)\s*%")
_AMOUNT = regex.compile(r"(\d+(?:[.,]\d+)*)\s*((?:nghìn|ngàn|triệu|tỷ|tỉ)(?=\s|$))?\s*(.*)", regex.DOTALL)
_SCALE = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_APPROXIMATE = regex.compile(r"(?:hơn|trên|khoảng|ít nhất|gần|làm tròn)\s*$", regex.IGNORECASE)


def build(specimen: Specimen) -> Entry:
    """The gold of one specimen, in the format that the scorer reads. Raises GoldError where rows and text disagree."""
    gold = assemble(specimen)
    gold["misprints"] = [_misprint(specimen, row, gold) for row in specimen.rows.get("misprints", [])]
    _refuse_unplanted(specimen, gold)
    _refuse_uncovered(specimen, gold)
    return gold


def assemble(specimen: Specimen) -> Entry:
    """The gold of a specimen that may not be complete yet: every row checked, but not the whole."""
    gold: Entry = {"doc": _doc(specimen), "sections": _sections(specimen)}
    makers = {
        "ratios": _ratio,
        "percents": _percent,
        "quantities": _quantity,
        "sums": _sum,
        "differences": _difference,
        "growths": _growth,
        "enumerations": _enumeration,
    }
    for name, make in makers.items():
        entries = [make(specimen, row) | _common(specimen, row) for row in specimen.rows.get(name, [])]
        gold[name] = _ordered(entries)
    gold["tables"] = tables.build(specimen)
    gold["contradictions"] = [_contradiction(specimen, row) for row in specimen.rows.get("contradictions", [])]
    gold["not_figures"] = _not_figures(specimen)
    return gold


def dumps(gold: Entry) -> str:
    """Gold as JSON text, one entry a line, so that a difference reads well."""
    parts = []
    for key, value in gold.items():
        if isinstance(value, list) and value:
            body = ",\n".join("  " + json.dumps(v, ensure_ascii=False) for v in value)
            parts.append(f" {json.dumps(key)}: [\n{body}\n ]")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def path(slug: str, folder: Path = SPECIMENS) -> Path:
    """Where the gold of a specimen is kept."""
    return folder / f"{slug}.gold.json"


# -- one entry of each kind ---------------------------------------------------------------------------------------


def _common(specimen: Specimen, row: Row) -> Entry:
    spot = specimen.locate(row)
    common: Entry = {
        "line": spot.line,
        "quote": row["quote"],
        "col": spot.col,
        "section_path": specimen.section(spot.line),
    }
    return common | {key: row[key] for key in ("optional", "note") if key in row}


def _number(specimen: Specimen, row: Row, printed: str, *, percent: bool = False, elsewhere: bool = False) -> Numeral:
    """Parse a number that must be printed on the quote's line (or, `elsewhere`, anywhere in the text)."""
    where = specimen.text if elsewhere else specimen.line(specimen.locate(row).line)
    if not regex.search(rf"(?<!\d){regex.escape(printed)}(?!\d)", where):
        raise GoldError(f"{specimen.slug}: {printed!r} is not printed with {row['quote']!r}")
    return verdicts.number(printed, percent=percent)


def _ratio(specimen: Specimen, row: Row) -> Entry:
    quote = plain(row["quote"])
    slash, percent = _SLASH.search(quote), _PERCENT.search(quote)
    form = row.get("form", "slash")
    if form == "slash" and slash is None:
        raise GoldError(f"{specimen.slug}: no slash ratio in {quote!r}; give form, n and d")
    if percent is not None and _PERCENT.search(quote, percent.end()) and "percent" not in row:
        raise GoldError(f"{specimen.slug}: several percentages in {quote!r}; give percent")
    n = _number(specimen, row, row.get("n") or (slash[1] if slash else ""), elsewhere="n_elsewhere" in row)
    d = _number(specimen, row, row.get("d") or (slash[2] if slash else ""), elsewhere="d_elsewhere" in row)
    printed = row.get("percent", percent[1] if percent else None) or None
    stated = None if printed is None else _number(specimen, row, printed, percent=True)
    return {
        "subject": row["subject"],
        "org": row.get("org"),
        "unit": row.get("unit"),
        "numerator": verdicts.plain(n.value),
        "denominator": verdicts.plain(d.value),
        "stated_percent": printed,
        "decimals": None if stated is None else stated.decimals,
        "as_of": row.get("as_of"),
        "form": form,
        "computed_percent": verdicts.percent(n, d),
        "verdict": verdicts.ratio(n, d, stated, bound=row.get("bound", "exact"), measured=row.get("measured", False)),
    }


def _percent(specimen: Specimen, row: Row) -> Entry:
    match = _PERCENT.search(row["quote"])
    value = row.get("value") or (match[1] if match else "")
    _number(specimen, row, value, percent=True)
    return {"subject": row["subject"], "org": row.get("org"), "value": value, "kind": row.get("kind", "result")}


def _quantity(specimen: Specimen, row: Row) -> Entry:
    quote = plain(row["quote"])
    match = _AMOUNT.search(quote)
    if match is None:
        raise GoldError(f"{specimen.slug}: no number in {quote!r}")
    numeral = _number(specimen, row, row.get("value", match[1]))
    unit = row.get("unit") or match[3].strip(" ():;,.")
    if not unit:
        raise GoldError(f"{specimen.slug}: no unit in {quote!r}; give unit")
    spot = specimen.locate(row)
    before = plain(specimen.line(spot.line)[: spot.col]) + " " + quote[: match.start()]
    return {
        "value": verdicts.plain(numeral.value * _SCALE[match[2] or ""]),
        "unit": unit,
        "subject": row["subject"],
        "org": row.get("org"),
        "approx": row.get("approx", bool(_APPROXIMATE.search(before.rstrip()))),
    }


def _sum(specimen: Specimen, row: Row) -> Entry:
    away = row.get("optional", False) or "parts_elsewhere" in row
    total = _number(specimen, row, row["total"], elsewhere=away).value
    parts = [(label, _number(specimen, row, value, elsewhere=away).value) for label, value in row["parts"]]
    exhaustive = row.get("exhaustive", True)
    values = [value for _, value in parts]
    return {
        "total": verdicts.plain(total),
        "unit": row.get("unit"),
        "parts": [{"label": label, "value": verdicts.plain(value)} for label, value in parts],
        "exhaustive": exhaustive,
        "computed": verdicts.plain(sum(values, Decimal(0))),
        "verdict": verdicts.total(total, values, exhaustive=exhaustive),
    }


def _difference(specimen: Specimen, row: Row) -> Entry:
    away = row.get("optional", False) or "whole_elsewhere" in row
    whole = _number(specimen, row, row["whole"], elsewhere=away).value
    part = _number(specimen, row, row["part"], elsewhere=away).value
    stated = _number(specimen, row, row["stated"]).value
    return {
        "whole": verdicts.plain(whole),
        "part": verdicts.plain(part),
        "stated": verdicts.plain(stated),
        "computed": verdicts.plain(whole - part),
        "verdict": "consistent" if whole - part == stated else "mismatch",
    }


def _growth(specimen: Specimen, row: Row) -> Entry:
    """An increase or a decrease against its base, as a count or (the number before "%") as a percentage of the base."""
    away = "base_elsewhere" in row
    before = _number(specimen, row, row["before"], elsewhere=away).value
    if "change" in row:
        change = _number(specimen, row, row["change"], elsewhere=away)
    else:
        change = verdicts.count(abs(_number(specimen, row, row["now"], elsewhere=away).value - before))
    rate = _PERCENT.search(row["quote"])
    stated = _number(specimen, row, row["stated"], percent=rate is not None)
    base = verdicts.count(before)
    if rate is not None:
        verdict, computed = verdicts.ratio(change, base, stated), verdicts.percent(change, base)
    else:
        verdict = "consistent" if change.value == stated.value else "mismatch"
        computed = str(verdicts.plain(change.value))
    return {
        "before": verdicts.plain(before),
        "change": verdicts.plain(change.value),
        "percent": rate is not None,
        "stated": row["stated"],
        "computed": computed,
        "verdict": verdict,
    }


def _enumeration(specimen: Specimen, row: Row) -> Entry:
    stated = _number(specimen, row, row["stated"]).value
    spots = [specimen.locate({"quote": item} | row.get("items_in", {})) for item in row["items"]]
    return {
        "stated": verdicts.plain(stated),
        "listed": len(spots),
        "items": list(row["items"]),
        "items_line": spots[0].line,
        "verdict": "consistent" if stated == len(spots) else "mismatch",
    }


def _contradiction(specimen: Specimen, row: Row) -> Entry:
    sides = {side: {"line": specimen.locate(row[side]).line, "quote": row[side]["quote"]} for side in ("a", "b")}
    return {**sides, "why": row["why"], "kind": row.get("kind", "indicator")} | {
        k: row[k] for k in ("optional",) if k in row
    }


def _not_figures(specimen: Specimen) -> list[Entry]:
    rows = [
        {"line": spot.line, "quote": row["quote"], "col": spot.col, "why": row["why"]}
        for row in specimen.rows.get("not_figures", [])
        for spot in [specimen.locate(row)]
    ]
    taken = {(row["line"], row["col"]) for row in rows}
    found = [{"line": t.line, "quote": t.quote, "col": t.col, "why": t.why} for t in traps(specimen)]
    return _ordered([*rows, *(f for f in found if (f["line"], f["col"]) not in taken)])


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    keyed = sorted(entries, key=lambda e: (e["line"], e["col"]))
    return [{"line": e["line"], "quote": e["quote"], **e} for e in keyed]


# -- head and sections --------------------------------------------------------------------------------------------


def _doc(specimen: Specimen) -> Entry:
    doc = dict(specimen.rows["doc"])
    lines: dict[str, int | None] = {}
    for field in ("kind", "number", "issuer", "place", "date", "title", "period", "signer", "signer_role"):
        lines[field] = _doc_line(specimen, field, doc.get(field))
    return {"file": f"{specimen.slug}.md", **{field: doc.get(field) for field in lines}, "lines": lines}


def _doc_line(specimen: Specimen, field: str, value: str | None) -> int | None:
    if value is None:
        return None
    wanted = _printed(field, value)
    order = range(1, len(specimen.lines) + 1)
    for number in reversed(order) if field in ("signer", "signer_role") else order:
        text = plain(specimen.line(number))
        if text and (wanted in text or (len(text) > 8 and field in ("title", "issuer") and wanted.startswith(text))):
            return number
    raise GoldError(f"{specimen.slug}: doc.{field} {value!r} is not printed")


def _printed(field: str, value: str) -> str:
    if field == "kind":
        return {"bao_cao": "BÁO CÁO", "thong_bao": "THÔNG BÁO", "ke_hoach": "KẾ HOẠCH"}[value]
    if field == "date":
        year, month, day = value.split("-")
        return f"ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"
    return value.split("; ", maxsplit=1)[0] if field == "signer_role" else value


def _sections(specimen: Specimen) -> list[Entry]:
    return [
        {"line": h.line, "marker": h.marker, "title": h.title, "level": h.level, "path": h.path, "kind": h.kind}
        for h in specimen.headings
    ]


# -- what the whole must satisfy ----------------------------------------------------------------------------------


def findings(gold: Entry) -> list[Entry]:
    """Every statement that the gold calls wrong: {kind, verdict, line, stated}."""
    found: list[Entry] = []
    for name, kind in (
        ("ratios", "ratio"),
        ("sums", "sum"),
        ("differences", "difference"),
        ("growths", "growth"),
        ("enumerations", "enumeration"),
    ):
        for e in gold[name]:
            if e["verdict"] in ("mismatch", "truncated", "undefined") and not e.get("optional"):
                stated = e["stated_percent"] if name == "ratios" else e["total"] if name == "sums" else e["stated"]
                found.append({"kind": kind, "verdict": e["verdict"], "line": e["line"], "stated": str(stated)})
    for table in gold["tables"]:
        for c in table["checks"]:
            if c["verdict"] != "consistent":
                found.append(
                    {"kind": c["kind"], "verdict": c["verdict"], "line": c["line"], "stated": str(c["stated"])}
                )
    for c in gold["contradictions"]:
        found.append(
            {"kind": "contradiction", "verdict": "mismatch", "line": c["a"]["line"], "stated": c["a"]["quote"]}
        )
    return found


def _misprint(specimen: Specimen, row: Row, gold: Entry) -> Entry:
    spot = specimen.locate(row)
    if row["printed"] not in row["quote"]:
        raise GoldError(f"{specimen.slug}: misprint {row['printed']!r} is not in its quote {row['quote']!r}")
    expected: list[Entry] = []
    pool = findings(gold)
    for check in row["checks"]:
        want = (check["kind"], check.get("verdict", "mismatch"))
        hits = [f for f in pool if (f["kind"], f["verdict"]) == want and _same(f["stated"], check["stated"])]
        hits = [f for f in hits if f not in expected]
        if not hits:
            raise GoldError(f"{specimen.slug}: misprint {row['quote']!r} expects {check}, which the gold does not find")
        expected.append(hits[0])
    return {
        "line": spot.line,
        "quote": row["quote"],
        "printed": row["printed"],
        "truth": row["truth"],
        "kind": row["kind"],
        "why": row["why"],
        "expected": expected,
    }


def _same(a: str, b: str) -> bool:
    x, y = (parse(text, percent="," in text) for text in (a, b))
    return a == b or (x is not None and y is not None and x.value == y.value)


def _refuse_unplanted(specimen: Specimen, gold: Entry) -> None:
    planted = [e for m in gold["misprints"] for e in m["expected"]]
    for finding in findings(gold):
        if finding not in planted:
            raise GoldError(f"{specimen.slug}: {finding} is wrong in the text, but no misprint plants it")


def _refuse_uncovered(specimen: Specimen, gold: Entry) -> None:
    left = uncovered(specimen, spans(gold))
    if left:
        listed = "\n".join(f"  {t.line}: {t.quote!r} in …{t.why}…" for t in left)
        raise GoldError(f"{specimen.slug}: no row covers these tokens with a slash or a percent sign:\n{listed}")


def spans(gold: Entry) -> list[tuple[int, int, int]]:
    """(line, first column, end column) of every entry's quote."""
    return [(e["line"], e["col"], e["col"] + len(e["quote"])) for name in FIGURES for e in gold[name]]


# -- the command --------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild, check or list; the exit code is 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m corpus.gold", description="Build the gold of the specimens.")
    parser.add_argument("slugs", nargs="*", help="only these specimens")
    parser.add_argument("--check", action="store_true", help="write nothing; compare")
    parser.add_argument("--left", action="store_true", help="list the numbers that no row covers")
    options = parser.parse_args(arguments)
    failures = 0
    for slug in options.slugs or slugs():
        try:
            failures += _one(load(slug), options)
        except GoldError as error:
            sys.stderr.write(f"{error}\n")
            failures += 1
    return 1 if failures else 0


def _one(specimen: Specimen, options: argparse.Namespace) -> int:
    if options.left:
        gold = assemble(specimen)
        for token in uncovered(specimen, spans(gold), every=True):
            sys.stdout.write(f"{specimen.slug}:{token.line}: {token.quote!r} in …{token.why}…\n")
        return 0
    gold = build(specimen)
    text, file = dumps(gold), path(specimen.slug)
    if options.check:
        same = file.exists() and file.read_text(encoding="utf-8") == text
        sys.stdout.write(f"{specimen.slug}: {'as committed' if same else 'differs from the committed file'}\n")
        return 0 if same else 1
    file.write_text(text, encoding="utf-8")
    counts = ", ".join(f"{len(v)} {k}" for k, v in gold.items() if isinstance(v, list))
    sys.stdout.write(f"{specimen.slug}: {len(specimen.text.split())} words, {counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
