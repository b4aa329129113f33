"""10,000 bad inputs beside one good article: no traceback, no hang, nothing lost, the documented exit code.

The command runs in this process, so that the dictionaries are loaded once; a hang is ended by an alarm.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import random
import signal
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from kg.cli import main

GOOD = (
    "本报讯 近日，江南大学与昆山高新区签署战略合作协议，双方将共建昆山智能传感研究院。\n"
    "落户昆山高新区的苏州云栖测控科技有限公司（以下简称“云栖测控”）与江南大学联合申报项目。\n"
    "云栖测控投资3亿元建设的高精度传感器生产基地项目日前开工。\n"
)
TIMEOUT = 60  # seconds for one folder; a run on a machine of its own takes a fourth of it
SLOWEST = 3_000  # bytes a second: a busy machine's share of what kg reads; a large file is given that much time

Make = Callable[[random.Random], bytes]


# --- what the bad inputs are made of ---

WORDS = (
    "与 和 、 ， 。 （ ） “ ” 《 》 以下简称 高新区 高新技术产业开发区 有限公司 集团 大学 项目 签约 共建 落户 位于 "
    "分别 该公司 双方 三方 本报讯 记者 ▶ 江苏 昆山 未 不 3亿元 \n \t A 1 党委 研究院 等"
)


def random_bytes(rnd: random.Random) -> bytes:
    return rnd.randbytes(rnd.randrange(1, 300))


def magic(rnd: random.Random) -> bytes:
    """Other files that were called .txt."""
    starts = (
        b"%PDF-1.7\n%\xe2\xe3\n",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x1f\x8b\x08",
    )
    return rnd.choice(starts) + rnd.randbytes(rnd.randrange(200))


def nul_bytes(rnd: random.Random) -> bytes:
    return b"\0" * rnd.randrange(1, 50) + GOOD.encode()[: rnd.randrange(200)] + b"\0" * rnd.randrange(50)


def truncated(rnd: random.Random) -> bytes:
    """Ends, or begins, inside a character."""
    codec = rnd.choice(("utf-8", "gb18030", "big5", "utf-16", "utf-32"))
    data = GOOD.encode(codec, "ignore")
    return data[rnd.randrange(4) : len(data) - rnd.randrange(1, 9)]


def mixed(rnd: random.Random) -> bytes:
    """Pieces of one text in several encodings."""
    cuts = sorted(rnd.sample(range(len(GOOD)), 4))
    pieces = [GOOD[a:b] for a, b in zip([0, *cuts], [*cuts, len(GOOD)], strict=True)]
    return b"".join(p.encode(rnd.choice(("utf-8", "gb18030", "big5", "utf-16-le")), "ignore") for p in pieces)


def ill_formed(rnd: random.Random) -> bytes:
    """Overlong forms, surrogates, code points beyond the last."""
    bad = (b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf5\x80\x80\x80", b"\xff", b"\x80")
    data = bytearray(GOOD.encode())
    for _ in range(rnd.randrange(1, 6)):
        spot = rnd.randrange(len(data))
        data[spot:spot] = rnd.choice(bad)
    return bytes(data)


def flipped(rnd: random.Random) -> bytes:
    data = bytearray(GOOD.encode(rnd.choice(("utf-8", "gb18030")), "ignore"))
    for _ in range(rnd.randrange(1, 20)):
        data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    return bytes(data)


def controls(rnd: random.Random) -> bytes:
    """Control, direction and invisible characters between good ones."""
    bad = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\x9b\u200b\u200f\u202e\u2066\u2028\u2029\ufeff\ufffe\U000e0001"
    text = list(GOOD)
    for _ in range(rnd.randrange(1, 30)):
        text.insert(rnd.randrange(len(text)), rnd.choice(bad))
    return "".join(text).encode("utf-8", "surrogatepass")


def any_characters(rnd: random.Random) -> bytes:
    """Of all planes."""
    found = [
        chr(rnd.choice((rnd.randrange(0x3000), rnd.randrange(0x4E00, 0xA000), rnd.randrange(0x110000))))
        for _ in range(99)
    ]
    return "".join(c for c in found if unicodedata.category(c) != "Cs").encode()


def shuffled(rnd: random.Random) -> bytes:
    return "".join(rnd.sample(GOOD, rnd.randrange(1, len(GOOD)))).encode()


def cut_and_pasted(rnd: random.Random) -> bytes:
    """Words of the field in no order: what patterns like best."""
    words = WORDS.split(" ")
    return "".join(rnd.choices(words, k=rnd.randrange(1, 120))).encode()


def nested(rnd: random.Random) -> bytes:
    """Marks that open and never close, close and never opened."""
    return "".join(rnd.choices("（）()“”‘’《》【】「」{}[]<>", k=rnd.randrange(1, 300))).encode() + "高新区".encode()


def repeated(rnd: random.Random) -> bytes:
    """The same over and over: what makes a careless pattern slow."""
    word = rnd.choice(
        (
            "高新区",
            "有限公司",
            "、",
            "和",
            "与",
            "（",
            "“",
            " ",
            "\n",
            "a",
            "1",
            "科技",
            "江苏省",
            "大学",
            "-",
            "\u3000",
        )
    )
    return (word * rnd.randrange(1, 400)).encode() + rnd.choice(("", "！", "有限公司", "签约")).encode()


def nearly_empty(rnd: random.Random) -> bytes:
    return rnd.choice(
        (
            b"",
            b"\n",
            b" ",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\0",
            b"\r\r\r",
            "。".encode(),
            "　".encode(),
            b".",
        )
    )


def code(rnd: random.Random) -> bytes:
    """HTML, JSON, XML bombs, formulas: text, but none of ours."""
    starts = (
        '<script>alert("x")</script>',
        '{"a": [' * 50,
        '<!DOCTYPE a [<!ENTITY b "b">]>&b;',
        "=cmd|' /C calc'!A0",
        "]]>",
        "%s%n{0}$(id)`id`",
    )
    return (rnd.choice(starts) + GOOD[: rnd.randrange(80)]).encode()


FAMILIES: dict[str, tuple[int, Sequence[Make]]] = {
    "bytes": (4000, (random_bytes, magic, nul_bytes, flipped)),
    "encodings": (1500, (truncated, mixed, ill_formed)),
    "characters": (1500, (controls, any_characters, shuffled)),
    "structure": (3000, (cut_and_pasted, nested, repeated, nearly_empty, code)),
}


# --- running and judging ---


@dataclass(frozen=True)
class Done:
    """What a run leaves: exit code, and what it wrote on standard output and standard error."""

    code: int
    out: bytes
    err: bytes


def build(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """``kg build``; an exception that it lets through is the test's failure, and so is a hang."""

    def stop(*_: object) -> None:
        pytest.fail(f"kg build did not come to an end in {TIMEOUT} seconds")

    given = {"stdin": stdin, "stdout": b"", "stderr": b""}
    raw = {name: io.BytesIO(data) for name, data in given.items()}
    streams = {name: io.TextIOWrapper(buffer, encoding="utf-8") for name, buffer in raw.items()}
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(TIMEOUT)
    try:
        with contextlib.ExitStack() as stack:
            for name, stream in streams.items():
                stack.enter_context(mock.patch.object(sys, name, stream))
            code = main(["build", *map(str, arguments)])
            for name in ("stdout", "stderr"):
                streams[name].flush()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return Done(code, raw["stdout"].getvalue(), raw["stderr"].getvalue())


