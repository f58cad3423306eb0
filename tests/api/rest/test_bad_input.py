"""What cannot be meant is refused with an id, a Vietnamese message and what to do; nothing is half done."""

import pytest

from tests.api.rest.server import Server, letter

PARAMETERS = (
    ("/v1/observations?colour=red", "tham-so-la"),
    ("/v1/indicators/waiting?since=3", "tham-so-la"),
    ("/v1/reports/0?x=1", "tham-so-la"),
    ("/v1/observations?limit=0", "yeu-cau-sai"),
    ("/v1/observations?limit=1001", "yeu-cau-sai"),
    ("/v1/observations?limit=1&limit=2", "yeu-cau-sai"),
    ("/v1/observations?limit=many", "yeu-cau-sai"),
    ("/v1/observations?measure=weight", "yeu-cau-sai"),
    ("/v1/observations?area=999", "yeu-cau-sai"),
    ("/v1/observations?area=..%2F", "yeu-cau-sai"),
    ("/v1/observations?group=nothing", "yeu-cau-sai"),
    ("/v1/observations?period_from=31-12-2024", "yeu-cau-sai"),
    ("/v1/observations?period_from=86400", "yeu-cau-sai"),
    ("/v1/observations?period_to=2024-02-30", "yeu-cau-sai"),
    ("/v1/observations?as_of=2024-01-01T00:00:00", "yeu-cau-sai"),
    ("/v1/observations?as_of=1700000000", "yeu-cau-sai"),
    ("/v1/observations.csv?area=999", "yeu-cau-sai"),
    ("/v1/observations.xlsx?limit=3", "tham-so-la"),
    ("/v1/observations.parquet?group=nothing", "yeu-cau-sai"),
    ("/v1/summary", "yeu-cau-sai"),
    ("/v1/summary?indicator=x&limit=0", "yeu-cau-sai"),
    ("/v1/indicators?cursor=WyJ4Il0", "yeu-cau-sai"),
    ("/v1/changes?since=-1", "yeu-cau-sai"),
    ("/v1/changes?since=9007199254740991", "yeu-cau-sai"),
    ("/v1/changes?since=99999999999999999999", "yeu-cau-sai"),
    ("/v1/reports?sha256=zz", "yeu-cau-sai"),
    ("/v1/reports?state=working&area=58", "yeu-cau-sai"),
    ("/v1/reports?state=failed&with_findings=true&kind=bao_cao", "yeu-cau-sai"),
    ("/v1/reports?issued_from=2024-02-01&issued_to=2024-01-31", "yeu-cau-sai"),
    ("/v1/observations?period_from=2024-02-01&period_to=2024-01-31", "yeu-cau-sai"),
    ("/v1/summary?indicator=x&period_from=2024-02-01&period_to=2024-01-31", "yeu-cau-sai"),
    (f"/v1/reports/{1:024x}/pages/1.png?box=1,2,3", "yeu-cau-sai"),
    (f"/v1/reports/{1:024x}/pages/1.png?width=1", "yeu-cau-sai"),
)
CURSORS = ("x", "W10", "WyIxIiwyXQ", "bnVsbA", "WzEsMiwzXQ", "%00", "W251bGxd", "WzFd" * 40)


@pytest.mark.parametrize(("path", "name"), PARAMETERS)
def test_parameters(server: Server, path: str, name: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.json["id"]) == (422, name)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["remedy"]
    assert answer.json["type"] == f"urn:baocao:loi:{name}"


@pytest.mark.parametrize("cursor", CURSORS)
@pytest.mark.parametrize(
    "name",
    [
        "reports",
        "checks",
        "observations",
        "indicators",
        "indicators/waiting",
        "summary?indicator=x",
        "reports?state=failed",
    ],
)
def test_cursors(server: Server, name: str, cursor: str) -> None:
    answer = server.get(f"/v1/{name}{'&' if '?' in name else '?'}cursor={cursor}")
    assert answer.status in (200, 422)
    assert answer.status == 422 or name == "checks" or "items" in answer.json


@pytest.mark.parametrize(
    "value",
    [
        {}, [], "open", None, {"state": "maybe"}, {"state": "open", "who": "me"}, {"state": "open", "note": 3},
        {"state": "corrected"}, {"state": "corrected", "corrections": [{"figure": "f1", "measure": "x", "value": "1"}]},
        {"state": "corrected", "corrections": [{"figure": "f1", "measure": "numerator", "value": "1,5"}]},
        {"state": "open", "note": "x" * 3000}, {"state": "open", "note": "a\0b"}, {"state": "open", "note": "\ud800"},
    ],
)  # fmt: skip
def test_bodies(server: Server, value: object) -> None:
    answer = server.send_json("PATCH", f"/v1/checks/{1:024x}.c1", value, role="auditor")
    assert answer.status == 422
    assert answer.json["id"] in ("noi-dung-sai", "yeu-cau-sai")


