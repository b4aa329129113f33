"""The order of the house: files in, graph out. The only room that knows it.

``read → reflow and split → segment → extract → link → (leave spaCy) → resolve → graph``
"""

from kg.pipeline.assembly import build, graph_of
from kg.pipeline.inputs import Report, articles
from kg.pipeline.reading import extract, pipeline
from kg.pipeline.stream import extract_all, resolved_all

__all__ = ["Report", "articles", "build", "extract", "extract_all", "graph_of", "pipeline", "resolved_all"]
