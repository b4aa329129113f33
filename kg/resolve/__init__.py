"""Which names are one entity, in an article and across articles: block, compare, cluster.

Only what is written decides: equal keys, what an article declares, and short forms that an article itself ties to one
full name. Nothing is compared by sound, and no two names are compared that do not share a key.
"""

from __future__ import annotations

from kg.resolve.cluster import resolve

__all__ = ["resolve"]
