"""Recompute every statement of a report and say what cannot be true."""
