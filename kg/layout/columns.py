"""What the column is like that a line stands in: how wide, and whether empty lines and indents mean something there."""

from __future__ import annotations

from kg.layout.lines import Line
from kg.layout.words import Thresholds

__all__ = ["Columns"]


class Columns:
    """The columns of a page, each known by the lines around one of its lines.

    :param limits: what is wide, narrow, full and ragged, in half characters.
    """

    def __init__(self, lines: list[Line], limits: Thresholds) -> None:
        self._lines, self._limits = lines, limits
        blocks: list[list[int]] = [[]]  # lines that stand together
        self._place_of: dict[int, tuple[list[int], int]] = {}
        for i, line in enumerate(lines):
            if line.kind in ("start", "head", "byline") and blocks[-1]:
                blocks.append([])
            if line.kind in ("body", "start", "names"):
                self._place_of[i] = blocks[-1], len(blocks[-1])
                blocks[-1].append(i)
        self._widths: dict[tuple[int, int], int] = {}

    def width(self, i: int) -> int:
        """The width of the column that line ``i`` stands in, in half characters; 0 where the text is not wrapped."""
        block, low = self._place(i)
        key = (block[0], low)
        if key not in self._widths:
            self._widths[key] = self._column(self._around(i))
        return self._widths[key]

    def _place(self, i: int) -> tuple[list[int], int]:
        """The lines that stand together with line ``i``, and where the window on them begins.

        The window moves on by some lines at a time, so that it need not be looked at anew for each line.
        """
        block, at = self._place_of.get(i) or ([i], 0)
        low = max(0, min(at + 1 - self._limits.window, len(block) - 2 * self._limits.window))
        return block, low - low % 3

    def _around(self, i: int) -> list[Line]:
        block, low = self._place(i)
        return [self._lines[j] for j in block[low : low + 2 * self._limits.window + 2]]

    def _column(self, around: list[Line]) -> int:
        if len(around) < 3:
            return 0
        widths = sorted([line.width for line in around])
        column = widths[(3 * len(widths)) // 4]
        if not self._limits.narrowest_column <= column <= self._limits.widest_column:
            return 0
        low, high = column - self._limits.ragged, column + self._limits.ragged
        full = [line for line in around if low <= line.width <= high]
        if len(full) < self._limits.column_share * len(around):
            return 0
        indented = sum(line.indent for line in around)  # where some lines are, the others go on, however they end
        if 2 * sum(not f.ends for f in full) < len(full) and not 0 < 2 * indented < len(around):
            return 0
        return column if sum(f.prose for f in full) >= self._limits.prose_share * len(full) else 0

    def gap_parts(self, i: int) -> bool:
        """Whether an empty line before line ``i`` means something: most lines around have none."""
        if self._lines[i].gap == 0:
            return False
        around = self._around(i)
        return 3 * sum(line.gap > 0 for line in around) < 2 * len(around) or self._lines[i].gap > max(
            sorted(line.gap for line in around)[len(around) // 2], 1
        )

    def indents(self, i: int) -> bool:
        """Whether indents mark paragraphs here: not every line has one."""
        around = self._around(i)
        return not self.width(i) or any(not line.indent for line in around)

    def after_indents(self, before: Line, i: int, indented: bool) -> bool:
        """Whether paragraphs have kept their indents here, so that line ``i``, which has none, goes on.

        :param before: the line before it.
        :param indented: whether the paragraph that it stands in is.
        """
        around = self._around(i)
        if not indented and not any(line.indent for line in around):
            return False
        widest = max(line.width for line in around)
        full = before.width >= widest - self._limits.full and widest <= self._limits.widest_column
        return bool(self.width(i)) or full

    def lost_indent(self, i: int, column: int) -> bool:
        """Whether line ``i`` is narrower as first lines are that have lost their indent."""
        line = self._lines[i]
        following = self._lines[i + 1]
        return (
            not line.ends
            and line.width <= column - self._limits.indent
            and line.width >= column - self._limits.ragged
            and following.kind == "body"
            and following.width > line.width
        )
