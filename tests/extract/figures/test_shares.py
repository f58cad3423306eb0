"""Percentages whose part and whole stand apart: what they are of, and what they are not of."""

import pytest

from tests.extract.figures.sentences import figures


@pytest.mark.parametrize(
    ("text", "ratios"),
    [
        ("Thu hoạch 2.744 tấn, bằng 98% kế hoạch (2.800 tấn).", ["2744/2800=98"]),
        ("Cấp 258.000 tài khoản, đạt 86% chỉ tiêu giao năm 2023 (300.000 tài khoản).", ["258000/300000=86"]),
        ("Thu 91 tỷ đồng, đạt 113,8% dự toán (80 tỷ đồng), trong đó thuế 42 tỷ đồng.", ["91/80=113,8"]),
        ("Có 96 hồ sơ quá hạn, chiếm 2,4% tổng số 4.000 hồ sơ tiếp nhận.", ["96/4000=2,4"]),
        ("Cấp thẻ cho 92.301 công dân (đạt 92,3% so với số công dân là 100.002 người).", ["92301/100002=92,3"]),
        ("Lên lớp 1.710/1.800 em (95%); thi lại 81 em (4,5%).", ["1710/1800=95", "81/1800=4,5"]),
        ("Phát ra 1.500 phiếu, thu về 1.475 phiếu (98,3%), hợp lệ 1.438 phiếu (97,5%).", ["1475/1500=98,3", "1438/1475=97,5"]),
        ("Sớm hạn 1.200 hồ sơ (60%), quá hạn 6 hồ sơ (0,3%) trên tổng số 2.000 hồ sơ.", ["1200/2000=60", "6/2000=0,3"]),
        ("Tỷ lệ hộ dùng điện đạt 99,2%, tương ứng 6.200 hộ trong tổng số 6.250 hộ.", ["6200/6250=99,2"]),
        ("Đạt 17/20 chỉ tiêu (có 5 chỉ tiêu vượt), 3 chỉ tiêu không đạt, chiếm 15%.", ["17/20", "3/20=15"]),
        ("Có 60 xã, trong đó 45 xã tốt (75%), 15 xã trung bình, yếu (25%).", ["45/60=75", "15/60=25"]),
        ("Đã xử lý 2.050/2.100 đơn. Đủ điều kiện 1.804 đơn (chiếm 88% số đơn đã xử lý).", ["2050/2100"]),
        ("Đã xử lý 2.050/2.100 đơn. Đủ điều kiện 1.743 đơn (chiếm 85,02% số đơn đã xử lý).", ["2050/2100", "1743/2050=85,02"]),
        ("Thụ lý 150 vụ/280 bị can, kết thúc 120 vụ/240 bị can, đạt 80%.", []),
        ("Đoàn viên 30 tuổi 14 = 28%; có 6,2 bác sĩ/1 vạn dân, tự chấm điểm 8,5/10.", ["6.2 bác sĩ/vạn dân"]),
        ("Giảm 5% số lượt (1.900/2.000), khách nội địa là chính.", []),
        ("Tổng số 1.800 đ/c, đạt 1,62% dân số; đảng viên 405 đ/c (22,5%).", ["405/1800=22,5"]),
        ("Lấy 312 mẫu: 287 mẫu đạt (92%), 35 mẫu không đạt (8%).", ["287/312=92", "35/312=8"]),
        ("Tổng mức 3.200 tỷ đồng, cắt giảm 64 tỷ đồng (2%).", ["64/3200=2"]),
        ("Công suất 84.000/96.000 m3/ngày đêm (87,5%).", ["84000/96000=87,5"]),
        ("Thụ lý 150 vụ với 300 bị cáo; xử 144 vụ với 279 bị cáo, đạt 96% số vụ và 93% số bị cáo.", ["144/150=96", "279/300=93"]),
        ("Tổng số 9.000 việc, giảm 2.600 việc so với năm trước (trong đó đã ủy thác 580 việc).", []),
        ("Có 18.400 hộ mở tài khoản (mục tiêu 20.000 hộ), đạt 92%.", ["18400/20000=92"]),
        ("Giao 180 người, có mặt 171 người (nam 98, nữ 73), đạt 95%.", ["171/180=95"]),
        ("Thụ lý 2.800 vụ, giải quyết 2.506 vụ, đạt 89,5%, trong đó hòa giải thành 1.318 vụ, chiếm 52,6%.", ["2506/2800=89,5", "1318/2506=52,6"]),
        ("Biểu diễn 112/110 buổi, đạt 101,8%; phục vụ vùng cao 62 buổi (55,4%).", ["112/110=101,8", "62/112=55,4"]),
        ("Sưu tầm 214 hiện vật, đạt 107% kế hoạch (200 hiện vật).", ["214/200=107"]),
        ("Xảy ra 58 vụ, làm rõ 54 vụ, 88 đối tượng, đạt tỷ lệ 93,1%.", ["54/58=93,1"]),
        ("Phát hiện 3.412 vụ, xử phạt 3.206 vụ; trong đó: ma túy 6, tốc độ 804 (23,6%), quá tải 212 (6,2%).", ["804/3412=23,6", "212/3412=6,2"]),
        ("Tuần tra 1.204 lượt tổ/4.816 lượt chiến sĩ.", []),
        ("Tốt nghiệp 702 HSSV trên 748 HSSV dự thi (93,9%).", ["702/748=93,9"]),
        ("Có 18.600 lượt người khai báo tạm trú. Khai báo qua mạng 18.395 lượt, đạt 98,9%.", ["18395/18600=98,9"]),
        ("Giới thiệu 2.306 người, kết nạp 1.418 người (61,49%), chiếm 68,9% tổng số đảng viên mới (2.058 người).", ["1418/2306=61,49", "1418/2058=68,9"]),
        ("Phải kê khai 3.418 người; đã kê khai 3.418 người, đạt 100%.", ["3418/3418=100"]),
        ("Phải kê khai 12 người; mời 12 người, đạt 100%.", []),
        ("Thu 26.900 đơn vị máu (trong đó 23.134 đơn vị loại 350 ml trở lên, chiếm 86%).", ["23134/26900=86"]),
        ("Có 486 CĐCS với 138.900 đoàn viên/147.100 CNLĐ.", ["138900/147100"]),
        ("Có 312 hội viên/18 chi hội.", []),
        ("Cấp mới 1.040 thẻ, đạt 65% kế hoạch năm 1.600 thẻ; phục vụ 90 lượt.", ["1040/1600=65"]),
        ("Vận động được 3.306.000.000 đồng, đạt 110,2% kế hoạch giao 3,0 tỷ đồng.", ["3306000000/3000000000.0=110,2"]),
        ("Thu phí trực tuyến 612 hồ sơ trên 720 hồ sơ có phí, đạt 85%.", ["612/720=85"]),
        ("Xử phạt 12 hồ sơ trên 20 hồ sơ được kiểm tra.", []),
        ("Biểu diễn 66 buổi/120 buổi, đạt 55% kế hoạch năm.", ["66/120=55"]),
        ("Lấy 80 mẫu, có 14 mẫu vượt quy chuẩn từ 1,2 đến 3,5 lần, chiếm 17,5%.", ["14/80=17,5"]),
        ("Rác phát sinh 48,0 tấn/ngày; thu gom 45,6 tấn/ngày, đạt 95,0%.", ["45.6/48.0=95,0"]),
        ("Vốn giảm nghèo bền vững: vốn đầu tư 65% (78/120 tỷ đồng), vốn sự nghiệp 20% (30/150 tỷ đồng).", ["78/120=65", "30/150=20"]),
        ("Đón 24 đoàn của 9 nước, trong đó châu Á có 12 đoàn (50%) của 3 nước (33,3%).", ["12/24=50", "3/9=33,3"]),
        ("Xảy ra 14 vụ, khám phá 14 vụ, đạt 100%.", ["14/14=100"]),
        ("Theo dõi 500 bệnh nhân, trong đó 485 bệnh nhân có tải lượng dưới 1.000 bản sao (97%).", ["485/500=97"]),
        ("Có 200.000 trẻ em, chiếm 25% dân số; trẻ em mồ côi 2.240 em, chiếm 1,12% tổng số trẻ em.", ["2240/200000=1,12"]),
        ("Phục vụ 56/56 chiến sĩ, quân số huấn luyện đạt 98,2%.", ["56/56"]),
        ("Có 250 đảng viên được xếp loại, hoàn thành tốt nhiệm vụ 200 (80%), hoàn thành nhiệm vụ 50 (20%).", ["200/250=80", "50/250=20"]),
        ("Trong số 25 cơ sở, 20 cơ sở đạt yêu cầu (80%), 05 cơ sở không đạt (20%).", ["20/25=80", "5/25=20"]),
        ("Toàn tỉnh có 1.500 thủ tục (cấp tỉnh 1.200, cấp xã 300), cung cấp 780 dịch vụ, đạt 52%.", ["780/1500=52"]),
    ],
)  # fmt: skip
def test_a_percentage_finds_its_part_and_its_whole(text: str, ratios: list[str]) -> None:
    assert [f for f in figures(text) if "/" in f] == ratios


@pytest.mark.parametrize(
    "text",
    [
        "Tốt 12.240 em, chiếm 85%; Khá 2.016 em, chiếm 14%; Đạt 144 em, chiếm 1%.",
        "Toàn xã có 840 hộ nghèo, chiếm 4,2%, giảm 0,8% so với năm trước (1.000 hộ, chiếm 5%).",
        "Tuyên truyền 120 buổi, tăng 8% so với tổng số buổi cùng kỳ năm trước 90 buổi.",
    ],
)
def test_no_ratio_is_made_of_siblings_or_of_changes(text: str) -> None:
    assert not [f for f in figures(text) if "/" in f]
