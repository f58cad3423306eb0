"""The Vietnamese words for verdicts, severities and causes that every surface shows."""

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


def coverage_line(numbers: int, understood: int, checked: int) -> str:
    """What was seen, understood and checked, in one sentence."""
    return (
        f"Đã thấy {thousands(numbers)} số, hiểu {thousands(understood)}, "
        f"đưa vào phép tính {thousands(checked)}; chưa hiểu {thousands(numbers - understood)}."
    )
