"""The catalogue and its matcher."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.catalogue import by_id, catalogue, match, may_wait, provisional_id
from normalize.folding import fold


def test_the_25_essential_services() -> None:
    groups = Counter(i.group for i in catalogue())
    assert (groups["dvc-bo-cong-an"], groups["dvc-bo-nganh"]) == (11, 14)


def test_ids_and_names_are_told_apart() -> None:
    assert len({i.id for i in catalogue()}) == len(catalogue())
    owners: dict[str, str] = {}
    for indicator in catalogue():
        for name in {fold(n) for n in (indicator.name, *indicator.aliases)}:
            assert owners.setdefault(name, indicator.id) == indicator.id, name


@pytest.mark.parametrize("indicator", catalogue(), ids=lambda i: i.id)
def test_every_indicator_is_found_by_its_name(indicator: object) -> None:
    own = next(i for i in catalogue() if i is indicator)
    found = match(own.name, "", own.unit)
    assert found is not None
    assert found.indicator.id == own.id
    assert found.score >= 0.9


@pytest.mark.parametrize(
    ("subject", "unit", "expected"),
    [
        ("Tiếp nhận hồ sơ đăng ký thường trú", "hồ sơ", "dvc.dang-ky-thuong-tru"),
        ("Liên thông đăng ký khai sinh - đăng ký thường trú - cấp thẻ BHYT", "hồ sơ", "dvc.lien-thong-khai-sinh"),
        ("Công an huyện đã thu nhận hồ sơ cấp thẻ căn cước", "hồ sơ", "can-cuoc.thu-nhan"),
        ("đã kích hoạt tài khoản định danh điện tử mức 2", "tài khoản", "dinh-danh.kich-hoat-muc-2"),
        ("Ngành BHXH đã làm sạch dữ liệu người tham gia", "người", "lam-sach.bhxh"),
        ("số hóa dữ liệu hộ tịch", "dữ liệu", "so-hoa.ho-tich"),
        ("hồ sơ giải quyết đúng hạn", "hồ sơ", "dvc-chung.dung-han"),
    ],
)
def test_places(subject: str, unit: str, expected: str) -> None:
    found = match(subject, "", unit)
    assert found is not None
    assert found.indicator.id == expected


@pytest.mark.parametrize(
    ("subject", "unit"),
    [
        ("Sốt xuất huyết so với tháng trước giảm", "ca"),
        ("người tham gia BHXH chưa được xác thực", "người"),
        ("số hóa dữ liệu", "máy tính"),
        ("kịp thời khen thưởng", "cá nhân"),
    ],
)
def test_does_not_place(subject: str, unit: str) -> None:
    found = match(subject, "", unit)
    assert found is None or found.indicator.id == "lam-sach.con-lai"


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_words_can_be_matched(subject: str, unit: str) -> None:
    found = match(subject, "", unit)
    assert found is None or by_id(found.indicator.id) is found.indicator
    assert provisional_id(subject, unit) == provisional_id(f" {subject}; ", unit)
    assert len(provisional_id(subject, unit)) <= 80


@pytest.mark.parametrize(
    ("subject", "quote", "unit"),
    [
        ("", "15 hồ sơ", "hồ sơ"),
        ("Tổng số hồ sơ", "120 hồ sơ", "hồ sơ"),
        ("giai đoạn 2", "6.240", "người"),
        ("theo tháng 4/2024", "31 người", "người"),
        ("số hồ sơ tiếp nhận năm nay tăng", "20 hồ sơ", "hồ sơ"),
        ("cao hơn cuối năm trước", "1,5 điểm phần trăm", "điểm phần trăm"),
        ("Thấp nhất là huyện Kỳ Sơn", "55%", None),
        ("triển khai dịch vụ công thiết yếu của Đề án 06", "25 dịch vụ công thiết yếu", "dịch vụ công thiết yếu"),
        ("mức độ 3", "02 dịch vụ công trực tuyến", "dịch vụ công trực tuyến"),
    ],
)
def test_what_names_nothing_does_not_wait(subject: str, quote: str, unit: str | None) -> None:
    assert not may_wait(subject, quote, unit)


@pytest.mark.parametrize(
    ("subject", "quote", "unit"),
    [
        ("Cấp thẻ xe buýt", "12 thẻ", "thẻ"),
        ("kết nối", "2.140 thẻ", "thẻ"),
        ("bố trí", "40 cán bộ", "cán bộ"),
        ("thu về phiếu hợp lệ", "2.286 phiếu", "phiếu"),
        ("tăng cường tuần tra", "30 lượt", "lượt"),
        ("hồ sơ chưa phát sinh", "25 dịch vụ công chưa phát sinh hồ sơ", "dịch vụ công"),
        ("mô hình giảm nghèo", "12 mô hình", "mô hình"),
    ],
)
def test_what_a_person_can_map_waits(subject: str, quote: str, unit: str | None) -> None:
    assert may_wait(subject, quote, unit)


def test_a_service_is_not_meant_under_headings_of_other_work() -> None:
    assert match("khai tử", "", "trường hợp", "Số hóa sổ hộ tịch") is None
    assert match("Trợ cấp thất nghiệp", "", "người", "Chi trả qua tài khoản") is None
    found = match("khai tử", "", "hồ sơ", "Số hóa hồ sơ và dịch vụ công trực tuyến")
    assert found is not None
    assert found.indicator.id == "dvc.khai-tu"


def test_level_two_is_told_by_the_heading() -> None:
    found = match("thu nhận mức 2", "", "hồ sơ", "Định danh điện tử")
    assert found is not None
    assert found.indicator.id == "dinh-danh.thu-nhan-muc-2"


def test_what_comes_by_the_app_is_no_account_of_it() -> None:
    assert match("hồ sơ qua VNeID", "", "hồ sơ") is None


@pytest.mark.parametrize(
    ("subject", "unit", "headings"),
    [
        ("Trợ cấp thất nghiệp cùng kỳ", None, ""),
        ("hộ dân tham gia Ngày hội Đại đoàn kết", "hộ", ""),
        ("tra cứu thẻ căn cước khám chữa bệnh không thành công", "lượt", "Khám chữa bệnh bằng CCCD"),
        ("người nhận tiền mặt", "người", "Chi trả an sinh xã hội không dùng tiền mặt"),
        ("công chức tham gia cuộc thi", None, "Công tác tuyên truyền"),
        ("Tổng kế hoạch vốn năm 2023", "đồng", "Giải ngân vốn đầu tư công"),
        ("sàng lọc sơ sinh trẻ sinh ra", "trẻ", ""),
        ("trạm y tế xã có bác sĩ", "người", "trạm y tế"),
    ],
)
def test_what_is_no_value_of_the_indicator_it_resembles(subject: str, unit: str | None, headings: str) -> None:
    found = match(subject, "", unit, headings)
    assert found is None or found.indicator.id == "nhan-luc.tram-co-bac-si"
