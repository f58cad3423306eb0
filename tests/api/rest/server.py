"""Talk to a server over HTTP as a program of somebody else's would."""

import gzip
import http.client
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LETTER = """ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI
Số: {number}/BC-UBND
BÁO CÁO
Kết quả quý I năm 2024
I. KẾT QUẢ
Tiếp nhận 150/200 hồ sơ, đạt 70%.
Cấp 30/40 thẻ căn cước, đạt 75%.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    folder: Path
    tokens: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    """Ids of reports that were stored as an audited one is; the others were generated row by row."""

    def ask(
        self,
        method: str,
        path: str,
        *,
        role: str | None = "viewer",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        sent = dict(headers or {})
        if role is not None:
            sent["Authorization"] = f"Bearer {self.tokens[role]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            content = answer.read()
        finally:
            connection.close()
        if found.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(answer.status, found, content)

    def get(self, path: str, *, role: str | None = "viewer", headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, role=role, headers=headers)

    def send_json(self, method: str, path: str, value: object, *, role: str | None) -> Answer:
        body = json.dumps(value).encode()
        return self.ask(method, path, role=role, body=body, headers={"Content-Type": "application/json"})

    def upload(self, *files: tuple[str, bytes], role: str | None = "clerk", part: str = "files") -> Answer:
        boundary = uuid.uuid4().hex
        pieces = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{part}"; filename="{name}"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in files
        ]
        body = b"".join(pieces) + f"--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.ask("POST", "/v1/reports", role=role, body=body, headers=headers)

    def finished(self, report_id: str, seconds: float = 90) -> Any:
        """The report once it is done or failed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            report = self.get(f"/v1/reports/{report_id}").json
            if report["status"] in ("done", "failed"):
                return report
            time.sleep(0.1)
        raise AssertionError(f"{report_id} is still {report['status']}")


def letter(number: int) -> bytes:
    return LETTER.format(number=number).encode()
