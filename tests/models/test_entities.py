"""The trained finder: it loads, it finds names it never saw in training, and it is small."""

from pathlib import Path

import pytest

from models.entities import MODEL, EntityFinder


@pytest.fixture(scope="module")
def finder() -> EntityFinder:
    return EntityFinder()


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("- Trạm Kiểm dịch thực vật cửa khẩu đã kiểm tra 1.204 lô hàng, đạt 98%.", "Trạm Kiểm dịch thực vật", "ORG"),
        ("Riêng CAH Krông Nô cấp 312 tài khoản; PC06 cấp 45 tài khoản.", "CAH Krông Nô", "ORG"),
        ("Đơn vị có tỷ lệ cao: Đồng Hới (81%), Lệ Thủy (77%).", "Đồng Hới", "LOC"),
    ],
)
def test_finds_names(finder: EntityFinder, text: str, name: str, label: str) -> None:
    found = [(text[e.start : e.end], e.label) for e in finder.find(text)]
    assert any(name in found_name and found_label == label for found_name, found_label in found), found


def test_finds_nothing_where_nothing_is_named(finder: EntityFinder) -> None:
    assert finder.find("Tổng số hồ sơ tiếp nhận 429, trong đó trực tuyến 97 hồ sơ, đạt 22,6%.") == []


def test_weights_stay_small() -> None:
    assert sum(p.stat().st_size for p in Path(MODEL).rglob("*") if p.is_file()) < 20_000_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở Xây dựng công bố 14 quy hoạch. Bước sang quý II, tiến độ nhanh hơn.", "Sở Xây dựng"),
        ("Cấp đổi giấy phép lái xe (Phòng PX05): 120/240 hồ sơ.", None),
        ("Chứng thực bản sao (bộ phận một cửa cấp xã): 1.204/1.310 hồ sơ.", "bộ phận một cửa cấp xã"),
        ("Đến nay, 100% UBND cấp huyện, cấp xã đã có trang thông tin.", "UBND cấp huyện, cấp xã"),
        ("BV Lao và bệnh phổi khám 1.200 lượt; UBND TX. Mường Thanh khám 30 lượt.", "UBND TX. Mường Thanh"),
    ],
)
def test_names_end_where_they_end(finder: EntityFinder, text: str, name: str | None) -> None:
    found = [text[e.start : e.end] for e in finder.find(text)]
    assert name is None or name in found
    assert not any(mark in entity for entity in found for mark in ("):", ". Bước", "đã ", "công bố"))
