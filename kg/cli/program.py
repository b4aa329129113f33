"""The way in: reads the arguments, runs the command, turns what goes wrong into a sentence and an exit code."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import FrameType

from kg.cli.arguments import parser
from kg.cli.text import UsageError, say, utf8
from kg.errors import KgError

__all__ = ["main"]

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    :param arguments: what stands behind ``kg``; default: the program's own. Then the process ends here, and what it
        holds goes with it: to take tables and graph apart one by one takes a twentieth of a rebuild.
    :return: the exit code; see the package.
    :raises SystemExit: after ``--help`` and ``--version`` (0) and for arguments that do not fit (2).
    """
    code = _done(arguments)
    if arguments is None:
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    return code


def _done(arguments: Sequence[str] | None) -> int:
    utf8()
    try:
        with _terminated():
            args = parser().parse_args(arguments)
            module, function = args.run
            code: int = getattr(import_module(f"kg.cli.{module}"), function)(args)
        sys.stdout.flush()
    except SystemExit:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            raise
        _silence()
        raise
    except UsageError as error:
        say(f"{error}\nkg --help shows what there is")
        return 2
    except KgError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("interrupted; outputs that were there before are as they were")
        return INTERRUPTED
    except BrokenPipeError:  # `| head` has seen enough
        _silence()
        return 0
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say(f"{name}{error.strerror or error}; look at free space, rights and the name")
        _silence()
        return 1
    except MemoryError:
        say("out of memory; give fewer files at a time, or --workers 1")
        return 1
    return code


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """A termination unwinds like an interruption does, so that temporary files go away."""

    def unwind(number: int, frame: FrameType | None) -> None:
        say("terminated; outputs that were there before are as they were")
        raise SystemExit(TERMINATED)

    try:
        before = signal.signal(signal.SIGTERM, unwind)
    except ValueError:  # not the main thread: whoever runs us there has their own way of ending
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _silence() -> None:
    """Whatever Python still wants to flush at its end goes nowhere, without a word."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
