"""The settings: few, typed, read once at the edge; an unknown `BAOCAO_` variable is refused, not ignored."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from document.errors import BadSetting
from ingest import Limits

PREFIX = "BAOCAO_"
_SECRET = re.compile("://.*@")
_DATABASES = ("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")
_CAPS = Limits()


def _positive(name: str, text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise BadSetting(name=name, value=text, expected="một số nguyên dương")
    return int(text)


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise BadSetting(name=name, value=text, expected="0 hoặc một số nguyên dương")
    return int(text)


def _path(name: str, text: str) -> Path:
    if not text.strip():
        raise BadSetting(name=name, value=text, expected="đường dẫn một thư mục")
    return Path(text)


def _url(name: str, text: str) -> str | None:
    if not text.strip():
        return None
    if not text.startswith(_DATABASES):
        expected = "sqlite:////srv/baocao/kho.db hoặc postgresql://tên:mật-khẩu@máy/kho"
        raise BadSetting(
            name=name, value=_SECRET.sub("://…@", text), expected=f"địa chỉ cơ sở dữ liệu, ví dụ {expected}"
        )
    return text


def _setting(default: Any, read: Callable[[str, str], Any], doc: str) -> Any:
    return field(default=default, metadata={"read": read, "doc": doc})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; the environment variable is the name in capitals after `BAOCAO_`."""

    data_dir: Path = _setting(Path("data"), _path, "Thư mục giữ kho dữ liệu.")
    database_url: str | None = _setting(None, _url, "Kho dữ liệu khác thay cho SQLite trong thư mục dữ liệu.")
    max_bytes: int = _setting(_CAPS.max_bytes, _positive, "Dung lượng lớn nhất của một tệp, tính bằng byte.")
    max_pages: int = _setting(_CAPS.max_pages, _positive, "Số trang lớn nhất của một tệp.")
    max_pixels: int = _setting(_CAPS.max_pixels, _positive, "Số điểm ảnh lớn nhất của một trang.")
    workers: int = _setting(0, _count, "Số tiến trình đọc trang cùng lúc; 0 là bằng số nhân của máy.")
    page_timeout: int = _setting(120, _positive, "Số giây tối đa để đọc một trang.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read `environ` (the process's own by default). Raises BadSetting for a bad value or an unknown name."""
        environ = os.environ if environ is None else environ
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        values: dict[str, Any] = {}
        for name in sorted(n for n in environ if n.startswith(PREFIX)):
            if name not in known:
                raise BadSetting(name=name, value=environ[name], expected=f"một trong các biến {', '.join(known)}")
            setting = known[name]
            values[setting.name] = setting.metadata["read"](name, environ[name])
        return cls(**values)

    @property
    def store_url(self) -> str:
        """Where results are kept: SQLite under `data_dir` unless `database_url` says otherwise."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'baocao.db').resolve()}"

    @property
    def queue_file(self) -> Path | None:
        """The queue's own file; None where it lives in the PostgreSQL of `database_url`, beside the store."""
        return None if (self.database_url or "").startswith("postgres") else self.data_dir / "jobs.db"

    @property
    def processes(self) -> int:
        """How many pages are read at once."""
        return self.workers or max(1, os.cpu_count() or 1)

    @property
    def limits(self) -> Limits:
        """What `ingest` may take."""
        return Limits(max_bytes=self.max_bytes, max_pages=self.max_pages, max_pixels=self.max_pixels)
