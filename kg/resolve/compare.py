"""Comparing the forms of one article: which of them the article itself shows to be one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple

from kg.model import Article, Extraction, Merge
from kg.resolve.block import Keys
from kg.resolve.shorten import Name, shortened

__all__ = ["Form", "in_article"]


class Form(NamedTuple):
    """One key of one type in one article.

    :ivar type: entity type.
    :ivar key: see :meth:`kg.resolve.block.Keys.main`.
    :ivar file: file name.
    :ivar article: which article of the file.
    """

    type: str
    key: str
    file: str
    article: int

    @classmethod
    def of(cls, article: Article, type_: str, text: str, keys: Keys) -> Form:
        """The form of a name in an article."""
        return cls(type_, keys.main(type_, text), article.file, article.index)


def in_article(extraction: Extraction, keys: Keys) -> tuple[dict[Form, str], list[tuple[Form, Form, Merge]]]:
    """The forms of an article with a text of each, and the pairs that are one, each with its reason."""
    article = extraction.article
    forms: dict[Form, str] = {}
    for mention in extraction.mentions:
        form = Form.of(article, mention.type, mention.text, keys)
        if form not in forms or len(mention.text) > len(forms[form]):
            forms[form] = mention.text
    joins: list[tuple[Form, Form, Merge]] = []
    parts = _parts(extraction, keys)
    for claim in extraction.aliases:
        name = Form.of(article, claim.type, claim.name, keys)
        alias = Form.of(article, claim.type, claim.alias, keys)
        if claim.rule == "short-form" and (name, alias) in parts:
            continue  # 恒远新材设立全资子公司|恒远新材料（四川）有限公司
        start, end = article.locate(claim.start, claim.end) if claim.end > claim.start else (0, 0)
        if claim.rule == "branch":
            forms.setdefault(name, claim.name)
        elif claim.rule == "declared" and claim.type == "company" and len(claim.alias) > 2 and name in forms:
            forms.setdefault(alias, claim.alias)  # another article may call the firm by it
        if name != alias and name in forms and (alias in forms or claim.rule == "branch"):
            merge = Merge(form=claim.alias, into=claim.name, reason=claim.rule, file=article.file, start=start, end=end)
            joins.append((alias, name, merge))
    claimed = {alias for alias, _, _ in joins}
    joins += _contained(forms, claimed, parts, keys, article)
    return forms, joins


def _parts(extraction: Extraction, keys: Keys) -> set[tuple[Form, Form]]:
    """Firms that the article says to be another's, and whose: 恒远的子公司四川恒远 is not 恒远."""
    ends = ((r.head, r.tail) for r in extraction.relations if r.type == "part-of")
    firms = [(extraction.mentions[h], extraction.mentions[t]) for h, t in ends]
    return {
        (Form.of(extraction.article, a.type, a.text, keys), Form.of(extraction.article, b.type, b.text, keys))
        for a, b in firms
        if a.type == b.type == "company"
    }


def _contained(
    forms: dict[Form, str], claimed: Set[Form], parts: Set[tuple[Form, Form]], keys: Keys, article: Article
) -> Iterator[tuple[Form, Form, Merge]]:
    """A shorter form that is the tail, or the core, of exactly one longer form of its type in the article.

    :param claimed: forms of which the article itself says whose they are.
    :param parts: forms of which it says that they are parts of others.
    """
    by_type: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for form, text in forms.items():
        by_type[form.type].append((text, form))
    for type_, listed in sorted(by_type.items()):
        if type_ == "place":
            continue
        listed = sorted(listed)
        names = [Name.of(type_, text, keys) for text, _ in listed]
        for (text, form), name in zip(listed, names, strict=True):
            if form in claimed:
                continue
            longer = [
                (other, t, f)
                for (t, f), other in zip(listed, names, strict=True)
                if len(name.key) < len(other.key)
                and f != form
                and (f, form) not in parts
                and shortened(type_, name, other, keys)
            ]
            if not longer:
                continue
            whole, text_of, into = max(longer, key=lambda found: len(found[0].key))
            # 陕西有色集团 and 陕西有色金属集团 are both short for 陕西有色金属控股集团有限公司
            if all(f == into or shortened(type_, other, whole, keys) for other, _, f in longer):
                yield form, into, Merge(form=text, into=text_of, reason="contained", file=article.file)
