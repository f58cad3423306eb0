"""How large a file may be. The values are passed in; the settings that raise them are named for the messages."""

from dataclasses import dataclass

from document.errors import TooLarge

BYTES_SETTING = "BAOCAO_MAX_BYTES"
PAGES_SETTING = "BAOCAO_MAX_PAGES"
PIXELS_SETTING = "BAOCAO_MAX_PIXELS"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _size(count: int) -> str:
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if count >= unit:
            return f"{count / unit:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f" {name}"
    return f"{count} byte"


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one file: its bytes, its pages, and the pixels of one page image. Each check raises `TooLarge`."""

    max_bytes: int = 200 << 20
    max_pages: int = 1000
    max_pixels: int = 120_000_000

    def check_bytes(self, name: str, count: int) -> None:
        """Refuse a file of `count` bytes if that is too many."""
        if count > self.max_bytes:
            raise TooLarge(
                name=name, what=f"dung lượng {_size(count)}", limit=_size(self.max_bytes), setting=BYTES_SETTING
            )

    def check_pages(self, name: str, count: int) -> None:
        """Refuse a file of `count` pages if that is too many."""
        if count > self.max_pages:
            raise TooLarge(
                name=name,
                what=f"{_grouped(count)} trang",
                limit=f"{_grouped(self.max_pages)} trang",
                setting=PAGES_SETTING,
            )

    def check_pixels(self, name: str, page: int, width: int, height: int) -> None:
        """Refuse page `page` if its image would have more pixels than allowed."""
        if width * height > self.max_pixels:
            raise TooLarge(
                name=name,
                what=f"trang {page} có {_grouped(width)} × {_grouped(height)} điểm ảnh",
                limit=f"{_grouped(self.max_pixels)} điểm ảnh mỗi trang",
                setting=PIXELS_SETTING,
            )
