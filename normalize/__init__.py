"""Make figures comparable and recompute what can be recomputed; keep the results."""
