"""Making the corpus: nothing is made twice, a change of the text is, and the committed demo is what is made today."""

import json
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from corpus import scan, specimen
from corpus.make import DEMO, DEMO_SLUG, Maker, printed, seed

SLUG = "thong-bao"


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    texts = tmp_path / "specimens"
    texts.mkdir()
    for ending in (".md", ".toml"):
        shutil.copy(specimen.SPECIMENS / f"{SLUG}{ending}", texts)
    return Maker(tmp_path / "build", texts)


def test_letter_and_truth_are_made_once(maker: Maker) -> None:
    path = maker.letter(SLUG)
    pages = maker.truth(SLUG)
    stamp = path.stat().st_mtime_ns
    assert maker.letter(SLUG).stat().st_mtime_ns == stamp
    assert len(pypdfium2.PdfDocument(path)) == len(pages)
    facts = json.loads(maker.truth_path(SLUG).read_text(encoding="utf-8"))
    assert [page["text"] for page in facts["pages"]] == [page.text for page in pages]


def test_a_changed_text_is_made_anew(maker: Maker) -> None:
    before = maker.letter(SLUG).read_bytes()
    text = maker.specimens / f"{SLUG}.md"
    text.write_text(text.read_text(encoding="utf-8").replace("vụ", "lần", 1), encoding="utf-8")
    assert maker.letter(SLUG).read_bytes() != before


@pytest.mark.slow
def test_the_demo_is_the_office_scan_of_its_specimen(tmp_path: Path) -> None:
    """Its first and last page, made anew, look the same."""
    maker = Maker(tmp_path)
    letter = maker.letter(DEMO_SLUG)
    facts = json.loads(maker.truth_path(DEMO_SLUG).read_text(encoding="utf-8"))
    sheets = printed(letter, facts["seals"], facts["office"])
    kept = pypdfium2.PdfDocument(DEMO)
    assert len(kept) == len(sheets)
    for sheet in (sheets[0], sheets[-1]):
        (made,) = scan.scan([sheet], "office", seed(DEMO_SLUG))
        picture = next(iter(kept[sheet.number - 1].get_objects())).get_bitmap().to_numpy().squeeze()
        assert np.abs(np.asarray(made).astype(int) - picture).mean() < 3.0, (
            "run `make corpus` and commit corpus/scans/demo.pdf"
        )


def test_the_demo_is_small_enough_to_keep() -> None:
    assert DEMO.stat().st_size < 2_500_000
