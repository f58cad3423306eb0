"""Answers are kept until the store changes, and no longer."""

from api.rest.kept import MOST_OF_ONE, Kept
from tests.api.rest.server import Server


def test_the_same_again_and_anew_after_a_change(server: Server) -> None:
    check = f"{server.whole[0]}.c1"
    paths = (f"/v1/checks/{check}", f"/v1/reports/{server.whole[0]}/checks", "/v1/changes?since=0&limit=1000")
    before = [server.get(path) for path in paths]
    assert [server.get(path).body for path in paths] == [answer.body for answer in before]
    decided = server.send_json("PATCH", f"/v1/checks/{check}", {"state": "confirmed", "note": "kept"}, role="auditor")
    assert decided.status == 200
    after = [server.get(path) for path in paths]
    assert after[0].json["review"]["note"] == "kept"
    for old, new in zip(before, after, strict=True):
        assert new.body != old.body
        assert new.headers["etag"] != old.headers["etag"]


def test_what_is_kept_is_behind_a_token(server: Server) -> None:
    path = "/v1/observations?limit=7"
    assert server.get(path).body == server.get(path).body
    assert server.get(path, role=None).status == 401
    assert server.get(f"{path}&colour=red").status == 422


def test_it_never_holds_more_than_it_may() -> None:
    kept = Kept(most=100)
    for number in range(5):
        kept.keep(str(number), bytes(30))
        kept.find("0")
    assert [kept.find(str(number)) is not None for number in range(5)] == [True, False, False, True, True]
    kept.keep("0", b"another")
    assert kept.find("0") == bytes(30)


def test_a_long_answer_is_not_kept() -> None:
    kept = Kept()
    kept.keep("long", bytes(MOST_OF_ONE + 1))
    assert kept.find("long") is None
