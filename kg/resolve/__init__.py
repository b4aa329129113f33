"""Which names are one entity, in an article and across articles: block, compare, cluster.

Only what is written decides: equal keys, what an article declares, and short forms that an article itself ties to one
full name. Nothing is compared by sound, and no two names are compared that do not share a key.

An article is resolved in itself when it is read (:mod:`kg.resolve.article`), and kept so (:mod:`kg.resolve.record`):
what is left to do across articles (:mod:`kg.resolve.cluster`) is little, and is done anew for each graph.
"""

from __future__ import annotations

from kg.resolve.article import Placed, Resolved, resolved
from kg.resolve.block import keys_of
from kg.resolve.cluster import across, resolve
from kg.resolve.record import pack, unpack

__all__ = ["Placed", "Resolved", "across", "keys_of", "pack", "resolve", "resolved", "unpack"]
