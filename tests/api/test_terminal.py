"""What the terminal shows, at every width."""

import io

import pytest
from rich.console import Console

from api.terminal import NARROWEST, show
from api.words import conclusion
from document.contract import AuditedReport
from tests.factories import CONTRACT, contract


def shown(report: AuditedReport, width: int, *, watched: bool = True) -> str:
    paper = io.StringIO()
    show(Console(file=paper, width=width, force_terminal=watched, no_color=True, highlight=False), report)
    return paper.getvalue()


def _plain(text: str) -> str:
    return "".join(part.split("m", 1)[-1] for part in text.split("\x1b["))


@pytest.mark.parametrize("width", [NARROWEST + 4, 60, 80, 160])
def test_no_line_is_wider_than_the_terminal_and_all_are_indented_alike(width: int) -> None:
    report = contract()
    report.checks[0].sentence = "Một câu dài " * 20
    lines = _plain(shown(report, width)).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line.startswith("    ") for line in lines if "câu dài" in line)
    assert not any(line.endswith(" ") for line in lines)


def test_a_pipe_gets_one_line_for_a_sentence() -> None:
    report = contract()
    report.checks[0].sentence = "Một câu dài " * 20
    assert "    " + "Một câu dài " * 20 in shown(report, 80, watched=False)


def test_doubtful_figures_are_shown_with_what_else_they_may_be() -> None:
    figure = {**CONTRACT["figures"][0], "confidence": 0.5, "readings": ["7/2 hồ sơ, đạt 60%"]}  # type: ignore[index]
    report = AuditedReport.model_validate({**CONTRACT, "figures": [figure]})
    out = shown(report, 160, watched=False)
    assert "1 số liệu máy đọc chưa chắc" in out
    assert "“1/2 hồ sơ, đạt 60%”, cũng có thể là “7/2 hồ sơ, đạt 60%”" in out
    assert "chưa chắc" not in shown(contract(), 160, watched=False)


def test_nothing_found_is_no_good_news_where_a_page_was_not_read() -> None:
    clean = {**CONTRACT["checks"][0], "verdict": "consistent", "severity": "none"}  # type: ignore[index]
    coverage = {**CONTRACT["coverage"], "unread_pages": [4]}  # type: ignore[dict-item]
    report = AuditedReport.model_validate({**CONTRACT, "checks": [clean], "coverage": coverage})
    assert conclusion(report) == (
        "Không thấy chỗ nào sai trong các phép đã kiểm, nhưng trang 4 không đọc được nên chưa kiểm.",
        False,
    )
    assert "trang 4 không đọc được" in shown(report, 160, watched=False)
    nothing = AuditedReport.model_validate({**CONTRACT, "checks": [], "coverage": coverage})
    assert conclusion(nothing)[0].startswith("Không đọc được trang 4 và chưa có phép tính nào")


def test_suggestions_that_are_left_out_are_counted() -> None:
    report = contract()
    report.checks[0].suggestions *= 5
    assert "… và 2 khả năng nữa" in shown(report, 160, watched=False)


def test_a_number_written_by_hand_leaves_a_gap() -> None:
    report = contract()
    report.letterhead.number = "/BC-SYT"
    assert "Báo cáo số …/BC-SYT" in shown(report, 160, watched=False)
