"""One file per input format: bytes in, :class:`kg.model.Source` out. Found by the entry-point group ``kg.readers``."""
