"""The Vietnamese words for verdicts, severities and causes that every surface shows."""

from collections.abc import Sequence

from document.contract import AuditedReport, CoverageOut, FigureOut

PAGES_NAMED = 8

SEVERITIES = {"high": "Nghiêm trọng", "medium": "Đáng kể", "low": "Nhỏ", "none": "Không"}
VERDICTS = {
    "consistent": "khớp",
    "truncated": "cắt bớt chữ số",
    "mismatch": "không khớp",
    "undefined": "không có giá trị",
    "unstated": "không ghi tỷ lệ",
    "check_error": "không kiểm được",
}
CAUSES = {
    "report": "do báo cáo",
    "ocr": "có thể do máy đọc bản quét",
    "undecided": "chưa rõ do báo cáo hay do bản quét",
}
KINDS = {
    "bao_cao": "Báo cáo",
    "thong_bao": "Thông báo",
    "ke_hoach": "Kế hoạch",
    "cong_van": "Công văn",
    "quyet_dinh": "Quyết định",
    "khac": "Văn bản",
}
CHECK_KINDS = {
    "ratio": "tỷ lệ",
    "sum": "tổng",
    "difference": "phần còn lại",
    "row_sum": "tổng theo hàng",
    "row_ratio": "tỷ lệ trong hàng",
    "column_sum": "tổng theo cột",
    "total_ratio": "tỷ lệ của hàng tổng",
    "enumeration": "số mục liệt kê",
    "contradiction": "mâu thuẫn",
    "growth": "tăng giảm",
    "spelled": "số bằng chữ",
    "shares": "tổng các tỷ lệ",
    "repeat": "chỉ tiêu nêu lại",
    "rounding_habit": "thói quen làm tròn",
    "malformed": "số viết sai dạng",
}


def thousands(value: int) -> str:
    """1234567 -> "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def coverage_line(coverage: CoverageOut) -> str:
    """What was seen, understood and checked, in one sentence."""
    return (
        f"Đã thấy {thousands(coverage.numbers)} số, hiểu {thousands(coverage.understood)}, "
        f"đưa vào phép tính {thousands(coverage.checked)}; chưa hiểu {thousands(coverage.numbers - coverage.understood)}."
    )


def unchecked_line(coverage: CoverageOut) -> str:
    """What was not checked, in one sentence; empty where everything was."""
    left = coverage.numbers - coverage.checked
    if left <= 0:
        return ""
    return (
        f"{thousands(left)} số không nằm trong phép tính nào (kể cả ngày tháng, số văn bản) nên chưa được kiểm: "
        "không có cảnh báo không có nghĩa là đúng."
    )


def doubtful_line(count: int) -> str:
    """That some figures of a scan may be read wrongly, in one sentence."""
    return f"{thousands(count)} số liệu máy đọc chưa chắc: hãy nhìn lại trang giấy trước khi dùng."


def also(figure: FigureOut) -> str:
    """A doubtful figure as it was read, and what else it may be."""
    other = [reading for reading in figure.readings if reading != figure.quote]
    return f"“{figure.quote}”" + (f", cũng có thể là “{'”, “'.join(other)}”" if other else "")


def conclusion(report: AuditedReport) -> tuple[str, bool]:
    """What to say where nothing was found, and whether that is good news: where nothing was checked it is none."""
    unread = report.coverage.unread_pages
    if not any(c.verdict not in ("unstated", "check_error") for c in report.checks):
        if unread:
            return (
                f"Không đọc được {pages(unread)} và chưa có phép tính nào kiểm được, nên chưa kết luận được gì.",
                False,
            )
        return "Tệp này không có phép tính nào kiểm được, nên chưa kết luận được gì.", False
    if unread:
        return (
            f"Không thấy chỗ nào sai trong các phép đã kiểm, nhưng {pages(unread)} không đọc được nên chưa kiểm.",
            False,
        )
    return "Không thấy chỗ nào sai trong các phép đã kiểm.", True


def pages(numbers: Sequence[int]) -> str:
    """Pages by their numbers; of many the first ones.

    >>> pages([3]), pages([2, 5]), pages(range(1, 40))
    ('trang 3', '2 trang (2, 5)', '39 trang (1, 2, 3, 4, 5, 6, 7, 8, …)')
    """
    if len(numbers) == 1:
        return f"trang {numbers[0]}"
    named = ", ".join(map(str, numbers[:PAGES_NAMED])) + (", …" if len(numbers) > PAGES_NAMED else "")
    return f"{len(numbers)} trang ({named})"


def where(report: AuditedReport, page: int, line: int) -> str:
    """A place as a person finds it: a text file has lines, whatever its pages."""
    return f"dòng {line}" if report.source.media_type.startswith("text/") else f"trang {page}, dòng {line}"


def numbered(number: str) -> str:
    """A document's number; where only its symbol is printed (the digits were written by hand), a gap stands for them.

    >>> numbered("/BC-SYT")
    '…/BC-SYT'
    """
    return f"…{number}" if number.startswith("/") else number
