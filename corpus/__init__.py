"""Specimens written for the project: their text, their gold, the typesetter, the scan simulator, the benchmarks."""
