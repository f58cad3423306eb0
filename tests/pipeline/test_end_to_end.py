"""The main job on the project's own specimens: their text, a digital letter, and a scan."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from corpus.make import Maker
from corpus.measure import measure
from corpus.specimen import SPECIMENS, slugs
from document.contract import dumps
from pipeline.audit import audit
from pipeline.settings import Settings

DEMO = Path(__file__).parents[2] / "corpus" / "scans" / "demo.pdf"


def gold(slug: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((SPECIMENS / f"{slug}.gold.json").read_text(encoding="utf-8"))
    return result


def audited(path: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(dumps(audit(path, Settings()).contract))
    return result


@pytest.mark.parametrize("slug", slugs())
def test_text_of_a_specimen_is_read_whole(slug: str) -> None:
    measures = measure(gold(slug), audited(SPECIMENS / f"{slug}.md"), by_line=True)
    for name in ("ratio_recall", "ratio_precision", "ratio_verdicts", "section_recall"):
        assert measures.rates[name] == 1.0, measures.misses
    assert measures.counts["false_alarms"] == 0, measures.misses


def test_decomposed_letters_give_what_composed_ones_give(tmp_path: Path) -> None:
    text = (SPECIMENS / "thong-bao.md").read_text(encoding="utf-8")
    (tmp_path / "composed.md").write_text(unicodedata.normalize("NFC", text), encoding="utf-8")
    (tmp_path / "decomposed.md").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    composed, decomposed = audited(tmp_path / "composed.md"), audited(tmp_path / "decomposed.md")
    assert composed.pop("source") != decomposed.pop("source")
    assert composed == decomposed


@pytest.mark.slow
def test_scan_of_the_demo_shows_the_planted_misprints_and_nothing_else() -> None:
    measures = measure(gold("kiem-tra"), audited(DEMO), by_line=False)
    assert measures.rates["misprint_recall"] == 1.0, measures.misses
    assert measures.counts["false_alarms"] == 0, measures.misses
    assert measures.rates["ratio_recall"] >= 0.97
    assert measures.rates["ratio_precision"] >= 0.99
    assert measures.rates["ratio_verdicts"] == 1.0
    assert measures.rates["section_recall"] >= 0.95


@pytest.mark.slow
def test_digital_letter_is_read_by_its_layer() -> None:
    result = audit(Maker().letter("chien-dich"), Settings())
    assert {page.reader for page in result.report.pages} == {"layer"}
    measures = measure(gold("chien-dich"), json.loads(dumps(result.contract)), by_line=False)
    assert measures.rates["ratio_recall"] == 1.0, measures.misses
    assert measures.rates["row_exact"] == 1.0, measures.misses
    assert measures.counts["false_alarms"] == 0, measures.misses
