"""REST `/v1`: the store and the jobs over HTTP, for dashboards and for other programs."""
