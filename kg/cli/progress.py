"""How far a build is: a live line on a terminal, a plain one now and then elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg.cli.text import printable, say

if TYPE_CHECKING:
    from rich.status import Status

    from kg.model import Article

__all__ = ["Progress"]

LIVE_EVERY = 0.1  # seconds: faster than that nobody reads
PLAIN_EVERY = 10.0  # seconds: a log keeps every line


class Progress:
    """Is told of each finished article, and counts."""

    def __init__(self) -> None:
        self.articles = 0
        self._start = time.monotonic()
        self._status: Status | None = None
        self._last = 0.0
        self._context: AbstractContextManager[Any] = nullcontext()

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.status import Status

            self._status = Status("reading", console=Console(stderr=True, markup=False, highlight=False, emoji=False))
            self._context = self._status
        self._context.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.__exit__(kind, error, trace)

    def __call__(self, article: Article) -> None:
        self.articles += 1
        now = time.monotonic()
        self._last = self._last or now  # loading does not count: the first line comes after some reading
        if now - self._last < (PLAIN_EVERY if self._status is None else LIVE_EVERY):
            return
        self._last = now
        rate = self.articles / max(now - self._start, LIVE_EVERY)
        done = f"{self.articles:,} article{'' if self.articles == 1 else 's'}, {rate:,.0f} a second"
        if self._status is None:
            say(f"read {done}")
        else:
            from rich.text import Text

            self._status.update(Text(f"{done}  {printable(article.file)[-60:]}"))
