"""What hostile text becomes before it goes into a file for other programs.

**Left out:** control characters (C0 but tab and line feed, DEL, C1), lone surrogates, the non-characters U+FFFE and
U+FFFF (no XML file may hold these) and the characters that only turn the direction of text (U+202A–202E, U+2066–2069),
with which a name could show as another one. Line ends become ``\\n``. Everything else stays as it is; nothing is
shortened unless an exporter says so. ``graph.json`` alone keeps all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

from kg.graph import KnowledgeGraph, date_span
from kg.model import Evidence, Relation
from kg.written import Shown, shown

__all__ = [
    "EVIDENCE_LIMIT",
    "Ends",
    "NodeIds",
    "batched",
    "clean",
    "edge_id",
    "edge_id_of",
    "evidence_text",
    "last_date",
    "one_line",
    "period",
    "quoted",
    "told_dates",
]

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?")
_MARKED = re.compile('[&<>"]')
# xml.sax.saxutils has this, and imports all that talks to the network
_MEANT = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
#: Characters of the sentences of one relation.
EVIDENCE_LIMIT = 2000


def clean(text: str) -> str:
    r"""Text without what no other program should meet; see the module.

    >>> clean("青\x0b禾\u202e科技\r\n")
    '青禾科技\n'
    """
    return text if text.isprintable() else _BAD.sub("", _ENDS.sub("\n", text))


def one_line(text: str) -> str:
    r"""Clean text with all white space as single spaces, none at the ends.

    >>> one_line(" 青禾\n科技 ")
    '青禾 科技'
    """
    if text.isprintable() and " " not in text:
        return text  # nearly all names
    return " ".join(clean(text).split())


def quoted(text: str) -> str:
    """The text as the value of an XML attribute, in quotes.

    >>> quoted("青禾科技"), quoted("A&B")
    ('"青禾科技"', '"A&amp;B"')
    """
    if text.isprintable() and not _MARKED.search(text):
        return f'"{text}"'  # nearly all
    return f'"{text.translate(_MEANT)}"'


def batched(texts: Iterator[str], size: int = 500) -> Iterator[bytes]:
    """The same text as bytes in fewer pieces: a file takes each more slowly than they are joined."""
    while piece := list(islice(texts, size)):
        yield "".join(piece).encode()


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


class NodeIds:
    """Entity ids as other programs can hold them: one line, clean, distinct.

    An id that needs no cleaning is kept; another one gets a short digest, so that two never become one.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._changed: dict[str, str] = {}
        given = {e.id for e in graph}
        for e in graph:
            if (shown := one_line(e.id)) != e.id or not shown:
                name = f"{shown}~{_digest(e.id, 4)}"
                while name in given:
                    name += "~"
                given.add(name)
                self._changed[e.id] = name

    def __getitem__(self, key: str) -> str:
        return self._changed.get(key, key)


def edge_id(relation: Relation) -> str:
    """An id that depends on the triple alone: ``t`` and 16 hexadecimal digits.

    >>> edge_id(Relation(head="甲", head_id="company:甲", type="partners", tail="乙", tail_id="company:乙"))
    'tc42fb3f66c304b0a'
    """
    triple = f"{relation.head_id}\n{relation.type}\n{relation.tail_id}"
    return edge_id_of(triple.encode("utf-8", "surrogatepass"))


def edge_id_of(triple: bytes) -> str:
    """:func:`edge_id` of a head's id, a type and a tail's id, a line break between two."""
    return "t" + blake2b(triple, digest_size=8).hexdigest()


class Ends(dict[str, tuple[bytes, bytes]]):
    """What stands for an entity wherever an edge ends in it, made once: the value of an attribute, and the id itself.

    :param ids: of the graph's entities.
    """

    def __init__(self, ids: NodeIds) -> None:
        super().__init__()
        self._ids = ids

    def __missing__(self, key: str) -> tuple[bytes, bytes]:
        self[key] = made = quoted(self._ids[key]).encode(), key.encode("utf-8", "surrogatepass")
        return made


def evidence_text(evidence: Sequence[Evidence | Shown], limit: int = EVIDENCE_LIMIT) -> str:
    """The sentences that support a relation, the best first, each once, joined by ``; `` and cut at ``limit``."""
    if len(evidence) == 1:
        joined = clean(evidence[0].text)
    else:
        joined = "; ".join(dict.fromkeys(clean(e.text) for e in evidence))
    return joined if len(joined) <= limit else joined[: limit - 1] + "…"


def period(evidence: Sequence[Evidence | Shown]) -> tuple[str, str]:
    """First and last day that the evidence's dates cover, as ISO text; empty where none is a date."""
    spans = [span for date in {e.date for e in evidence} if date and (span := date_span(date))]
    if not spans:
        return "", ""
    return min(s[0] for s in spans).isoformat(), max(s[1] for s in spans).isoformat()


def told_dates(evidence: Iterable[Evidence | Shown]) -> str:
    """The words that give the evidence's dates, each once."""
    return "; ".join(dict.fromkeys(one_line(e.date_text or e.date) for e in evidence if e.date))


def last_date(relations: Iterable[Relation]) -> str:
    """The last day that any evidence's date covers, as ISO text; empty where there is none."""
    found = {e.date for r in relations for e in shown(r, "date")}
    return max((span[1].isoformat() for date in found if (span := date_span(date))), default="")
