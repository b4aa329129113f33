"""What has been extracted, kept beside the output, so that no file is read for its relations twice.

One door for three parts: the file that holds what files yielded (:mod:`kg.store.database`), what makes that worthless
(:mod:`kg.store.fingerprint`), and that only one build works in a folder at a time (:mod:`kg.store.claim`).
"""

from __future__ import annotations

from kg.store.claim import claimed
from kg.store.database import Store, content_key
from kg.store.fingerprint import fingerprint

__all__ = ["Store", "claimed", "content_key", "fingerprint"]
