"""Annotated text for the named-entity pipeline: reports as they are written, with every organisation and place marked.

Everything is composed at random (seeded) from heads, fields, places and clause frames, so that no two texts are alike and
the pipeline learns the shape of a name, not a list. A text is one to three sentences, as a paragraph of a report is; some are
printed in capitals, some have what scanners do to letters. Spans are (start, end, label) over the text; labels ORG and LOC.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.wording import (
    ABBREVIATED,
    CENTRES,
    COUNTED,
    DONE,
    FIELDS,
    FIRMS,
    GROUPS,
    HEADINGS,
    HOSPITALS,
    LEADING,
    LEVELS,
    LOWER,
    MINISTRIES,
    OFFICES,
    OTHERS,
    PLAIN,
    REFERENCES,
    SCHOOLS,
    TOPICS,
    UNIONS,
    VERBS,
)  # fmt: skip
from normalize.areas import Unit, units

Span = tuple[int, int, str]

_CAPITALS, _WORN = 0.06, 0.12
"""Shares of texts printed in capitals, and of texts read off a worn scan."""
_KINDS = ("Tỉnh ", "Thành phố ", "Huyện ", "Quận ", "Thị xã ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")
_TONES = ("àáảãạ", "ằắẳẵặ", "ầấẩẫậ", "èéẻẽẹ", "ềếểễệ", "ìíỉĩị", "òóỏõọ", "ồốổỗộ", "ờớởỡợ", "ùúủũụ", "ừứửữự", "ỳýỷỹỵ")


@dataclass
class _Writer:
    """Puts a text together and remembers where names stand."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def add(self, words: str, label: str | None = None) -> None:
        if label is not None:
            self.spans.append((len(self.text), len(self.text) + len(words), label))
        self.text += words


@cache
def _syllables() -> tuple[str, ...]:
    """Every syllable that places are called by, in small letters: words that no list of verbs holds."""
    words = {w.lower() for unit in units() for w in unit.bare_name.replace("-", " ").split()}
    return tuple(sorted(w for w in words if w.isalpha()))


def _small(name: str) -> str:
    """The name inside a sentence: "Huyện Sóc Sơn" begins small, "Đồng Nai" does not."""
    return name[0].lower() + name[1:] if name.startswith(_KINDS) else name


