"""What the system refused, in words for people: the codes of the operating system and of SQLite."""

import errno
import socket

SYSTEM = {
    errno.ENOSPC: "đĩa đầy",
    errno.EDQUOT: "đã dùng hết dung lượng đĩa được cấp",
    errno.EFBIG: "tệp lớn quá mức ổ đĩa cho phép",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đó là một thư mục",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "đã có tệp mang tên ấy",
    errno.ENOENT: "không có tệp hoặc thư mục ấy",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "ổ đĩa bị lỗi",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "máy mở quá nhiều tệp cùng lúc",
    errno.ETXTBSY: "tệp đang được chương trình khác dùng",
    errno.EBUSY: "tệp đang được chương trình khác dùng",
    errno.EADDRINUSE: "đã có chương trình khác nghe ở đó",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
}
NETWORK = {
    socket.EAI_NONAME: "không có máy nào tên ấy",
    socket.EAI_AGAIN: "không hỏi được tên máy ấy (mạng chưa thông)",
    socket.EAI_FAIL: "không hỏi được tên máy ấy (mạng chưa thông)",
}
DATABASE = {
    "SQLITE_FULL": "đĩa đầy",
    "SQLITE_CANTOPEN": "không mở được tệp kho (thư mục không có, hoặc không có quyền ghi)",
    "SQLITE_READONLY": "tệp kho chỉ cho đọc",
    "SQLITE_BUSY": "chương trình khác đang giữ kho",
    "SQLITE_NOTADB": "tệp không phải là kho dữ liệu",
    "SQLITE_CORRUPT": "tệp kho bị hỏng",
    "SQLITE_IOERR": "không đọc hoặc ghi được tệp kho (đĩa đầy hoặc ổ đĩa lỗi)",
}
SERVER = {
    "Connection refused": "không có máy chủ PostgreSQL nào nghe ở địa chỉ ấy",
    "timeout expired": "máy chủ PostgreSQL không trả lời",
    "failed to resolve host": "không có máy nào tên ấy",
    "could not translate host name": "không có máy nào tên ấy",
    "password authentication failed": "máy chủ PostgreSQL không nhận tên hoặc mật khẩu ấy",
    "no password supplied": "máy chủ PostgreSQL cần mật khẩu",
    "too many clients": "máy chủ PostgreSQL đã hết chỗ kết nối",
    "No space left on device": "đĩa đầy",
}
"""What PostgreSQL and its driver say in English, whose errors have no code before a connection is made."""


def reason(error: BaseException) -> str:
    """Why, in Vietnamese, in one line; a code that is not known here keeps the system's own words.

    >>> reason(OSError(errno.ENOSPC, "No space left on device"))
    'đĩa đầy'
    """
    if isinstance(error, OSError):
        known = NETWORK if isinstance(error, socket.gaierror) else SYSTEM
        if error.errno in known:
            return known[error.errno]
    name = getattr(error, "sqlite_errorname", "")
    if found := next((said for code, said in DATABASE.items() if name == code or name.startswith(f"{code}_")), None):
        return found
    said = getattr(error, "strerror", None) or str(error)
    if found := next((told for words, told in SERVER.items() if words in said), None):
        return found
    return said.splitlines()[0] if said else "lỗi đĩa"
