"""Accept a file: sniff its real type, cap it, hash it, open its pages as images and text layers.

Imports only `document`. `open_source` is the door; what it returns is small, frozen and picklable, and its pages open
the file anew by path in whatever process they find themselves.
"""

from ingest.limits import Limits
from ingest.source import SourceFile, open_source

__all__ = ["Limits", "SourceFile", "open_source"]
