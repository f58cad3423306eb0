"""Annotated sentences for the named-entity pipeline: reports as they are written, with every organisation and place marked.

Everything is composed at random (seeded) from heads, fields, places and clause frames, so that no two sentences are alike
and the pipeline learns the shape of a name, not a list. Spans are (start, end, label) over the text; labels ORG and LOC.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from normalize.areas import Unit, units

Span = tuple[int, int, str]

FIELDS = (
    "Tư pháp", "Y tế", "Nội vụ", "Tài chính", "Xây dựng", "Công Thương", "Giáo dục và Đào tạo", "Giao thông vận tải",
    "Nông nghiệp và Môi trường", "Nông nghiệp và Phát triển nông thôn", "Tài nguyên và Môi trường", "Khoa học và Công nghệ",
    "Thông tin và Truyền thông", "Kế hoạch và Đầu tư", "Văn hóa, Thể thao và Du lịch", "Lao động - Thương binh và Xã hội",
    "Lao động, Thương binh và Xã hội", "Dân tộc và Tôn giáo", "Văn hóa - Xã hội", "Kinh tế - Hạ tầng", "Ngoại vụ",
)  # fmt: skip
ABBREVIATED = ("GD&ĐT", "LĐTBXH", "TN&MT", "TT&TT", "KH&CN", "NN&PTNT", "VHTTDL", "KHĐT", "GTVT", "YT", "TP", "NV")
CENTRES = (
    "Y tế", "Kiểm soát bệnh tật", "Dịch vụ việc làm", "Khuyến nông", "Phục vụ hành chính công", "Giáo dục thường xuyên",
    "Văn hóa", "Phát triển quỹ đất", "Công nghệ thông tin", "Bảo trợ xã hội", "Giám định y khoa", "Pháp y",
)  # fmt: skip
HOSPITALS = (
    "Đa khoa", "Y học cổ truyền", "Phụ sản", "Nhi", "Mắt", "Da liễu", "Tâm thần", "Lao và Bệnh phổi", "Phục hồi chức năng",
    "Ung bướu", "Đa khoa khu vực", "Y dược cổ truyền",
)  # fmt: skip
UNIONS = (
    "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn Thanh niên", "Liên đoàn Lao động", "Hội Chữ thập đỏ",
    "Ủy ban Mặt trận Tổ quốc", "Hội Người cao tuổi", "Tỉnh đoàn", "Huyện đoàn", "Hội Khuyến học",
)  # fmt: skip
OFFICES = (
    "Bảo hiểm xã hội", "Chi cục Thuế", "Chi cục Thống kê", "Chi cục Hải quan", "Chi cục Kiểm lâm", "Kho bạc Nhà nước", "Cục Thuế",
    "Điện lực", "Ngân hàng Chính sách xã hội", "Viện kiểm sát nhân dân", "Tòa án nhân dân", "Thanh tra", "Ban Dân tộc",
    "Ban Quản lý dự án", "Ban Chỉ huy Quân sự", "Văn phòng Đăng ký đất đai", "Ban Tuyên giáo", "Hạt Kiểm lâm", "Đội Quản lý thị trường",
    "Bộ phận Một cửa", "Văn phòng HĐND và UBND", "Bưu điện", "Thi hành án dân sự", "Bộ Chỉ huy Bộ đội Biên phòng",
)  # fmt: skip
FIRMS = (
    "Công ty Điện lực", "Công ty cổ phần Cấp nước", "Công ty TNHH Một thành viên Thủy lợi", "Viễn thông", "Hợp tác xã Nông nghiệp",
    "Công ty cổ phần Môi trường đô thị", "Ngân hàng Nông nghiệp và Phát triển nông thôn", "Quỹ tín dụng nhân dân",
    "Ban Quản lý Khu công nghiệp", "Ban Quản lý chợ", "Đoàn Kinh tế quốc phòng",
)  # fmt: skip
OTHERS = (
    "Liên minh Hợp tác xã", "Quỹ Bảo vệ và Phát triển rừng", "Viện Quy hoạch", "Ban Tổ chức", "Ủy ban Kiểm tra", "Đồn Biên phòng",
    "Đài Phát thanh và Truyền hình", "Vườn Quốc gia", "Khu Bảo tồn thiên nhiên", "Nhà máy nước", "Xí nghiệp Quản lý giao thông",
    "Cảng vụ", "Trại giống", "Học viện", "Làng trẻ em SOS", "Cơ sở Cai nghiện ma túy", "Quỹ Đầu tư phát triển", "Hiệp hội Doanh nghiệp",
    "Ban Vì sự tiến bộ phụ nữ", "Trung đoàn", "Ban Tiếp công dân", "Nhà thiếu nhi", "Bảo tàng", "Thư viện", "Trung tâm Hành chính công",
)  # fmt: skip
REFERENCES = (
    "Luật Cư trú năm 2020", "Nghị quyết số {n}/NQ-HĐND", "Kế hoạch số {n}/KH-UBND", "Chương trình mục tiêu quốc gia giảm nghèo bền vững",
    "Đề án 06/CP", "Nghị định số {n}/2021/NĐ-CP", "Chỉ thị số {n}/CT-TTg", "Quyết định {n}/QĐ-TTg", "Luật Bảo hiểm y tế",
    "Cổng Dịch vụ công quốc gia", "Cơ sở dữ liệu quốc gia về dân cư", "Phong trào toàn dân bảo vệ an ninh Tổ quốc", "Tết Nguyên đán",
)  # fmt: skip
SCHOOLS = (
    "Trường THPT",
    "Trường THCS",
    "Trường Tiểu học",
    "Trường Mầm non",
    "Trường Cao đẳng",
    "Trường Chính trị",
    "Trường PTDTNT",
)
MINISTRIES = (
    "Bộ Công an",
    "Bộ Y tế",
    "Bộ Nội vụ",
    "Bộ Tư pháp",
    "Chính phủ",
    "Văn phòng Chính phủ",
    "Bộ Tài chính",
    "Bảo hiểm xã hội Việt Nam",
)
COUNTED = (
    "hồ sơ", "trường hợp", "lượt người", "tài khoản", "hộ", "cơ sở", "học sinh", "bệnh nhân", "thủ tục hành chính", "văn bản",
    "dự án", "ha lúa", "con gia súc", "vụ việc", "đối tượng", "người lao động", "tỷ đồng", "km đường", "đơn thư", "doanh nghiệp",
)  # fmt: skip
DONE = (
    "tiếp nhận", "giải quyết", "cấp", "thu nhận", "rà soát", "cập nhật", "xử lý", "tổ chức khám cho", "tuyên truyền cho", "hỗ trợ",
    "kiểm tra", "giải ngân", "số hóa", "kích hoạt", "thẩm định", "tiêm phòng cho", "tập huấn cho", "trả kết quả", "phê duyệt",
)  # fmt: skip
TOPICS = (
    "Kết quả tiếp nhận hồ sơ trực tuyến", "Tỷ lệ giải ngân vốn đầu tư công", "Công tác tiêm chủng mở rộng", "Số thu ngân sách",
    "Công tác khám chữa bệnh", "Tình hình trật tự an toàn xã hội", "Tiến độ xây dựng nông thôn mới", "Công tác cấp giấy chứng nhận",
    "Diện tích gieo trồng", "Kết quả giảm nghèo", "Công tác giải quyết việc làm", "Việc chấp hành kỷ luật hành chính",
)  # fmt: skip
PLAIN = (
    "Công tác tuyên truyền được triển khai đồng bộ với nhiều hình thức, thu hút {n} lượt người tham gia.",
    "Trong kỳ đã ban hành {n} văn bản chỉ đạo, đôn đốc; hoàn thành {p}% nhiệm vụ được giao.",
    "Tổng số hồ sơ tiếp nhận {n}, trong đó trực tuyến {m} hồ sơ, đạt {p}%.",
    "Lực lượng công an xã, dân quân và cán bộ y tế đã phối hợp vận động {n} hộ.",
    "Số còn lại {n} trường hợp đang tiếp tục được các cơ quan, đơn vị xem xét.",
    "Tính đến ngày {d}, có {m}/{n} cơ sở giáo dục thu học phí không dùng tiền mặt (đạt {p}%).",
    "So với cùng kỳ năm trước tăng {n} ca, giảm {p}% về số người mắc.",
    "Đề án 06 và Luật Căn cước được quán triệt đến {n} cán bộ, công chức, viên chức.",
)


@dataclass
class _Writer:
    """Puts a sentence together and remembers where names stand."""

    random: random.Random
    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def add(self, words: str, label: str | None = None) -> None:
        if label is not None:
            self.spans.append((len(self.text), len(self.text) + len(words), label))
        self.text += words


class SentenceMaker:
    """Makes annotated sentences, the same ones for the same seed."""

    def __init__(self, seed: int, held_out: bool = False) -> None:
        """`held_out` draws the places from the tenth of all units that training never sees."""
        self._random = random.Random(seed)
        chosen = [u for u in units() if (int(u.code) % 10 == 0) == held_out]
        self._by_level: dict[str, list[Unit]] = {
            level: [u for u in chosen if u.level == level] or [u for u in units() if u.level == level]
            for level in ("province", "district", "commune")
        }

    def __iter__(self) -> Iterator[tuple[str, list[Span]]]:
        while True:
            yield self.sentence()

    def sentence(self) -> tuple[str, list[Span]]:
        """One sentence and its spans."""
        writer = _Writer(self._random)
        frames: Sequence[Callable[[_Writer], None]] = (
            self._actor, self._actor, self._list, self._bracketed, self._topic, self._ranking, self._plain, self._lead,
            self._direction, self._comparison,
        )  # fmt: skip
        self._random.choice(frames)(writer)
        if self._random.random() < 0.08:
            upper = writer.text.upper()
            if len(upper) == len(writer.text):
                writer.text = upper
        return writer.text, writer.spans

    # names ---------------------------------------------------------------------------------------------------------

    def _pick(self, options: Sequence[str]) -> str:
        return self._random.choice(options)

    def _unit(self, level: str) -> str:
        unit = self._random.choice(self._by_level[level])
        return unit.name

    def _bare(self, level: str) -> str:
        return self._random.choice(self._by_level[level]).bare_name

    def _lower_kind(self, name: str) -> str:
        return name[0].lower() + name[1:]

    def _where(self) -> str:
        """ "tỉnh Bắc Giang", "huyện Sóc Sơn", "TP. Vinh", "tỉnh", ""."""
        level = self._pick(("province", "district", "district", "commune"))
        form = self._random.random()
        if form < 0.45:
            return " " + self._lower_kind(self._unit(level))
        if form < 0.6:
            return " " + self._pick(("Tp. ", "TP ", "TX. ", "H. ")) + self._bare("district")
        if form < 0.85:
            return " " + self._pick(("tỉnh", "huyện", "thành phố", "thị xã", "xã", "phường"))
        return " " + self._bare(level)

    def _org(self) -> str:
        kinds: Sequence[Callable[[], str]] = (
            lambda: "Sở " + self._pick(FIELDS),
            lambda: "Sở " + self._pick((*ABBREVIATED, *FIELDS)),
            lambda: "Phòng " + self._pick(FIELDS) + self._pick(("", self._where())),
            lambda: "UBND" + self._where(),
            lambda: self._pick(("UBND", "Ủy ban nhân dân", "HĐND")) + self._where(),
            lambda: "UBND " + self._pick(("các huyện, thành phố", "cấp huyện", "cấp xã", "các xã, phường", "các xã, thị trấn")),
            lambda: "Công an" + self._where(),
            lambda: self._pick(("CAH ", "CATP ", "CATP. ", "CATX ", "CAX ")) + self._bare("district"),
            lambda: self._pick(("PC06", "PC07", "PC08", "PA05", "PX01", "PC06 Công an tỉnh", "Phòng Cảnh sát QLHC về TTXH")),
            lambda: self._pick(("Trung tâm ", "TT ")) + self._pick(CENTRES) + self._pick(("", self._where())),
            lambda: self._pick(("TTYT", "TTYT huyện", "TTYT thị xã")) + " " + self._bare("district"),
            lambda: self._pick(("Bệnh viện ", "BV ")) + self._pick(HOSPITALS) + self._pick(("", self._where())),
            lambda: "Trạm Y tế" + self._where(),
            lambda: self._pick(UNIONS) + self._pick(("", self._where())),
            lambda: self._pick(OFFICES) + self._pick(("", self._where())),
            lambda: self._pick(FIRMS) + " " + self._bare("commune"),
            lambda: self._pick(SCHOOLS) + " " + self._bare("commune"),
            lambda: self._pick(OTHERS) + self._pick(("", self._where(), " " + self._bare("commune"))),
            lambda: self._pick(OTHERS) + self._where(),
            lambda: self._pick(("bộ phận một cửa", "ngành y tế", "ngành giáo dục", "ngành thuế")) + self._pick((" cấp huyện", " cấp xã", " tỉnh", "")),
            lambda: self._pick(MINISTRIES),
            lambda: self._pick(("Tổ công tác", "Ban Chỉ đạo", "Đoàn kiểm tra", "Tổ giúp việc", "Hội đồng thẩm định")) + self._where(),
            lambda: "Đảng ủy" + self._where(),
            lambda: "Ngành " + self._pick(("Y tế", "Giáo dục", "Công an", "Thuế", "Bảo hiểm xã hội", "Tư pháp")),
        )  # fmt: skip
        return " ".join(self._random.choice(kinds)().split())

    def _place(self) -> str:
        level = self._pick(("province", "district", "commune"))
        return self._lower_kind(self._unit(level)) if self._random.random() < 0.5 else self._bare(level)

    # numbers -------------------------------------------------------------------------------------------------------

    def _count(self) -> str:
        value = self._random.choice(
            (self._random.randint(1, 99), self._random.randint(100, 99_999), self._random.randint(10**5, 10**7))
        )
        return f"{value:,}".replace(",", ".") if value > 9 else f"0{value}"

    def _rate(self) -> str:
        return f"{self._random.uniform(0, 100):.{self._random.randint(0, 2)}f}".replace(".", ",")

    def _date(self) -> str:
        return f"{self._random.randint(1, 28):02d}/{self._random.randint(1, 12):02d}/{self._random.randint(2018, 2026)}"

    def _result(self) -> str:
        return self._pick(
            (
                f" đạt {self._rate()}%", f": {self._count()} {self._pick(COUNTED)}", f" ({self._rate()}%)", f" {self._rate()}%",
                f" {self._pick(DONE)} {self._count()} {self._pick(COUNTED)}", f" {self._count()}/{self._count()} {self._pick(COUNTED)}",
            )
        )  # fmt: skip

    # frames --------------------------------------------------------------------------------------------------------

    def _actor(self, w: _Writer) -> None:
        w.add(self._pick(("", "", "- ", "+ ", "Trong kỳ, ", f"Tính đến ngày {self._date()}, ", "Ngoài ra, ", "Riêng ")))
        w.add(self._org(), "ORG")
        w.add(
            self._pick((" đã ", " ", " phối hợp ", " tiếp tục "))
            + f"{self._pick(DONE)} {self._count()} {self._pick(COUNTED)}"
        )
        w.add(self._pick(("", f", đạt {self._rate()}%", f" (đạt {self._rate()}%)", f"/{self._count()} chỉ tiêu")))
        if self._random.random() < 0.3:
            w.add(" tại ")
            w.add(self._place(), "LOC")
        w.add(self._pick((".", ";", "")))

    def _list(self, w: _Writer) -> None:
        w.add(self._pick(("Cụ thể: ", "trong đó: ", "Kết quả như sau: ", "gồm: ", "")))
        for index in range(self._random.randint(2, 6)):
            if index:
                w.add(self._pick(("; ", ", ")))
            org = self._random.random() < 0.7
            w.add(self._org() if org else self._place(), "ORG" if org else "LOC")
            w.add(self._result())
        w.add(".")

    def _bracketed(self, w: _Writer) -> None:
        w.add(f"{self._pick(TOPICS)}: {self._count()} {self._pick(COUNTED)} (")
        for index in range(self._random.randint(1, 4)):
            if index:
                w.add(self._pick((", ", "; ")))
            w.add(self._org(), "ORG")
            w.add(self._result())
        w.add(").")

    def _topic(self, w: _Writer) -> None:
        w.add(self._pick(TOPICS) + self._pick((" của ", " tại ", " ở ")))
        org = self._random.random() < 0.6
        w.add(self._org() if org else self._place(), "ORG" if org else "LOC")
        w.add(
            self._pick(
                (
                    f" đạt {self._rate()}%.",
                    f" là {self._count()} {self._pick(COUNTED)}.",
                    " còn thấp.",
                    f" tăng {self._rate()}%.",
                )
            )
        )

    def _ranking(self, w: _Writer) -> None:
        w.add(
            self._pick(
                (
                    "Đơn vị có tỷ lệ cao: ",
                    "Các địa phương thực hiện tốt: ",
                    "Một số nơi đạt thấp như: ",
                    "Địa phương chưa đạt: ",
                )
            )
        )
        for index in range(self._random.randint(2, 5)):
            if index:
                w.add(self._pick((", ", "; ", " và ")))
            w.add(self._place(), "LOC")
            w.add(self._pick((f" ({self._rate()}%)", f" {self._rate()}%", f" đạt {self._rate()}%", "")))
        w.add(".")

    def _plain(self, w: _Writer) -> None:
        if self._random.random() < 0.5:
            reference = self._pick(REFERENCES).format(n=self._random.randint(1, 2000))
            w.add(self._pick(("Thực hiện ", "Triển khai ", "Theo ", "Căn cứ ")) + reference + ", ")
            if self._random.random() < 0.6:
                w.add(self._org(), "ORG")
                w.add(f" đã {self._pick(DONE)} {self._count()} {self._pick(COUNTED)}. ")
        w.add(self._pick(PLAIN).format(n=self._count(), m=self._count(), p=self._rate(), d=self._date()))

    def _lead(self, w: _Writer) -> None:
        w.add(self._pick(("* ", "- ", "", "Đối với ", "Tại ")))
        w.add(self._org(), "ORG")
        w.add(
            f": {self._pick(DONE)} {self._count()} {self._pick(COUNTED)}; còn lại {self._count()} {self._pick(COUNTED)}."
        )

    def _direction(self, w: _Writer) -> None:
        w.add("Theo chỉ đạo của ")
        w.add(self._pick(MINISTRIES), "ORG")
        w.add(", ")
        w.add(self._org(), "ORG")
        w.add(self._pick((" chủ trì, phối hợp với ", " giao ", " đề nghị ")))
        w.add(self._org(), "ORG")
        w.add(f" {self._pick(DONE)} {self._count()} {self._pick(COUNTED)} trên địa bàn ")
        w.add(self._place(), "LOC")
        w.add(".")

    def _comparison(self, w: _Writer) -> None:
        w.add(self._pick(("Toàn tỉnh ", "Trên địa bàn ")) + f"có {self._count()} {self._pick(COUNTED)}, cao nhất là ")
        w.add(self._place(), "LOC")
        w.add(f" với {self._count()}, thấp nhất là ")
        w.add(self._place(), "LOC")
        w.add(f" ({self._rate()}%).")
