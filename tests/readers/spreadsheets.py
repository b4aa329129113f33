"""Programs that read tables: pandas, DuckDB, LibreOffice, openpyxl."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.readers.graph import (
    EDGES,
    EVIDENCE,
    NAMES,
    NODES,
    cells,
    command,
    library,
    same,
)


def _spreadsheet(value: str) -> str:
    """What a cell of the spreadsheet formats says of a value."""
    from kg.exporters.csv import cell

    return str(cell(value))


def csv_pandas(folder: Path) -> str:
    pandas = library("pandas")
    counts = []
    for part, expected in (("-nodes", len(NODES)), ("", len(EDGES)), ("-evidence", len(EVIDENCE))):
        frame = pandas.read_csv(folder / f"graph{part}.csv", keep_default_na=False, dtype=str)
        same(len(frame), expected)
        counts.append(len(frame))
        if part == "-nodes":
            same(sorted(frame["name"]), sorted(map(_spreadsheet, NAMES)))
    return " · ".join(map(str, counts))


def csv_duckdb(folder: Path) -> str:
    duckdb = library("duckdb")
    counts = []
    with duckdb.connect() as base:
        for part in ("-nodes", "", "-evidence"):
            read = "SELECT * FROM read_csv(?, header=true, all_varchar=true, max_line_size=10000000, escape='\"')"
            rows = base.execute(read, [str(folder / f"graph{part}.csv")]).fetchall()
            counts.append(len(rows))
            if part == "-nodes":
                same(sorted(row[1] for row in rows), sorted(map(_spreadsheet, NAMES)))
    return " · ".join(map(str, counts))


def _office(folder: Path, source: str, *options: str) -> None:
    run = subprocess.run(
        [command("soffice"), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options,
         "--outdir", str(folder / "office"), str(folder / source)],
        capture_output=True, check=False, timeout=240,
    )  # fmt: skip
    same(run.returncode, 0)


def csv_libreoffice(folder: Path) -> str:
    openpyxl = library("openpyxl")
    counts = []
    for part in ("-nodes", "", "-evidence"):
        _office(folder, f"graph{part}.csv", "--infilter=CSV:44,34,76,1,,0,false,false", "--convert-to", "xlsx")
        sheet = openpyxl.load_workbook(folder / "office" / f"graph{part}.xlsx").active
        counts.append(sheet.max_row - 1)
        same([c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"], [])
        if part == "-nodes":
            shown = {str(row[1].value) for row in sheet.iter_rows(min_row=2)}
            same({"青禾生物科技有限公司", "😀🏭", "'=cmd|'/c calc'!A0"} - shown, set())
    return " · ".join(map(str, counts))


def xlsx_openpyxl(folder: Path) -> str:
    book = library("openpyxl").load_workbook(folder / "graph.xlsx")
    same([sheet.freeze_panes for sheet in book], ["A2"] * 3)
    same(all(sheet.auto_filter.ref for sheet in book), True)
    return " · ".join(str(book[name].max_row - 1) for name in ("entities", "relations", "evidence"))


def xlsx_pandas(folder: Path) -> str:
    pandas = library("pandas")
    library("openpyxl")
    sheets = pandas.read_excel(folder / "graph.xlsx", sheet_name=None, keep_default_na=False, dtype=str)
    return " · ".join(str(len(sheets[name])) for name in ("entities", "relations", "evidence"))


def xlsx_libreoffice(folder: Path) -> str:
    all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    _office(folder, "graph.xlsx", "--convert-to", all_sheets)
    counts = []
    for name in ("entities", "relations", "evidence"):
        rows = cells((folder / "office" / f"graph-{name}.csv").read_text(encoding="utf-8-sig"))
        same({len(row) for row in rows}, {len(rows[0])})
        counts.append(len(rows) - 1)
        if name == "entities":
            same({"青禾生物科技有限公司", "😀🏭"} - {value for row in rows for value in row}, set())
    return " · ".join(map(str, counts))
