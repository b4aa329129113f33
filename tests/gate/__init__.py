"""The quality gate: no figure may fall below its floor.

``python -m tests.gate`` runs the extractor on every corpus, prints the figures beside their floors, and fails where one
fell or where a corpus is no longer the one that the floors were measured on. Floors move only when told to:
``--raise`` takes over what rose, ``--lower-floors`` takes over everything, falls included.

The halves of ``tests/gold/articles`` follow from the file names (:func:`kg.evaluate.half`): the seen half may be looked
at while rules are written, the unseen half is only scored.
"""
