"""The entity extractor as a spaCy component.

Reads ``doc._.kg_folded``, ``doc._.kg_sentences`` and ``doc._.kg_words``; sets

* ``doc._.kg_mentions``: :class:`kg.model.Mention` records, overlapping ones included;
* ``doc._.kg_aliases``: :class:`kg.model.AliasClaim` records;
* ``doc.spans["kg"]`` with the same mentions and ``doc.ents`` with the outermost ones.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.mentions import names
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
        doc._.kg_mentions, doc._.kg_aliases = names(
            text, doc._.kg_folded, doc._.kg_words, self.pack, doc._.kg_sentences, blocked
        )
        if len(doc) == len(text):
            spans = [Span(doc, m.start, m.end, label=m.type, kb_id=m.rule) for m in doc._.kg_mentions]
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
