"""The whole way over whole reports: every printed number once, gold sections, time."""

import json
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.structure import NUMBER, read_structure
from extract.understand import understand
from tests.extract.builders import text_page

ROOT = Path(__file__).parents[2]
SPECIMENS = sorted((ROOT / "corpus/specimens").glob("*.gold.json"))


def specimen(gold: Path) -> str:
    name = gold.name.removesuffix(".gold.json")
    return unicodedata.normalize("NFC", gold.with_name(f"{name}.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("gold", SPECIMENS, ids=lambda p: p.name)
def test_sections_of_the_specimens(gold: Path) -> None:
    found = {(s.path, s.place.line) for s in read_structure([text_page(specimen(gold))]).sections}
    wanted = [s for s in json.loads(gold.read_text(encoding="utf-8"))["sections"] if not s.get("optional")]
    plain = [s for s in wanted if s.get("kind", "heading") == "heading" and not s.get("run_in")]
    assert plain
    assert [s["path"] for s in plain if (regex.sub(r"[()]", "", s["path"]), s["line"]) not in found] == []


@pytest.mark.parametrize("gold", SPECIMENS, ids=lambda p: p.name)
def test_every_printed_digit_stands_in_one_token(gold: Path) -> None:
    text = specimen(gold)
    tokens = understand([text_page(text)]).tokens
    assert Counter("".join(regex.findall(r"\d", " ".join(t.quote for t in tokens)))) == Counter(
        regex.findall(r"\d", text)
    )


def test_structure_is_quick() -> None:
    text = "\n\n".join(specimen(g) for g in SPECIMENS)
    page = text_page(text * max(1, 200_000 // len(text)))
    started = time.process_time()
    read_structure([page])
    assert time.process_time() - started < 1.0


LINES = st.lists(
    st.text(alphabet="IVX12.()a)đ-+*: ;BÁOCÁNơinhậ\t|#<sup>/%,“”", max_size=25), max_size=12
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_text_breaks_it_and_no_number_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read_structure([text_page(text)])
    told = sum(len(t.quote) for t in found.tokens) + sum(
        len(n.group())
        for p in found.passages
        if p.kind not in ("letterhead", "signature")
        for n in NUMBER.finditer(p.text)
    )
    digits = sum(c.isdigit() and c.isascii() for c in text)
    printed = sum(len(regex.sub(r"\D", "", t.quote)) for t in found.tokens)
    running = sum(
        c.isdigit() for p in found.passages if p.kind not in ("letterhead", "signature") for c in p.text if c.isascii()
    )
    assert told >= 0
    assert printed + running == digits


def test_a_second_letter_has_headings_of_its_own() -> None:
    letter = "BÁO CÁO\nKết quả\n\nI. {}\n\nĐã cấp {} thẻ cho công dân.\n\nNơi nhận:\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nLê Văn An\n\n"
    text = (
        letter.format("Sở Nội vụ", 12)
        + "UBND TỈNH HÀ NAM\nSố: 9/BC-STP\nHà Nam, ngày 12 tháng 5 năm 2023\n\n"
        + letter.format("Sở Tư pháp", 15)
    )
    figures = understand([text_page(text)]).figures
    assert [(f.value and int(f.value), f.org) for f in figures] == [(12, "Sở Nội vụ"), (15, "Sở Tư pháp")]
