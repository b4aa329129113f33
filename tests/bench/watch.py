"""A command run and watched: how long it takes, and how much memory its processes hold at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import psutil

__all__ = ["Used", "watched"]


class Used(NamedTuple):
    """What a command took.

    :ivar processor: seconds of processor time, of all its processes.
    :ivar wall: seconds.
    :ivar first: peak memory of its first process in MB, looked at twenty times a second.
    :ivar others: the highest of the peaks of the processes that it starts; 0 where there are none.
    """

    processor: float
    wall: float
    first: float
    others: float


def watched(command: Sequence[str]) -> Used:
    """Run a command, which must succeed; what it says is thrown away.

    Python may keep the code that it compiles, as an installed package has it: else a checkout would be compiled anew in
    each run, beside libraries that are not.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = os.times(), time.perf_counter()
    first = others = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as running:
        own = psutil.Process(running.pid)
        while running.poll() is None:
            try:
                first = max(first, own.memory_info().rss)
                others = max(others, *(p.memory_info().rss for p in own.children(recursive=True)), 0)
            except psutil.NoSuchProcess:
                pass
            time.sleep(0.05)
    wall, after = time.perf_counter() - start, os.times()
    if running.returncode:
        sys.exit(f"$ {' '.join(command)}\nended with {running.returncode}")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Used(processor, wall, first / 1e6, others / 1e6)
