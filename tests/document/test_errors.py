"""What people and programs know an error by; changed only by adding."""

import pickle
from collections.abc import Iterator

import pytest

from document.errors import BaocaoError, EncryptedFile

KNOWN = {
    "cai-dat-sai": (2, 500), "can-ma-truy-cap": (2, 401), "cong-cu-hong": (3, 500), "dia-chi-ban": (2, 503), "da-co-quyet-dinh": (2, 409),
    "dinh-dang-chua-nhan": (2, 415), "dinh-dang-la": (2, 415), "du-lieu-da-giu-hong": (4, 503), "khong-co": (2, 404),
    "khong-du-quyen": (2, 403), "khong-ghi-duoc": (2, 503), "khong-thay-tep": (2, 404), "kho-du-lieu-hong": (4, 503),
    "kho-du-lieu-khac-phien-ban": (4, 503), "kho-du-lieu-loi": (4, 503), "la-thu-muc": (2, 422), "loi-chung": (2, 500),
    "loi-chuong-trinh": (5, 500), "loi-o-mot-trang": (3, 500), "may-chu-dang-chay": (2, 503), "noi-dung-sai": (2, 422), "phuong-thuc-sai": (2, 405),
    "tep-co-mat-khau": (2, 422), "tep-hong": (2, 422), "tep-khong-hop-le": (2, 422), "tep-qua-lon": (2, 413),
    "tep-rong": (2, 422), "tham-so-la": (2, 422), "thieu-cong-cu": (3, 503), "hinh-hong": (2, 500), "trang-hong": (2, 500), "trang-qua-lau": (3, 500),
    "van-ban-sai-ma": (2, 415), "yeu-cau-qua-lon": (2, 413), "yeu-cau-sai": (2, 422),
}  # fmt: skip
"""Id -> exit code, HTTP status."""


def kinds(of: type[BaocaoError] = BaocaoError) -> Iterator[type[BaocaoError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def test_ids_exit_codes_and_statuses_stay() -> None:
    there = {kind.id: (kind.exit_code, kind.http_status) for kind in kinds() if kind.__module__ == "document.errors"}
    assert there == KNOWN


@pytest.mark.parametrize("kind", [k for k in kinds() if k.__module__ == "document.errors"], ids=lambda k: k.id)
def test_messages_are_sentences_of_one_line(kind: type[BaocaoError]) -> None:
    class Anything(dict[str, object]):
        def __missing__(self, name: str) -> str:
            return name

    for template in (kind.template, kind.remedy_template):
        said = template.replace("!r}", "}").format_map(Anything())
        assert said
        assert "\n" not in said
        assert said[0].isupper() or template.startswith(("{", "“"))


def test_an_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(EncryptedFile(name="a.pdf")))
    assert (type(error), error.message, error.remedy) == (
        EncryptedFile, EncryptedFile(name="a.pdf").message, EncryptedFile(name="a.pdf").remedy,
    )  # fmt: skip
