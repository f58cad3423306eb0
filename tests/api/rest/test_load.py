"""Many read while some write: no error, no lock failure, and nobody sees half of anything."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.rest.server import Server, letter

READERS = 50
WRITERS = 4
WRITES = 6
PATHS = (
    "/v1/observations?limit=50",
    "/v1/checks?findings=true&limit=50",
    "/v1/reports?limit=50",
    "/v1/stats/coverage",
    "/v1/changes?since=0&limit=100",
    "/v1/observations.csv?measure=numerator&level=province",
)


@pytest.mark.slow
def test_fifty_read_while_four_write(server: Server) -> None:
    written_all = threading.Event()

    def read(number: int) -> Counter[int]:
        found: Counter[int] = Counter()
        while not found or not written_all.is_set():
            answer = server.get(PATHS[(number + found.total()) % len(PATHS)])
            assert answer.body
            found[answer.status] += 1
            time.sleep(0.05)
        return found

    def write(number: int) -> Counter[int]:
        found: Counter[int] = Counter()
        found[server.upload((f"{number}.txt", letter(1000 + number))).status] += 1
        states = ("confirmed", "rejected")
        for turn in range(WRITES):
            check = f"{server.whole[number]}.c{turn + 1}"
            review = {"state": states[turn % 2], "note": f"{number}-{turn}"}
            answer = server.send_json("PATCH", f"/v1/checks/{check}", review, role="auditor")
            assert answer.status != 200 or answer.json["review"]["note"] == review["note"]
            found[answer.status] += 1
        return found

    with ThreadPoolExecutor(READERS + WRITERS) as pool:
        readers = [pool.submit(read, n) for n in range(READERS)]
        writers = [pool.submit(write, n) for n in range(WRITERS)]
        written = Counter[int]()
        try:
            for writer in writers:
                written += writer.result()
        finally:
            written_all.set()
        read_counts = sum((r.result() for r in readers), Counter[int]())
    assert set(read_counts) == {200}
    assert written == {200: WRITERS * WRITES, 202: WRITERS}
    assert read_counts[200] >= READERS
