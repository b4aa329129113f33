"""The linker as a spaCy component.

Reads ``doc._.kg_mentions``, ``doc._.kg_sentences`` and ``doc._.kg_folded``; sets ``doc._.kg_relations``, a tuple of
:class:`kg.model.RelationMention`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.link.read import read
from kg.model import Article
from kg.rules import RulePack, rule_pack

__all__ = ["Linker", "make_linker"]

if not Doc.has_extension("kg_relations"):
    Doc.set_extension("kg_relations", default=())


class Linker:
    """The spaCy component ``kg_linker``."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``doc._.kg_relations``."""
        article = doc._.kg_article if doc._.kg_article is not None else Article(file="<text>", text=doc.text)
        doc._.kg_relations = read(article, doc._.kg_folded, doc._.kg_sentences, doc._.kg_mentions, self.pack)
        return doc


@Language.factory(
    "kg_linker",
    requires=["doc._.kg_mentions", "doc._.kg_sentences"],
    assigns=["doc._.kg_relations"],
    default_config={"rules": None},
)
def make_linker(nlp: Language, name: str, rules: str | None) -> Linker:
    """Makes ``kg_linker``.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :raises kg.errors.RuleError: where the pack has faults.
    """
    pack = rule_pack(rules)
    return Linker(pack)
