"""The page that an auditor opens: its pictures, and what it says of doubt."""

import io
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from PIL import Image

from api.page import MOST_DOUBTED, render
from document.checks import Check
from document.pages import Page
from document.places import Place
from document.report import Letterhead, Report
from ingest import open_source
from pipeline.audit import Audit
from tests.factories import contract

BOX = (60.0, 100.0, 240.0, 130.0)
PICTURE = regex.compile(r'alt="([^"]*)" src="data:image/jpeg;base64,([^"]*)"')


def audit(folder: Path, figures: int = 0) -> Audit:
    """A scan of one page, half dark, with one finding at its lower edge and `figures` doubtful figures at its upper one."""
    paper = Image.new("RGB", (300, 400), "white")
    paper.paste((40, 160, 40), (0, 0, 300, 60))
    paper.save(folder / "a.png")
    place = Place(1, 3, (60.0, 300.0, 240.0, 330.0))
    check = Check("c1", "ratio", "mismatch", "60", "50.0000", (1, 2), ("f1",), place, "1/2", "1 : 2", severity="medium")
    report = Report(Letterhead(), (), (), (), (), (), (Page(1, 300, 400, "tesseract", dpi=72.0),))
    told = contract()
    doubt = {"bbox": (10, 10, 90, 30), "confidence": 0.5, "readings": ["7/2 hồ sơ"]}
    doubtful = [told.figures[0].model_copy(update={"id": f"f{n}", **doubt}) for n in range(1, figures + 1)]
    source = told.source.model_copy(update={"media_type": "image/png"})
    said = told.model_copy(update={"source": source, "figures": doubtful})
    return Audit(said, open_source(folder / "a.png"), report, (check,))


def shown(html: str) -> list[tuple[str, Image.Image]]:
    return [(alt, Image.open(io.BytesIO(b64decode(data)))) for alt, data in PICTURE.findall(html)]


def test_a_finding_has_the_picture_of_its_place(tmp_path: Path) -> None:
    ((alt, picture),) = shown(render(audit(tmp_path)))
    assert alt == "Hình trang 1, dòng 3"
    assert picture.width == 300
    assert picture.height < 100
    assert min(picture.convert("RGB").getpixel((10, 5))) > 240  # type: ignore[arg-type]


def test_a_doubtful_figure_has_its_picture_and_its_other_reading(tmp_path: Path) -> None:
    html = render(audit(tmp_path, figures=1))
    pictures = shown(html)
    assert len(pictures) == 2
    red, green, _ = pictures[1][1].convert("RGB").getpixel((200, 5))  # type: ignore[misc]
    assert green > red + 60
    assert "cũng có thể là “7/2 hồ sơ”" in html
    assert "chưa chắc" not in render(audit(tmp_path))


def test_a_page_does_not_grow_with_doubt_for_ever(tmp_path: Path) -> None:
    html = render(audit(tmp_path, figures=MOST_DOUBTED + 5))
    assert len(shown(html)) == MOST_DOUBTED + 1
    assert html.count("cũng có thể là") == MOST_DOUBTED + 5


def test_pages_that_were_not_read_are_seen_first(tmp_path: Path) -> None:
    whole = audit(tmp_path)
    assert "Không đọc được" not in render(whole)
    coverage = whole.contract.coverage.model_copy(update={"unread_pages": [2, 3]})
    clean = whole.contract.checks[0].model_copy(update={"verdict": "consistent", "severity": "none", "suggestions": []})
    html = render(replace(whole, contract=whole.contract.model_copy(update={"coverage": coverage, "checks": [clean]})))
    assert "Không đọc được: 2 trang (2, 3)" in html
    assert "Không thấy chỗ nào sai</span>" not in html
    assert "nhưng 2 trang (2, 3) không đọc được nên chưa kiểm" in html


def test_many_findings_have_a_list_that_leads_to_each(tmp_path: Path) -> None:
    one = audit(tmp_path)
    assert "<nav" not in render(one)
    names = [f"c{n}" for n in range(1, 8)]
    checks = [one.contract.checks[0].model_copy(update={"id": name}) for name in names]
    html = render(replace(one, contract=one.contract.model_copy(update={"checks": checks})))
    assert regex.findall(r'<a href="#(c\d)">', html) == names
    assert regex.findall(r'<article [^>]*id="(c\d)"', html) == names


@pytest.mark.parametrize("wanted", ["prefers-color-scheme: dark", "@media print", "max-width: 700px"])
def test_the_page_suits_the_dark_the_paper_and_the_pocket(tmp_path: Path, wanted: str) -> None:
    assert wanted in render(audit(tmp_path))
