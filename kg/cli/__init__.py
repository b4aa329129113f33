"""The command line: a skin over the library. Every command has an equal in Python.

Heavy libraries are imported by the command that needs them, when it runs: ``kg --help`` loads none of them.

Exit codes: 0 done; 1 failed, or ``--strict`` with faults; 2 wrongly called; 130 interrupted.
"""

from kg.cli.program import main

__all__ = ["main"]
