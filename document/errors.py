"""The one root of errors that people see: class -> stable id, exit code, HTTP status, Vietnamese message, remedy."""

from typing import ClassVar


class BaocaoError(Exception):
    """An error with a name. `message` says what is wrong, `remedy` what to do next; both Vietnamese, one line each."""

    id: ClassVar[str] = "loi-chung"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 500
    template: ClassVar[str] = "Có lỗi khi xử lý."
    remedy_template: ClassVar[str] = "Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị."

    def __init__(self, **details: object) -> None:
        self.details = details
        self.message = self.template.format(**details)
        self.remedy = self.remedy_template.format(**details)
        super().__init__(f"{self.message} {self.remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.details))


def _rebuild(kind: type[BaocaoError], details: dict[str, object]) -> BaocaoError:
    return kind(**details)


class InputError(BaocaoError):
    """The file cannot be taken as it is."""

    id = "tep-khong-hop-le"
    http_status = 422


class FileMissing(InputError):
    """Details: name."""

    id = "khong-thay-tep"
    http_status = 404
    template = "Không thấy tệp “{name}”."
    remedy_template = "Kiểm tra lại đường dẫn và quyền đọc tệp."


class FolderGiven(InputError):
    """Details: name."""

    id = "la-thu-muc"
    template = "“{name}” là một thư mục, không phải tệp."
    remedy_template = "Ghi tên từng tệp trong thư mục ấy, ví dụ: baocao audit thư-mục/*.pdf"


class EmptyFile(InputError):
    """Details: name."""

    id = "tep-rong"
    template = "Tệp “{name}” rỗng, không có nội dung."
    remedy_template = "Hãy quét hoặc tải lại tệp rồi gửi lại."


class UnknownFormat(InputError):
    """Details: name."""

    id = "dinh-dang-la"
    http_status = 415
    template = "Tệp “{name}” không phải PDF, ảnh PNG/JPEG/TIFF hay văn bản UTF-8."
    remedy_template = "Hãy xuất tệp ra PDF rồi gửi lại."


class ForeignFormat(UnknownFormat):
    """A known kind of file that is not read as it is. Details: name, what (the kind), how (to make one that is read)."""

    id = "dinh-dang-chua-nhan"
    template = "Tệp “{name}” là {what}, chưa đọc thẳng được."
    remedy_template = "{how}"


class BadText(UnknownFormat):
    """Text with bytes that are not UTF-8. Details: name, line (the first such)."""

    id = "van-ban-sai-ma"
    template = "Tệp văn bản “{name}” không phải UTF-8 hoặc bị cắt dở: dòng {line} có byte không đọc được."
    remedy_template = "Tải lại tệp, hoặc lưu lại bằng mã UTF-8 (Notepad: Save As, Encoding UTF-8), rồi gửi lại."


class EncryptedFile(InputError):
    """Details: name."""

    id = "tep-co-mat-khau"
    template = "Tệp “{name}” có mật khẩu, không mở được."
    remedy_template = "Hãy bỏ mật khẩu (In ra PDF) rồi gửi lại."


class BrokenFile(InputError):
    """Details: name."""

    id = "tep-hong"
    template = "Tệp “{name}” bị hỏng hoặc tải về chưa đủ."
    remedy_template = "Hãy tải hoặc quét lại tệp rồi gửi lại."


class TooLarge(InputError):
    """Details: name, what (e.g. "dung lượng 300 MB"), limit ("200 MB"), setting (the name that raises it)."""

    id = "tep-qua-lon"
    http_status = 413
    template = "Tệp “{name}” vượt giới hạn: {what}, tối đa {limit}."
    remedy_template = "Chia nhỏ tệp, hoặc tăng giới hạn bằng {setting}."


class RequestTooLarge(BaocaoError):
    """Everything that is sent at once. Details: limit ("400 MB")."""

    id = "yeu-cau-qua-lon"
    http_status = 413
    template = "Nội dung gửi lên một lần lớn quá: tối đa {limit}."
    remedy_template = "Gửi ít tệp hơn mỗi lần."


class BrokenPage(BaocaoError):
    """One page of a file cannot be opened; the others go on. Details: page."""

    id = "trang-hong"
    template = "Không mở được trang {page}."
    remedy_template = "Quét lại trang này và gửi lại."


class BrokenPicture(BrokenPage):
    """The scan of a page is there but cannot be shown. Details: page."""

    id = "hinh-hong"
    template = "Hình quét của trang {page} bị hỏng, không hiện được."


class EngineMissing(BaocaoError):
    """Details: what, install."""

    id = "thieu-cong-cu"
    exit_code = 3
    http_status = 503
    template = "Máy chưa có {what}."
    remedy_template = "Cài bằng lệnh: {install}"


class EngineFailed(BaocaoError):
    """Details: what, page."""

    id = "cong-cu-hong"
    exit_code = 3
    template = "{what} dừng giữa chừng ở trang {page}."
    remedy_template = "Gửi lại tệp để thử lại; nếu vẫn lỗi, quét lại trang này."


class TooSlow(EngineFailed):
    """A page takes longer than a page may. Details: page, seconds."""

    id = "trang-qua-lau"
    template = "Đọc trang {page} quá giới hạn {seconds} giây."
    remedy_template = "Tăng giới hạn bằng BAOCAO_PAGE_TIMEOUT rồi gửi lại tệp; nếu vẫn lỗi, quét lại trang này."


class PageFailed(EngineFailed):
    """A fault of the program itself at one page; the others go on. Details: page, log."""

    id = "loi-o-mot-trang"
    template = "Chương trình gặp lỗi ở trang {page}."
    remedy_template = "Các trang khác vẫn được đọc; gửi tệp nhật ký {log} cho người bảo trì."


class BadSetting(BaocaoError):
    """Details: name, value, expected."""

    id = "cai-dat-sai"
    http_status = 500
    template = "Cài đặt {name}={value!r} không dùng được: cần {expected}."
    remedy_template = "Sửa hoặc bỏ biến {name} rồi chạy lại."


class OutputError(BaocaoError):
    """Details: name, why."""

    id = "khong-ghi-duoc"
    http_status = 503
    template = "Không ghi được “{name}”: {why}."
    remedy_template = "Kiểm tra thư mục, quyền ghi và dung lượng đĩa rồi chạy lại."


class StoreError(BaocaoError):
    """Details: why."""

    id = "kho-du-lieu-loi"
    exit_code = 4
    http_status = 503
    template = "Kho dữ liệu không dùng được: {why}."
    remedy_template = "Kiểm tra thư mục dữ liệu và dung lượng đĩa rồi chạy lại."


class StoreForeign(StoreError):
    """Details: where, why."""

    id = "kho-du-lieu-khac-phien-ban"
    template = "Kho dữ liệu {where} do một phiên bản khác của baocao tạo ra: {why}."
    remedy_template = (
        "Cập nhật baocao nếu kho mới hơn; nếu kho cũ hơn, đặt BAOCAO_DATA_DIR hoặc BAOCAO_DATABASE_URL tới một nơi mới"
        " rồi gửi lại các tệp gốc."
    )


class KeptDamaged(StoreError):
    """A file of the data directory. Details: name."""

    id = "du-lieu-da-giu-hong"
    template = "“{name}” trong thư mục dữ liệu bị mất, bị hỏng, hoặc do một phiên bản khác của baocao ghi."
    remedy_template = "Kiểm tra lại tệp gốc bằng baocao audit, hoặc phục hồi từ bản sao lưu gần nhất."


class StoreDamaged(StoreError):
    """Details: problems (how many), reports (how many were looked at)."""

    id = "kho-du-lieu-hong"
    template = "Soát {reports} báo cáo, thấy {problems} lỗi như trên."
    remedy_template = "Gửi lại tệp gốc bị mất; chỗ khác hỏng thì phục hồi từ bản sao lưu gần nhất."


class NotFound(BaocaoError):
    """Details: what."""

    id = "khong-co"
    http_status = 404
    template = "Không có {what}."
    remedy_template = "Kiểm tra lại mã hoặc đường dẫn."


class BadRequest(BaocaoError):
    """Details: what, expected."""

    id = "yeu-cau-sai"
    http_status = 422
    template = "Yêu cầu không hợp lệ: {what}."
    remedy_template = "Cần: {expected}."


class UnknownParameter(BadRequest):
    """Details: what (the names), expected (what there is)."""

    id = "tham-so-la"
    template = "Không có tham số {what}."
    remedy_template = "Bỏ tham số ấy; ở đây chỉ có: {expected}."


class BadBody(BadRequest):
    """Details: what, expected."""

    id = "noi-dung-sai"
    template = "Nội dung gửi lên không dùng được: {what}."


class DecidedMeanwhile(BaocaoError):
    """Somebody else decided what this person looked at. Details: who, when."""

    id = "da-co-quyet-dinh"
    http_status = 409
    template = "{who} đã quyết định về phép kiểm này lúc {when}, sau khi bạn mở."
    remedy_template = "Đọc lại phép kiểm, rồi gửi quyết định của bạn cùng seen_at mới nếu vẫn cần."


class NoToken(BaocaoError):
    """No access token, or one that is not valid (any more)."""

    id = "can-ma-truy-cap"
    http_status = 401
    template = "Cần mã truy cập còn hiệu lực."
    remedy_template = "Gửi kèm “Authorization: Bearer <mã>”; quản trị tạo mã bằng: baocao token create --role viewer"


class NotAllowed(BaocaoError):
    """Details: role, needed."""

    id = "khong-du-quyen"
    http_status = 403
    template = "Vai trò {role} không được làm việc này."
    remedy_template = "Dùng mã truy cập của vai trò {needed}."


class WrongMethod(BaocaoError):
    """Details: method, allowed."""

    id = "phuong-thuc-sai"
    http_status = 405
    template = "Địa chỉ này không nhận {method}."
    remedy_template = "Dùng: {allowed}."


class ServerRuns(BaocaoError):
    """Details: folder."""

    id = "may-chu-dang-chay"
    http_status = 503
    template = "Đã có một máy chủ đang chạy trên “{folder}”."
    remedy_template = "Dừng máy chủ ấy, hoặc chọn nơi khác bằng BAOCAO_DATA_DIR (hay BAOCAO_DATABASE_URL)."


class AddressTaken(BaocaoError):
    """Details: address, why."""

    id = "dia-chi-ban"
    http_status = 503
    template = "Không nghe được ở {address}: {why}."
    remedy_template = "Chọn cổng khác bằng --port, hoặc dừng chương trình đang dùng cổng ấy."


class InternalError(BaocaoError):
    """A fault of the program itself, caught at the edge of a process. Details: name, log."""

    id = "loi-chuong-trinh"
    exit_code = 5
    template = "Chương trình gặp lỗi khi xử lý “{name}”."
    remedy_template = "Tệp không bị thay đổi; gửi tệp nhật ký {log} cho người bảo trì."
