"""What has been extracted, kept beside the output, so that no file is read for its relations twice.

One door for four parts: extractions as compact bytes (:mod:`kg.store.record`), the file that holds them
(:mod:`kg.store.database`), what makes an old extraction worthless (:mod:`kg.store.fingerprint`), and that only one
build works in a folder at a time (:mod:`kg.store.claim`).
"""

from __future__ import annotations

from kg.store.claim import claimed
from kg.store.database import Store
from kg.store.fingerprint import fingerprint
from kg.store.record import Placed, pack, place, unpack

__all__ = ["Placed", "Store", "claimed", "fingerprint", "pack", "place", "unpack"]