class SentenceMaker:
    """Makes annotated texts, the same ones for the same seed."""

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
            yield self.paragraph()

    def paragraph(self) -> tuple[str, list[Span]]:
        """One to three sentences and their spans."""
        writer = _Writer()
        for _ in range(self._random.choice((1, 1, 1, 2, 2, 3))):
            if writer.text:
                writer.add(" " if writer.text[-1] in ".;:" else self._pick((". ", ". ", "; ", ", ")))
            self._sentence(writer)
        chance = self._random.random()
        if chance < _CAPITALS and len(writer.text.upper()) == len(writer.text):
            writer.text = writer.text.upper()
        elif chance < _CAPITALS + _WORN:
            return self._worn(writer.text, writer.spans)
        return writer.text, writer.spans

    def _sentence(self, writer: _Writer) -> None:
        frames: Sequence[Callable[[_Writer], None]] = (
            self._actor, self._actor, self._doer, self._doer, self._doer, self._list, self._bracketed, self._owned, self._owned,
            self._several, self._topic, self._ranking, self._plain, self._plain, self._lead, self._direction, self._comparison,
            self._level, self._heading, self._middle, self._middle,
        )  # fmt: skip
        self._random.choice(frames)(writer)

    # names ---------------------------------------------------------------------------------------------------------

    def _pick(self, options: Sequence[str]) -> str:
        return self._random.choice(options)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _unit(self, level: str) -> str:
        return self._random.choice(self._by_level[level]).name

    def _bare(self, level: str) -> str:
        return self._random.choice(self._by_level[level]).bare_name

    def _where(self) -> str:
        """ "tỉnh Bắc Giang", "huyện Sóc Sơn", "TP. Vinh", "tỉnh", "cấp huyện", ""."""
        level = self._pick(("province", "district", "district", "commune"))
        form = self._random.random()
        if form < 0.4:
            name = self._unit(level)
            return f" {_small(name)}"
        if form < 0.55:
            return " " + self._pick(("Tp. ", "TP. ", "TP ", "TX. ", "H. ", "Tp ")) + self._bare("district")
        if form < 0.8:
            return " " + self._pick(("tỉnh", "huyện", "thành phố", "thị xã", "xã", "phường", "tỉnh", "huyện"))
        if form < 0.9:
            return " " + self._pick(
                ("cấp huyện", "cấp xã", "các cấp", "cấp thị xã", "các xã, phường", "các huyện, thành phố")
            )
        return " " + self._bare(level)

    def _maybe_where(self) -> str:
        return self._where() if self._chance(0.55) else ""

    def _org(self) -> str:
        kinds: Sequence[Callable[[], str]] = (
            lambda: "Sở " + self._pick((*ABBREVIATED, *FIELDS, *FIELDS)),
            lambda: "Sở " + self._pick(FIELDS),
            lambda: "Phòng " + self._pick(FIELDS) + self._maybe_where(),
            lambda: "UBND" + self._where(),
            lambda: self._pick(("UBND", "Ủy ban nhân dân", "HĐND", "Hội đồng nhân dân")) + self._where(),
            self._committees,
            lambda: "Công an" + self._where(),
            self._police,
            lambda: self._pick(("PC06", "PC07", "PC08", "PA05", "PX01", "PC06 Công an tỉnh", "Phòng Cảnh sát QLHC về TTXH")),
            lambda: self._pick(("Trung tâm ", "TT ")) + self._pick(CENTRES) + self._maybe_where(),
            lambda: self._pick(("TTYT", "TTYT huyện", "TTYT thị xã", "TYT xã")) + " " + self._bare("district"),
            lambda: self._pick(("Bệnh viện ", "BV ", "BV ")) + self._pick(HOSPITALS) + self._maybe_where(),
            lambda: "Trạm Y tế" + self._where(),
            lambda: self._pick(UNIONS) + self._maybe_where(),
            lambda: self._pick(OFFICES) + self._maybe_where(),
            lambda: self._pick(FIRMS) + " " + self._bare("commune"),
            lambda: self._pick(SCHOOLS) + " " + self._bare("commune"),
            lambda: self._pick(OTHERS) + self._pick(("", self._where(), " " + self._bare("commune"))),
            lambda: self._pick(LOWER) + self._pick((" cấp huyện", " cấp xã", " tỉnh", " thị xã", "", "", "", " các xã", self._where())),
            lambda: self._pick(MINISTRIES),
            self._team,
            lambda: "Đảng ủy" + self._where(),
            lambda: "Ngành " + self._pick(("Y tế", "Giáo dục", "Công an", "Thuế", "Bảo hiểm xã hội", "Tư pháp")),
            lambda: self._pick(GROUPS),
            self._made_up,
        )  # fmt: skip
        return " ".join(self._random.choice(kinds)().split())

    def _committees(self) -> str:
        """Several levels of one kind of office, named in one breath."""
        head = self._pick(("UBND", "UBND", "Công an", "Bộ phận Một cửa", "Tư pháp", "bộ phận một cửa", "Hội Nông dân"))
        levels = self._pick(
            (
                "các huyện, thành phố", "cấp huyện", "cấp xã", "các xã, phường", "các xã, thị trấn", "cấp huyện, cấp xã",
                "thị xã, cấp xã", f"cấp huyện, {head} cấp xã", f"thị xã, {head} các xã, phường", "các cấp", "huyện, xã",
                "các huyện, thị xã, thành phố", "cấp tỉnh, cấp huyện", "cấp thị xã, cấp xã",
            )
        )  # fmt: skip
        return f"{head} {levels}"

    def _police(self) -> str:
        head = self._pick(("CAH ", "CATP ", "CATP. ", "CATX ", "CAX ", "CAH "))
        count = self._random.choice((1, 1, 1, 2, 3))
        return head + ", ".join(self._bare("district") for _ in range(count))

    def _team(self) -> str:
        head = self._pick(
            (
                "Tổ công tác",
                "Ban Chỉ đạo",
                "Đoàn kiểm tra",
                "Tổ giúp việc",
                "Hội đồng thẩm định",
                "Tổ Công tác",
                "Ban chỉ đạo",
            )
        )
        task = self._pick(
            (
                "",
                "",
                " Đề án 06",
                " Đề án 06/CP",
                " triển khai Đề án 06",
                " chuyển đổi số",
                " cải cách hành chính",
                " liên ngành",
            )
        )
        return head + task + self._pick(("", " tỉnh", " cấp xã", " các xã", " các khu phố", self._where()))

    def _made_up(self) -> str:
        """A head with words that no list holds: "Viện Thạnh Kỳ và Bình Lạc"."""
        head = self._pick(("Chi cục", "Trung tâm", "Ban", "Hội", "Viện", "Đội", "Phòng", "Cục", "Trạm", "Quỹ"))
        words = [self._pick(_syllables()) for _ in range(self._random.randint(2, 4))]
        name = (
            " ".join([words[0].capitalize(), *words[1:]])
            if self._chance(0.15)
            else " ".join(w.capitalize() for w in words)
        )
        return f"{head} {name}" + self._maybe_where()

    def _place(self) -> str:
        level = self._pick(("province", "district", "commune"))
        if self._chance(0.5):
            return self._bare(level)
        return _small(self._unit(level))

    # numbers -------------------------------------------------------------------------------------------------------

    def _count(self) -> str:
        value = self._random.choice(
            (self._random.randint(1, 99), self._random.randint(100, 99_999), self._random.randint(10**5, 10**7))
        )
        if value <= 9:
            return f"0{value}"
        return str(value) if self._chance(0.1) else f"{value:,}".replace(",", ".")

    def _rate(self) -> str:
        return f"{self._random.uniform(0, 100):.{self._random.randint(0, 2)}f}".replace(".", ",")

    def _date(self) -> str:
        return f"{self._random.randint(1, 28):02d}/{self._random.randint(1, 12):02d}/{self._random.randint(2018, 2026)}"

    def _counted(self) -> str:
        return f"{self._count()} {self._pick(COUNTED)}"

    def _result(self) -> str:
        return self._pick(
            (
                f" đạt {self._rate()}%", f": {self._counted()}", f" ({self._rate()}%)", f" {self._rate()}%", f", đạt {self._rate()}%",
                f" {self._pick(DONE)} {self._counted()}", f" {self._count()}/{self._counted()}", f": {self._count()}/{self._counted()}",
                f" {self._pick(DONE)} được {self._count()}/{self._counted()} (đạt {self._rate()}%)",
            )
        )  # fmt: skip

    def _unknown(self) -> str:
        """Words of no list after a name: they belong to no name, whatever they are."""
        return "".join(f" {self._pick(_syllables())}" for _ in range(self._random.randint(1, 4)))

    def _goes_on(self) -> str:
        """What a sentence says after its subject."""
        form = self._random.random()
        if form < 0.4:
            return self._pick(VERBS)
        if form < 0.5:
            return (
                self._pick((" đã", " chưa", " không", " được", " còn", " có", " là", " cần", " đang", " sẽ", " tự"))
                + self._unknown()
            )
        adverb = self._pick((" đã ", " ", " ", " phối hợp ", " tiếp tục ", " tổ chức ", " hiện đã ", " vừa ", " mới "))
        return f"{adverb}{self._pick(DONE)} {self._counted()}"

    # frames --------------------------------------------------------------------------------------------------------

    def _actor(self, w: _Writer) -> None:
        w.add(self._pick(("", "", "- ", "+ ", "Trong kỳ, ", f"Tính đến ngày {self._date()}, ", "Ngoài ra, ", "Riêng ")))
        w.add(self._org(), "ORG")
        w.add(self._pick((" đã ", " ", " phối hợp ", " tiếp tục ")) + f"{self._pick(DONE)} {self._counted()}")
        w.add(self._pick(("", f", đạt {self._rate()}%", f" (đạt {self._rate()}%)", f"/{self._count()} chỉ tiêu")))
        if self._chance(0.3):
            w.add(" tại ")
            w.add(self._place(), "LOC")
        w.add(self._pick((".", ";", "")))

    def _doer(self, w: _Writer) -> None:
        w.add(
            self._pick(("", "", "- ", "+ ", "* ", f"{self._count()}/{self._count()} "))
            + self._pick(("", "", self._pick(LEADING)))
        )
        w.add(self._org(), "ORG")
        w.add(
            self._goes_on()
            + self._pick(
                ("", "", f", {self._pick(DONE)} {self._counted()}", f" ({self._count()} {self._pick(COUNTED)})")
            )
        )
        w.add(self._pick((".", ";", ".", "")))

    def _middle(self, w: _Writer) -> None:
        """A name in the middle of words that are no names, known and unknown."""
        w.add(self._pick(TOPICS) if self._chance(0.5) else self._pick(_syllables()).capitalize() + self._unknown())
        w.add(
            self._pick(
                (" của ", " tại ", " do ", " ở ", " cho ", " từ ", " với ", " và ", " giữa ", ", nhất là ", " thuộc ")
            )
        )
        w.add(self._org(), "ORG")
        w.add(
            self._pick(
                (
                    self._goes_on(),
                    self._unknown(),
                    f": {self._counted()}",
                    f", {self._pick(DONE)} {self._counted()}",
                    "",
                )
            )
        )
        w.add(self._pick((".", ";", "")))

    def _list(self, w: _Writer) -> None:
        w.add(self._pick(("Cụ thể: ", "trong đó: ", "Kết quả như sau: ", "gồm: ", "", f"{self._pick(TOPICS)}: ")))
        for index in range(self._random.randint(2, 6)):
            if index:
                w.add(self._pick(("; ", ", ", "; ")))
            org = self._chance(0.7)
            w.add(self._org() if org else self._place(), "ORG" if org else "LOC")
            w.add(self._result())
        w.add(".")

    def _bracketed(self, w: _Writer) -> None:
        w.add(f"{self._pick(TOPICS)}: {self._counted()} (")
        for index in range(self._random.randint(1, 4)):
            if index:
                w.add(self._pick((", ", "; ")))
            w.add(self._org(), "ORG")
            w.add(self._result())
        w.add(").")

    def _owned(self, w: _Writer) -> None:
        """Whose it is stands in brackets before the colon: "Đăng ký kết hôn (UBND xã): 12/12 hồ sơ"."""
        w.add(self._pick(("- ", "+ ", "", "* ")) + self._pick(TOPICS) + self._pick((" (", "; (", " - (", " (")))
        w.add(self._org(), "ORG")
        number = self._pick(
            (f"{self._count()}/{self._counted()}", self._counted(), self._count(), f"{self._count()}/{self._count()}")
        )
        w.add(self._pick(("): ", ") ", "), ", "): ")) + number)
        w.add(
            self._pick(
                ("", f" (đạt {self._rate()}%)", f", đạt {self._rate()}%", f" (đạt {self._rate()}% so với tổng số)")
            )
            + "."
        )

    def _several(self, w: _Writer) -> None:
        """Names in a row: each its own."""
        w.add(
            self._pick(
                ("Gửi ", "Phối hợp giữa ", "Các đơn vị: ", "Kính gửi: ", "Đơn vị chưa báo cáo: ", "Đã kiểm tra ", "")
            )
        )
        count = self._random.randint(2, 5)
        for index in range(count):
            if index:
                w.add(" và " if index == count - 1 and self._chance(0.5) else self._pick((", ", "; ")))
            w.add(self._org(), "ORG")
        w.add(self._pick((self._goes_on(), "", f" ({self._count()} đơn vị)")) + ".")

    def _topic(self, w: _Writer) -> None:
        w.add(self._pick(TOPICS) + self._pick((" của ", " tại ", " ở ")))
        org = self._chance(0.6)
        w.add(self._org() if org else self._place(), "ORG" if org else "LOC")
        w.add(
            self._pick((f" đạt {self._rate()}%.", f" là {self._counted()}.", " còn thấp.", f" tăng {self._rate()}%."))
        )

    def _ranking(self, w: _Writer) -> None:
        w.add(
            self._pick(
                (
                    "Đơn vị có tỷ lệ cao: ", "Các địa phương thực hiện tốt: ", "Một số nơi đạt thấp như: ", "Địa phương chưa đạt: ",
                    "Cao nhất là ", "Các nơi còn chậm gồm ",
                )
            )
        )  # fmt: skip
        for index in range(self._random.randint(2, 5)):
            if index:
                w.add(self._pick((", ", "; ", " và ")))
            w.add(self._place(), "LOC")
            w.add(self._pick((f" ({self._rate()}%)", f" {self._rate()}%", f" đạt {self._rate()}%", "")))
        w.add(".")

    def _plain(self, w: _Writer) -> None:
        if self._chance(0.4):
            reference = self._pick(REFERENCES).format(n=self._random.randint(1, 2000), d=self._date())
            w.add(
                self._pick(("Thực hiện ", "Triển khai ", "Theo ", "Căn cứ ", "Sau khi có ", "Hưởng ứng "))
                + reference
                + ", "
            )
            if self._chance(0.6):
                w.add(self._org(), "ORG")
                w.add(f" đã {self._pick(DONE)} {self._counted()}. ")
        w.add(self._filled(self._pick(PLAIN)))

    def _filled(self, sentence: str) -> str:
        return sentence.format(n=self._count(), m=self._count(), p=self._rate(), d=self._date())

    def _lead(self, w: _Writer) -> None:
        w.add(self._pick(("* ", "- ", "", "Đối với ", "Tại ")))
        w.add(self._org(), "ORG")
        w.add(f": {self._pick(DONE).capitalize()} {self._counted()}; còn lại {self._counted()}.")

    def _direction(self, w: _Writer) -> None:
        w.add(self._pick(("Theo chỉ đạo của ", "Thực hiện văn bản của ", "Theo hướng dẫn của ")))
        w.add(self._pick(MINISTRIES), "ORG")
        w.add(", ")
        w.add(self._org(), "ORG")
        w.add(self._pick((" chủ trì, phối hợp với ", " giao ", " đề nghị ", " yêu cầu ", " có văn bản gửi ")))
        w.add(self._org(), "ORG")
        w.add(f" {self._pick(DONE)} {self._counted()} trên địa bàn ")
        w.add(self._place(), "LOC")
        w.add(".")

    def _comparison(self, w: _Writer) -> None:
        if self._chance(0.5):
            level = self._pick(LEVELS)
            w.add(level[0].upper() + level[1:], "LOC")
        else:
            w.add("Trên địa bàn")
        w.add(f" có {self._counted()}, cao nhất là ")
        w.add(self._place(), "LOC")
        w.add(f" với {self._count()}, thấp nhất là ")
        w.add(self._place(), "LOC")
        w.add(f" ({self._rate()}%).")

    def _level(self, w: _Writer) -> None:
        """A level for a place: "Đến nay, toàn tỉnh có …", "(cấp huyện: 12; cấp xã: 140)"."""
        w.add(
            self._pick(
                (
                    f"Đến ngày {self._date()}, ",
                    f"tính đến {self._date()} ",
                    "Đến nay, ",
                    "Hiện ",
                    "Trong kỳ, ",
                    f"{self._pick(TOPICS)} ",
                )
            )
        )
        w.add(self._pick(LEVELS), "LOC")
        w.add(self._goes_on())
        if self._chance(0.4):
            w.add(" (")
            w.add("cấp huyện", "LOC")
            w.add(f": {self._count()}; ")
            w.add("cấp xã", "LOC")
            w.add(f": {self._count()})")
        w.add(self._pick((".", ";", ", cụ thể:")))

    def _heading(self, w: _Writer) -> None:
        w.add(self._pick(("I. ", "II. ", "1. ", "2.1. ", "a) ", "", "3.2. ")) + self._filled(self._pick(HEADINGS)))
        if self._chance(0.5):
            w.add(self._pick((" CỦA ", " TẠI ")) if w.text[-1].isupper() else self._pick((" của ", " tại ", " do ")))
            capitals = w.text[-2].isupper()
            name = self._org()
            w.add(name.upper() if capitals and len(name.upper()) == len(name) else name, "ORG")
            w.add(self._pick(("", "", " chủ trì", ":")))

    # scans ---------------------------------------------------------------------------------------------------------

    def _worn(self, text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
        """What a worn scan makes of a text: wrong tone marks, a lost space; the spans follow."""
        letters = list(text)
        for at, letter in enumerate(letters):
            row = next((t for t in _TONES if letter in t), None)
            if row is not None and self._chance(0.06):
                letters[at] = self._pick(row)
        text = "".join(letters)
        inside = [i for i, c in enumerate(text) if c == " " and not any(i == a - 1 or i == b for a, b, _ in spans)]
        if not inside or self._chance(0.5):
            return text, list(spans)
        cut = self._random.choice(inside)
        moved = [(a - (a > cut), b - (b > cut), label) for a, b, label in spans]
        return text[:cut] + text[cut + 1 :], moved
