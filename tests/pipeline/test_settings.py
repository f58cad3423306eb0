"""Settings are few, typed, and an unknown one is refused."""

from dataclasses import fields
from pathlib import Path

import pytest

from document.errors import BadSetting
from pipeline.settings import Settings


def test_defaults_without_an_environment() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.store_url.startswith("sqlite:///")


def test_reads_typed_values() -> None:
    settings = Settings.from_env({"BAOCAO_MAX_PAGES": "12", "BAOCAO_DATA_DIR": "/srv/baocao", "HOME": "/root"})
    assert settings.max_pages == 12
    assert settings.limits.max_pages == 12
    assert settings.data_dir == Path("/srv/baocao")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BAOCAO_MAX_PAGES", "0"),
        ("BAOCAO_MAX_BYTES", "ten"),
        ("BAOCAO_DATABASE_URL", "nowhere"),
        ("BAOCAO_DATABASE_URL", "mysql://may/kho"),
        ("BAOCAO_MAXPAGES", "1"),
    ],
)
def test_refuses_bad_and_unknown(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Settings.from_env({name: value})
    assert name in caught.value.message


def test_a_password_is_not_told() -> None:
    with pytest.raises(BadSetting) as caught:
        Settings.from_env({"BAOCAO_DATABASE_URL": "postgresq://kho:bi@mat@may/kho"})
    assert "mat" not in str(caught.value)
    assert "postgresq://…@may/kho" in caught.value.message


def test_an_empty_database_is_the_default() -> None:
    assert Settings.from_env({"BAOCAO_DATABASE_URL": ""}) == Settings()


def test_few_and_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    names = [f"BAOCAO_{f.name.upper()}" for f in fields(Settings)]
    assert len(names) <= 20
    assert [name for name in names if f"`{name}`" not in guide] == []
