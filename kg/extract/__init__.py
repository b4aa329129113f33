"""The entity extractor: a spaCy component that finds names and what the article says of them.

Reads ``doc._.kg_folded``, ``doc._.kg_sentences`` and ``doc._.kg_words``; sets

* ``doc._.kg_mentions``: :class:`kg.model.Mention` records, overlapping ones included;
* ``doc._.kg_aliases``: :class:`kg.model.AliasClaim` records;
* ``doc.spans["kg"]`` with the same mentions and ``doc.ents`` with the outermost ones.

What a name is, is data: see ``kg/data/rules/names.toml``, ``quoted.toml``, ``contexts.toml`` and the lexicons.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.find import find
from kg.model import AliasClaim, Mention
from kg.rules import RulePack, rule_pack

__all__ = ["Extractor", "make_extractor"]

if not Doc.has_extension("kg_mentions"):
    Doc.set_extension("kg_mentions", default=())
    Doc.set_extension("kg_aliases", default=())
    Span.set_extension("kg_rule", default="")


class Extractor:
    """The spaCy component ``kg_extractor``."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack

    def __call__(self, doc: Doc) -> Doc:
        """Sets mentions, alias claims, span group and entities."""
        article = doc._.kg_article
        text = article.text if article is not None else doc.text
        blocked = article.furniture if article is not None else ()
        found, claims = find(doc._.kg_folded, doc._.kg_words, self.pack, doc._.kg_sentences, blocked)
        doc._.kg_mentions = tuple(
            Mention(
                type=c.type, start=c.start, end=c.end, text=text[c.start : c.end], rule=c.rule, confidence=c.confidence
            )
            for c in found
        )
        doc._.kg_aliases = tuple(
            AliasClaim(
                name=text[a.start : a.end], alias=text[b[0] : b[1]], type=a.type, rule=rule, start=b[0], end=b[1]
            )
            for a, b, rule in claims
        )
        if len(doc) == len(text):
            spans = [Span(doc, c.start, c.end, label=c.type, kb_id=c.rule) for c in found]
            doc.spans["kg"] = spans
            outer, end = [], 0
            for span in spans:
                if span.start >= end:
                    outer.append(span)
                    end = span.end
            doc.set_ents(outer)
        return doc


@Language.factory(
    "kg_extractor",
    requires=["doc._.kg_sentences", "doc._.kg_words"],
    assigns=["doc._.kg_mentions", "doc._.kg_aliases", "doc.ents", "doc.spans"],
    default_config={"rules": None},
)
def make_extractor(nlp: Language, name: str, rules: str | None) -> Extractor:
    """Makes ``kg_extractor``.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :raises kg.errors.RuleError: where the pack has faults.
    """
    return Extractor(rule_pack(rules))