def graph(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "graph.json").read_bytes())
    return found


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return found


def evidence_of(data: dict[str, Any], file: str) -> set[tuple[str, int, int, str]]:
    """What a graph holds from one file: relation type, place and sentence."""
    return {
        (r["type"], e["start"], e["end"], e["text"])
        for r in data["relations"]
        for e in r["evidence"]
        if e["file"] == file
    }


@functools.cache
def expected() -> frozenset[tuple[str, int, int, str]]:
    """What the good article yields by itself, as file offsets of its own text."""
    from kg.pipeline import build as built

    found = {(r.type, e.start, e.end, e.text) for r in built(GOOD).relations() for e in r.evidence}
    assert len(found) >= 3
    return frozenset(found)


def quiet(done: Done) -> None:
    """No traceback, and nothing that could do anything to a terminal."""
    shown = (done.out + done.err).decode("utf-8")
    assert "Traceback" not in shown, shown[-3000:]
    assert {c for c in shown if unicodedata.category(c) in {"Cc", "Cf"}} <= {"\n"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the good article."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def check(place: Path, out: Path, *, code: int = 0, arguments: Sequence[str] = ()) -> dict[str, Any]:
    """Builds the folder; the good article must be there with all that it yields. Returns the report."""
    done = build(place, "-o", out, "--formats", "json", *arguments)
    quiet(done)
    assert done.code == code, done.err.decode("utf-8")[-3000:]
    assert evidence_of(graph(out), "good.txt") == expected()
    return report(out)


@pytest.mark.parametrize("family", FAMILIES)
def test_bad_files_beside_a_good_one(place: Path, tmp_path: Path, family: str) -> None:
    """Each file is read or skipped with a reason, none vanishes, and the good article yields what it does alone."""
    count, makers = FAMILIES[family]
    for number in range(count):
        maker = makers[number % len(makers)]
        (place / f"{maker.__name__}-{number:05d}.txt").write_bytes(maker(random.Random(f"{family} {number}")))
    found = check(place, tmp_path / "out")
    told = sorted([f["file"] for f in found["files"]] + [s["file"] for s in found["skipped"]])
    assert told == sorted(p.name for p in place.iterdir())
    assert all(s["reason"] for s in found["skipped"])


def test_there_are_ten_thousand() -> None:
    """As promised."""
    assert sum(count for count, _ in FAMILIES.values()) == 10_000


def _one_line() -> bytes:
    rnd = random.Random(5)
    # another firm: what the good article says of its own is to be found beside this
    words = GOOD.replace("云栖", "澜脉").replace("\n", "").split("，")
    return "，".join(rnd.choice(words) for _ in range(90_000)).encode()[:5_000_000]


def _one_word() -> bytes:
    return "高新技术产业".encode() * (1_000_000 // 18)


def _short_lines() -> bytes:
    return "昆山高新\n区\n".encode() * 50_000


def _empty_lines() -> bytes:
    return b"\n" * 1_000_000


def _lists() -> bytes:
    return ("、".join(f"昆山{n}号科技有限公司" for n in range(1500)) + "签约。\n").encode()


LARGE: dict[str, Callable[[], bytes]] = {
    "1-MB-without-an-end": _one_word,
    "5-MB-in-one-line": _one_line,
    "100000-short-lines": _short_lines,
    "a-million-empty-lines": _empty_lines,
    "1500-partners-in-a-sentence": _lists,
}


@pytest.mark.parametrize("large", LARGE)
def test_large_files_come_to_an_end(place: Path, tmp_path: Path, large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they yield, in time that grows with their size alone, and the good article is not lost."""
    data = LARGE[large]()
    monkeypatch.setattr(sys.modules[__name__], "TIMEOUT", TIMEOUT + len(data) // SLOWEST)
    (place / "large.txt").write_bytes(data)
    check(place, tmp_path / "out")


# --- folders and names ---


def _deep(folder: Path) -> None:
    deep = folder
    for _ in range(400):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "bad.txt").write_bytes(b"\xff\xfe\xfd")


def _loops(folder: Path) -> None:
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "here").symlink_to(".")
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to("..")
    (folder / "nowhere.txt").symlink_to("no such file.txt")


def _no_files(folder: Path) -> None:
    """What would block or never end when it is read."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "folder.txt").mkdir()


NAMES = "-o/--help/a\nb/a\tb/\x1b[2J/\u202egood/'\"`$(id)/a\\b/%s{0}/🚀/é/e\u0301/GOOD/good.txt/a|b;c&d/~/*/ /./CON"


def _names(folder: Path) -> None:
    names = [*NAMES.split("/"), "名" * 80]
    for name in names:
        (folder / f"{name}.txt").write_bytes(b"\x00\xff")
    for raw in (b"\xff\xfe.txt", b"caf\xe9.txt", "高新区".encode("gb18030") + b".txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + raw)).write_bytes(GOOD.encode())


def _other_kinds(folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x.txt", GOOD)
    (folder / "a.docx").write_bytes(packed.getvalue())
    (folder / "b.pdf").write_bytes(b"%PDF-1.4")
    (folder / "c").write_bytes(b"no extension")
    (folder / ".hidden.txt").write_bytes(b"\xff")
    (folder / "README.md").write_bytes(b"# about")


FOLDERS: dict[str, Callable[[Path], None]] = {
    "400-folders-deep": _deep,
    "loops-of-links": _loops,
    "pipes-and-devices": _no_files,
    "odd-names": _names,
    "other-kinds-of-files": _other_kinds,
}


@pytest.mark.parametrize("kind", FOLDERS)
def test_bad_folders_around_a_good_article(place: Path, tmp_path: Path, kind: str) -> None:
    """Walked to their end, named harmlessly, nothing opened that is no file; per-file graphs have safe names."""
    try:
        FOLDERS[kind](place)
    except OSError as error:
        pytest.skip(f"this file system cannot hold that: {error.strerror}")
    check(place, tmp_path / "out", arguments=["--per-file"])
    files = [p.name for p in (tmp_path / "out" / "per-file").iterdir()]
    assert "good.graphml" in files
    assert all(name.isprintable() and name.endswith(".graphml") for name in files)


def test_what_may_not_be_read_is_said(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a folder without permission. (Who may read everything, like root, is told so by the file system.)"""
    (place / "secret.txt").write_text(GOOD, encoding="utf-8")
    (place / "closed").mkdir()
    (place / "closed" / "in.txt").write_text(GOOD, encoding="utf-8")
    if os.geteuid() == 0:
        read_bytes, scandir = Path.read_bytes, os.scandir

        def refused(path: Path) -> bytes:
            if path.name == "secret.txt":
                raise PermissionError(13, "Permission denied", str(path))
            return read_bytes(path)

        def closed(path: Any = ".") -> Any:
            if not isinstance(path, int) and Path(path).name == "closed":
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(Path, "read_bytes", refused)
        monkeypatch.setattr(os, "scandir", closed)
    else:
        (place / "secret.txt").chmod(0)
        (place / "closed").chmod(0)
    try:
        assert main(["build", str(place), "-o", str(tmp_path / "out"), "--formats", "json"]) == 0
    finally:
        (place / "closed").chmod(0o700)
    skipped = {s["file"]: s["reason"] for s in report(tmp_path / "out")["skipped"]}
    assert skipped.keys() == {"secret.txt", "closed"}
    assert all("ermission" in reason for reason in skipped.values())


# --- exit codes ---

ALONE: dict[str, Callable[[Path], object]] = {
    "empty-folder": lambda p: p.mkdir(),
    "missing": lambda p: None,
    "empty-file": lambda p: p.write_bytes(b""),
    "only-white-space": lambda p: p.write_bytes(b" \n\r\n\t"),
    "binary": lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))),
    "in-no-encoding": lambda p: p.write_bytes(b"\xff\x80\xff\x81" * 50),
    "device": lambda p: p.symlink_to("/dev/zero"),
    "loop": lambda p: p.symlink_to(p.name),
}


@pytest.mark.parametrize("kind", ALONE)
def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path, kind: str) -> None:
    """Exit code 1, a message that names the input, and no folder where the outputs would have gone."""
    ALONE[kind](tmp_path / "bad.txt")
    done = build(tmp_path / "bad.txt", "-o", tmp_path / "new" / "out", "--formats", "json")
    quiet(done)
    assert done.code == 1
    assert b"bad.txt" in done.err and done.out == b""
    assert not (tmp_path / "new").exists()


def test_strict_fails_where_anything_was_skipped(place: Path, tmp_path: Path) -> None:
    """And leaves the outputs of an earlier run as they were."""
    out = tmp_path / "out"
    check(place, out, arguments=["--strict"])
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    (place / "bad.txt").write_bytes(b"")
    done = build(place, "-o", out, "--strict", "--formats", "json")
    quiet(done)
    assert (done.code, done.out) == (1, b"")
    assert b"bad.txt" in done.err and b"--strict" in done.err
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


STREAMS = {"empty": b"", "binary": bytes(range(256)) * 9, "truncated": GOOD.encode()[:-1], "good": GOOD.encode()}


@pytest.mark.parametrize("stream", STREAMS)
def test_standard_input_may_be_anything(tmp_path: Path, stream: str) -> None:
    """Read where it is text, refused with a sentence where not."""
    done = build("-", "-o", tmp_path / "out", "--formats", "json", stdin=STREAMS[stream])
    quiet(done)
    assert done.code == (0 if stream in {"good", "truncated"} else 1)
    assert (tmp_path / "out").exists() == (done.code == 0)
