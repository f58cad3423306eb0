"""Write the units since 1 July 2025 and the crosswalk to them: `python tools/units.py VIETNAM_PROVINCES.whl VIETNAMADMINUNITS.whl`.

Both wheels are read as archives, never installed: the first holds the National Statistics Office's own list and its
conversion table of codes (release 2026.9.0), the second an independent reading of the official map of the mergers
(release 1.0.4). A pair of an old and a new commune is written only where both have it, and only for old communes whose
code has the same name here: what one source alone says is left out.

Writes normalize/areas/units-2025.tsv and normalize/areas/communes-2025.tsv, and says how many pairs were kept.
"""

import csv
import json
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from normalize.folding import fold  # noqa: E402 - run as a script, from anywhere

AREAS = ROOT / "normalize" / "areas"
ENTRY = re.compile(
    r"(\d+): OldToNewEntry\(\s*OldWardRef\(\d+, \d+, \d+, (True|False)\),\s*\(((?:\s*NewWardRef\(\d+, \d+\),?)+)\s*\)"
)
TARGET = re.compile(r"NewWardRef\((\d+),")
KIND = re.compile(r"^(?:xa|phuong|thi tran|huyen|dac khu) (?:n t |nt |nong truong )?")
ALIKE = 0.72
"""Two spellings of one name are at least this alike ("Sĩ Bình", "Sỹ Bình"); a commune that got another name is not."""
Pairs = dict[str, set[str]]
"""Old code -> new codes."""


def main(nso: Path, other: Path) -> None:
    """Read the wheels, keep what they agree on, write."""
    provinces = json.loads(ZipFile(nso).read("vietnam_provinces/data/nested-divisions.json"))
    rows = [(f"{p['code']:02d}", "", _name(p["name"])) for p in provinces]
    rows += [(f"{w['code']:05d}", f"{p['code']:02d}", _name(w["name"])) for p in provinces for w in p["wards"]]
    _write("units-2025.tsv", ("code", "parent", "name"), sorted(rows, key=lambda r: (len(r[0]), r[0])))
    table = ZipFile(nso).read("vietnam_provinces/_ward_conversion_2025.py").decode()
    official, parted = _official(table)
    second, names = _second(other)
    old = {
        r["code"]: r["name"] for r in csv.DictReader((AREAS / "units-2024.tsv").open(encoding="utf-8"), delimiter="\t")
    }
    sound = {code for code in official if code in old and _same_name(old[code], names.get(code, ""))}
    agreed = {code: official[code] & second.get(code, set()) for code in sound}
    sources: Pairs = defaultdict(set)
    for code, targets in agreed.items():
        whole = code not in parted and len(targets) == len(official[code] | second[code]) == 1
        for target in targets:
            sources[target].add(code if whole else f"{code}*")
    for code, parent, name in rows:
        if parent and code not in sources:
            sources[code] |= set(_island(name, old))
    _write(
        "communes-2025.tsv", ("code", "old"), [(c, " ".join(sorted(sources[c]))) for c in sorted(sources) if sources[c]]
    )
    pairs = sum(map(len, official.values()))
    kept = sum(map(len, agreed.values()))
    sys.stdout.write(f"{len(agreed)} of {len(official)} communes, {kept} of {pairs} pairs kept\n")


def _name(text: str) -> str:
    """The list names only cities among the provinces with their kind."""
    named = text[:1].upper() + text[1:]
    return named if fold(named).startswith(("tinh ", "thanh pho ", "xa ", "phuong ", "dac khu ")) else f"Tỉnh {named}"


def _official(table: str) -> tuple[Pairs, set[str]]:
    """Old communes with where they went, and those of which only parts went there."""
    found: Pairs = {}
    parted: set[str] = set()
    for code, partly, targets in ENTRY.findall(table):
        found[f"{int(code):05d}"] = {f"{int(t):05d}" for t in TARGET.findall(targets)}
        if partly == "True":
            parted.add(f"{int(code):05d}")
    return found, parted


def _second(wheel: Path) -> tuple[Pairs, dict[str, str]]:
    """The same of the second source, and its names of the old communes."""
    archive = ZipFile(wheel)
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(archive.extract("vietnamadminunits/data/dataset.db", folder))
        old = {
            f"{p}_{d}_{w}": (code, name)
            for p, d, w, code, name in base.execute(
                "SELECT provinceKey, districtKey, wardKey, wardCode, ward FROM admin_units_legacy WHERE wardCode NOT NULL"
            )
        }
        new = {(p, w): code for p, w, code in base.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")}
        base.close()
    pairs: Pairs = defaultdict(set)
    for province, former, ward in _keys(json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))):
        if former in old and (province, ward) in new:
            pairs[old[former][0]].add(new[province, ward])
    return pairs, dict(old.values())


def _keys(converter: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Province, old ward, new ward, by the names that the converter uses as keys."""
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, formers in wards.items():
            yield from ((province, former, ward) for former in formers)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for former, parts in divided.items():
            yield from ((province, former, part["newWardKey"]) for part in parts)


def _same_name(ours: str, theirs: str) -> bool:
    a, b = (KIND.sub("", fold(name)).replace(" ", "") for name in (ours, theirs))
    return SequenceMatcher(None, a, b).ratio() >= ALIKE


def _island(name: str, old: dict[str, str]) -> list[str]:
    """A special zone that was an island district without communes."""
    bare = KIND.sub("", fold(name))
    return (
        [code for code, former in old.items() if len(code) == 3 and fold(former) == f"huyen {bare}"]
        if "Đặc khu" in name
        else []
    )


def _write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    text = "\n".join("\t".join(row) for row in (header, *rows)) + "\n"
    (AREAS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
