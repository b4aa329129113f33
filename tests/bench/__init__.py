"""How fast: ``make bench``, not part of ``make test``."""