def test_what_is_no_json(server: Server) -> None:
    headers = {"Content-Type": "application/json"}
    path = f"/v1/checks/{1:024x}.c1"
    assert server.ask("PATCH", path, role="auditor", body=b"{", headers=headers).json["id"] == "noi-dung-sai"
    huge = b'{"state": "open", "note": "' + b"x" * (2 << 20) + b'"}'
    answer = server.ask("PATCH", path, role="auditor", body=huge, headers=headers)
    assert (answer.status, answer.json["id"]) == (413, "yeu-cau-qua-lon")
    assert "BAOCAO" not in answer.json["detail"]


def test_addresses_and_methods(server: Server) -> None:
    assert server.get("/v1/nothing").json["id"] == "khong-co"
    wrong = server.ask("DELETE", "/v1/observations")
    assert (wrong.status, wrong.json["id"], wrong.headers["allow"]) == (405, "phuong-thuc-sai", "GET, HEAD")
    assert server.ask("PUT", "/v1/reports").headers["allow"] == "GET, HEAD, POST"
    assert server.ask("DELETE", f"/v1/checks/{1:024x}.c1").headers["allow"] == "GET, HEAD, PATCH"
    for path in ("/v1/reports/", "/v1/observations/", "/livez/", "/v1/checks/%00", "/v1/reports/%2e%2e%2f"):
        answer = server.get(path)
        assert (answer.status, answer.json["id"]) == (404, "khong-co")


def test_a_slip_gives_no_empty_chart(server: Server) -> None:
    for asked in (
        "summary?indicator=khong.co",
        "observations?indicator=khong.co",
        "observations.csv?indicator=khong.co",
    ):
        answer = server.get(f"/v1/{asked}")
        assert (answer.status, "'khong.co'" in answer.json["title"]) == (422, True)
    for asked in ("observations?organisation=", "reports?number=", "checks?kind=", "observations?indicator="):
        assert (server.get(f"/v1/{asked}").status, asked) == (422, asked)
    assert server.get("/v1/observations?indicator=tam.gi-do.0000").json["items"] == []


def test_what_is_said_is_vietnamese(server: Server) -> None:
    said = server.get("/v1/reports?state=gone").json["title"]
    assert "'working' hoặc 'failed'" in said
    assert "phải là một ngày" in server.get("/v1/observations?period_from=2024").json["title"]
    assert "phải trước hoặc bằng" in server.get("/v1/checks?period_from=2024-02-01&period_to=2024-01-31").json["title"]
    boundary = {"Content-Type": "multipart/form-data"}
    assert "boundary" in server.ask("POST", "/v1/reports", role="clerk", body=b"x", headers=boundary).json["title"]
    many = server.upload(*((f"{n}.txt", b"x") for n in range(51)))
    assert (many.status, "nhiều hơn 50 tệp" in many.json["title"]) == (422, True)


def test_every_file_that_was_refused_is_told(server: Server) -> None:
    answer = server.upload(("a.pdf", b""), ("b.pdf", b"%PDF-1.7 broken"), ("c.exe", bytes(range(256)) * 9))
    assert (answer.status, answer.json["id"]) == (422, "tep-rong")
    assert [place["where"] for place in answer.json["errors"]] == ["a.pdf", "b.pdf", "c.exe"]
    assert all(place["problem"] for place in answer.json["errors"])


def test_uploads_that_cannot_be_taken_leave_nothing(server: Server) -> None:
    kept = {p.name for p in (server.folder / "files").iterdir()} if (server.folder / "files").exists() else set()
    for name, content, wanted in (
        ("a.pdf", b"", "tep-rong"),
        ("a.pdf", b"%PDF-1.7 broken", "tep-hong"),
        ("a.exe", bytes(range(256)) * 9, "dinh-dang-la"),
    ):
        answer = server.upload((name, content))
        assert (answer.json["id"], answer.status // 100) == (wanted, 4)
    assert server.upload(("a.txt", letter(9)), part="other").json["id"] == "noi-dung-sai"
    assert server.upload().json["id"] == "noi-dung-sai"
    plain = server.ask("POST", "/v1/reports", role="clerk", body=b"x", headers={"Content-Type": "text/plain"})
    assert plain.json["id"] == "noi-dung-sai"
    assert {p.name for p in (server.folder / "files").iterdir()} == kept


def test_one_bad_file_does_not_stop_the_others(server: Server) -> None:
    answer = server.upload(("rỗng.pdf", b""), ("../../tốt\x07.txt", letter(77)))
    assert answer.status == 202
    assert [r["problem"]["id"] for r in answer.json["refused"]] == ["tep-rong"]
    assert [r["name"] for r in answer.json["reports"]] == ["tốt.txt"]
    assert server.finished(answer.json["reports"][0]["id"])["status"] == "done"
