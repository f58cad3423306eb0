"""The way of a report over HTTP: sent, read, recomputed, looked at, decided about."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import jsonschema
from PIL import Image, ImageDraw

from document.contract import schema
from tests.api.rest.server import Server, letter


def test_from_upload_to_decision(server: Server) -> None:
    sent = server.upload(("quý 1.txt", letter(1)))
    assert sent.status == 202
    place = sent.headers["location"]
    identity = sent.json["reports"][0]["id"]
    assert place == f"/v1/reports/{identity}"
    report = server.finished(identity)
    assert (report["status"], report["number"], report["findings"]) == ("done", "1/BC-UBND", 1)
    contract = server.get(f"{place}/report.json").json
    jsonschema.Draft202012Validator(schema()).validate(contract)
    assert len(server.get(f"{place}/figures").json["items"]) == len(contract["figures"])
    (finding,) = server.get(f"{place}/checks?findings=true").json["items"]
    before = server.get("/v1/checks?limit=5").headers["etag"]
    decided = server.send_json(
        "PATCH", f"/v1/checks/{finding['id']}", {"state": "confirmed", "note": "đã hỏi"}, role="auditor"
    )
    assert decided.json["review"] | {"at": ""} == {
        "state": "confirmed", "reviewer": "auditor", "note": "đã hỏi", "at": "", "corrections": [],
    }  # fmt: skip
    assert server.get("/v1/checks?limit=5").headers["etag"] != before
    assert server.get(f"/v1/checks/{finding['id']}").json["review"]["state"] == "confirmed"
    last = server.get("/v1/changes?since=0&limit=1000").json["items"][-1]
    assert (last["kind"], last["subject"]) == ("check.reviewed", finding["id"])


def test_of_two_who_decide_at_once_the_second_is_told(server: Server) -> None:
    identity = server.upload(("quý 9.txt", letter(9))).json["reports"][0]["id"]
    server.finished(identity)
    (finding,) = server.get(f"/v1/reports/{identity}/checks?findings=true").json["items"]
    place = f"/v1/checks/{finding['id']}"
    first = server.send_json("PATCH", place, {"state": "confirmed", "seen_at": None}, role="auditor")
    assert first.status == 200
    second = server.send_json("PATCH", place, {"state": "rejected", "seen_at": None}, role="admin")
    assert (second.status, second.json["id"]) == (409, "da-co-quyet-dinh")
    assert "auditor" in second.json["detail"]
    assert server.get(place).json["review"]["state"] == "confirmed"
    seen = server.get(place).json["review"]["at"]
    third = server.send_json("PATCH", place, {"state": "rejected", "seen_at": seen}, role="admin")
    assert (third.status, third.json["review"]["reviewer"]) == (200, "admin")
    assert server.send_json("PATCH", place, {"state": "open"}, role="auditor").status == 200


def test_the_same_file_is_the_same_report_also_at_once(server: Server) -> None:
    content = letter(2)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: server.upload((f"{n}.txt", content)), range(4)))
    ids = {answer.json["reports"][0]["id"] for answer in answers}
    assert len(ids) == 1
    assert server.finished(ids.pop())["status"] == "done"
    again = server.upload(("again.txt", content)).json["reports"][0]
    assert again["status"] == "done"
    found = server.get(f"/v1/reports?sha256={again['sha256']}").json["items"]
    assert len(found) == 1


def test_a_page_is_shown_and_cut(server: Server) -> None:
    picture = Image.new("RGB", (900, 600), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 300, 140), fill="black")
    scan = io.BytesIO()
    picture.save(scan, "PNG", dpi=(110, 110))
    identity = server.upload(("trang.png", scan.getvalue())).json["reports"][0]["id"]
    assert server.finished(identity)["status"] == "done"
    path = f"/v1/reports/{identity}/pages/1.png"
    answer = server.get(path)
    assert answer.headers["content-type"] == "image/png"
    page = Image.open(io.BytesIO(answer.body))
    x, y = page.width / 900, page.height / 600
    box = ",".join(f"{v:.1f}" for v in (110 * x, 105 * y, 290 * x, 135 * y))
    cut = Image.open(io.BytesIO(server.get(f"{path}?box={box}").body)).convert("L")
    assert max(cut.histogram()[128:]) == 0
    assert Image.open(io.BytesIO(server.get(f"{path}?width=90").body)).width == 90
    assert server.get(path, headers={"If-None-Match": answer.headers["etag"]}).status == 304
    assert server.get(f"/v1/reports/{identity}/pages/2.png").status == 404
    assert server.get(f"{path}?box=99990,0,99999,9").status == 404


def test_metrics_count_by_address_not_by_id(server: Server) -> None:
    server.get("/v1/reports/abc")
    text = server.get("/metrics").body.decode()
    assert 'path="/v1/reports/{report_id}",status="404"' in text
    assert "abc" not in text
    assert 'baocao_jobs{state="failed"} 0.0' in text


def test_the_description_has_examples(server: Server) -> None:
    described = server.get("/openapi.json").json
    assert described["openapi"].startswith("3.1")
    text = json.dumps(described)
    assert text.count('"examples"') > 10
    assert "HTTPValidationError" not in text
    assert all(way["summary"] for ways in described["paths"].values() for way in ways.values())
