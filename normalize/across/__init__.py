"""Checks across reports: what a new report says against what is stored."""
