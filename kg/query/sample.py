"""A small graph to try things on."""

from __future__ import annotations

from kg.graph import KnowledgeGraph
from kg.model import Entity, Relation

__all__ = ["example"]


def example() -> KnowledgeGraph:
    """The graph of the examples in these pages: three parks and who is in them; all names are invented."""
    names = {
        "云和高新区": "park", "石溪产业园": "park", "海明经开区": "park", "青禾生物": "company", "蓝石科技": "company",
        "云松股份": "company", "海明大学": "university", "云和高新区管委会": "agency",
    }  # fmt: skip
    triples = (
        ("石溪产业园", "part-of", "云和高新区"), ("青禾生物", "located-in", "石溪产业园"),
        ("蓝石科技", "located-in", "云和高新区"), ("云和高新区管委会", "part-of", "云和高新区"),
        ("云和高新区", "partners", "海明大学"), ("海明经开区", "partners", "海明大学"),
        ("云松股份", "cooperates-with", "海明大学"),
    )  # fmt: skip
    return KnowledgeGraph(
        [Entity(id=f"{type}:{name}", type=type, name=name) for name, type in names.items()],
        [
            Relation(
                head=head,
                type=type,
                tail=tail,
                head_id=f"{names[head]}:{head}",
                tail_id=f"{names[tail]}:{tail}",
                symmetric=type in ("partners", "cooperates-with"),
                confidence=0.9,
            )
            for head, type, tail in triples
        ],
    )
