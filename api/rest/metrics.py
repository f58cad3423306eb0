"""What the server counts: requests by address and status, how long they took, jobs by state."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class Metrics:
    """One registry for each server, so that servers in one process do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "path", "status")
        self._requests = Counter("baocao_http_requests_total", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "baocao_http_request_seconds",
            "Time to the end of the answer.",
            ("path",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._jobs = Gauge("baocao_jobs", "Reports on their way or failed.", ("state",), registry=self.registry)

    def answered(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def text(self, jobs: dict[str, int]) -> bytes:
        """The exposition format."""
        for state, count in jobs.items():
            self._jobs.labels(state).set(count)
        return generate_latest(self.registry)


class Measured:
    """ASGI middleware that counts; addresses are counted by their pattern, so that ids do not become labels."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, start = 500, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            route = scope.get("route")
            path = getattr(route, "path_format", "other")
            method = scope["method"] if scope["method"] in ("GET", "POST", "PATCH", "PUT", "HEAD") else "other"
            self.metrics.answered(method, path, status, time.perf_counter() - start)
