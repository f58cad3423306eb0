"""The version that results are kept under: it changes when the same file could give another result."""

PIPELINE_VERSION = "4"
