"""Graph against gold: precision, recall and F1 as the annotation guideline defines them, every miss with its sentence.

The unit is the file. In each file predicted nodes are matched one to one with gold entities of the same type, the pair
with most names in common first; relations are compared between the gold entities that their ends name. Counts are added
up over the files (micro-average). What the gold marks as optional, and a ``located-in`` that follows from the gold by
going up, counts neither way.

>>> gold = {"entities": [{"id": "e1", "type": "park", "name": "江阴高新区"}], "relations": []}
>>> both = from_gold(gold), from_gold(gold)
>>> score(*both).figures()["CORE entities"]
{'p': 1.0, 'r': 1.0, 'f1': 1.0, 'gold': 1}
"""

from kg.evaluate.corpus import evaluate, gold_files, half
from kg.evaluate.reading import Claim, Scored, from_gold, from_graph, normalise, read
from kg.evaluate.results import Bin, Evaluation, Fault, Judged, Row
from kg.evaluate.scoring import score

__all__ = [
    "Bin",
    "Claim",
    "Evaluation",
    "Fault",
    "Judged",
    "Row",
    "Scored",
    "evaluate",
    "from_gold",
    "from_graph",
    "gold_files",
    "half",
    "normalise",
    "read",
    "score",
]
