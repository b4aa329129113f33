"""Ways out: one file per format, the same verb in each.

Every exporter is a function ``write(graph, path, **options)`` with an attribute ``suffix``. It writes to a temporary
name and moves into place. Its docstring says first what the format cannot hold.
"""
