"""How the time of every reader grows with what it reads: 10 kB, 100 kB, 1 MB of many shapes.

python tests/bench/bench_growth.py [NAME]      only the readers with NAME in their name

For every reader the shapes that cost most per megabyte, with the time per megabyte at each size (process time; the
best of two). Leaves with 1 if a reader grows by more than twice what is linear from 100 kB to 1 MB, or takes more than
2 s per MB at any size (what takes next to no time at all is not judged). What a reader refuses by its size is refused
at once, and counts as that.
"""

from __future__ import annotations

import contextlib
import html
import io
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from attacked_readers import grader, question, read, readers, runs

from quiz.bank.claim_files import read_claims
from quiz.cli import main as quiz
from quiz.courses import open_course
from quiz.exchange.compare_rows import answers
from quiz.kinds import kind_names
from quiz.report.formulas.formula_file import load_library

SIZES = (10_000, 100_000, 1_000_000)
SECONDS_PER_MB, GROWTH = 2.0, 2.0
SHOWN = 4
SMALL_S = 0.05
"""A time below this is that of getting ready, whatever was read."""

ROOT = Path(__file__).resolve().parents[1]
Maker = Callable[[int], str]

QUESTIONS = {
    "marked": "問）{n} を求めよ。\n答）7\n",
    "numbered": "Q{n}. What is 1+1?\nA. 2\n",
    "options": "問）正しいものを選べ（{n}）。\n(1) 0.15\n(2) 0.25\n(3) 0.35\n答）(2)\n",
    "letters": "A. 0.{n}\n",
    "letters, two": "A. 0.{n}\n\nB. 0.2\n\n",
    "prose": "勾配が小さくなり、重みが {n} 回更新されない。\n",
    "paragraphs": "勾配が小さくなり、重みが {n} 回更新されない。\n\n",
    "asking": "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。{n}\n\n",
    "headings": "# 確認テスト\n## 問{n}\n",
    "formulas": "$$z = t^{n}$$\n\n$$t = x + y$$\n\n",
    "sizes": "入力が{n}×6、フィルタが2×2、ストライド1、パディング1のとき、出力は7×7である。\n",
    "page": "<p>問）{n} を求めよ。</p><p>答）<b>7</b></p>\n",
    "code": "```\nx = {n}\n```\n",
    "titled fences": "```python:run{n}.py\nw = np.zeros({n})\n``` 重みは {n} 個である。\n",
    "unfenced code": "w{n} = np.zeros({n})\n",
    "mixed fences": "```\nx = np.ones({n})\n重みは {n} である。\n",
    "claims": "ReLUは{n}層でも勾配消失を防ぐ。シグモイド関数の微分の最大値は0.25で、{n}層では小さくなる。\n",
    "bullets": "- Xavier の初期値は前の層のノード数 {n} の平方根で割る\n",
    "known formulas": "モメンタム {n}: $V_t = \\mu V_{t-1} - \\epsilon \\nabla E$\n\n",
    "equality chains": "$y = {n}x + {n}x = {n}(x + x) = 2x \\cdot {n}$\n\n",
    "rows of cells": "<table><tr><td>ReLU</td><td>{n}</td></tr></table>\n",
    "breaks": "問）{n}<br>答）7<br>",
    "struck out": "~~{n}~~ <del>x",
    "derivation": "= {n}t\n",
    "table": "| {n} | 2 | 3 |\n|---|---|---|\n",
    "lines": "\n",
    "one line": "あ",
    "tags": "<div><ul><li>",
    "brackets": "([{",
    "pictures": "![{n}](b)\n",
}


def repeated(unit: str, before: str = "", after: str = "") -> Maker:
    """Return what makes a text of a size of one unit, counted where it says so."""

    def make(size: int) -> str:
        count = max(1, (size - len(before) - len(after)) // len(unit.encode()))
        return before + "".join(unit.replace("{n}", str(number)) for number in range(count)) + after

    return make


def shapes() -> Mapping[str, Mapping[str, Maker]]:
    """The shapes that each group of readers gets."""
    reports = {name: repeated(unit) for name, unit in QUESTIONS.items()}
    for path in sorted((ROOT / "corpora" / "reports").glob("*.txt")):
        reports[path.stem] = repeated(path.read_text(encoding="utf-8").replace("{", "(").replace("}", ")"))
    bank = {
        "keys": repeated("k{n} = 1\n"),
        "tables": repeated("[t{n}]\n"),
        "lists": repeated("[[t]]\nx = {n}\n"),
        "long list": repeated("{n}, ", "tags = [", "]"),
        "long text": repeated("あ", 'source = "', '"'),
        "spaces": repeated(" ", "[", "x]"),
        "opened": repeated("[", "tags = "),
        "dots": repeated("a."),
        "misconceptions": repeated('[misconception.m{n}]\nvalue = "n + {n}"\nja = "a"\nen = "a"\n'),
    }
    bodies = {
        "stem": repeated("あ{n}。"),
        "formulas": repeated("{{n}} "),
        "dollars": repeated("$x$ "),
        "open dollars": repeated("$$ a"),
        "braces": repeated("} }} "),
        "hints": repeated("\n## ヒント\na\n"),
        "fences": repeated("\n```\na\n"),
    }
    texts = {
        "words": repeated("答えは {n} と思う。"),
        "numbers": repeated("{n}, "),
        "signs": repeated("+-"),
        "x": repeated("x"),
    }
    rows = {"rows": repeated('{"student": "2x + {n}", "reference": "2x"}\n'), "one row": repeated("x", '{"student": "')}
    data = {
        "rows": repeated('{"student": "{n}", "reference": "2"},\n', "[", "null]"),
        "deep": repeated("["),
        "number": repeated("9", "[", "]"),
        "text": repeated("a", '["', '"]'),
    }
    return {
        "answer": texts,
        "report": reports,
        "bank: front": bank,
        "bank": bodies,
        "compare": rows,
        "json": data,
        "toml": bank,
    }


def of_the_course() -> Mapping[str, Maker]:
    """The densest reports: nothing but statements that the course's claims know, or formulas that it knows.

    Each is another one than those around it; when all have been written, they begin again with a number.
    """
    root = open_course().root
    claims = [text for claim in read_claims(root).claims for text in (*claim.tests, *claim.counters)]
    formulas = [text for one in load_library(root).formulas for text in (*one.tests, *one.counters)]

    def written(passages: Sequence[str]) -> Maker:
        def make(size: int) -> str:
            parts: list[str] = []
            length = 0
            while length < size:
                turn, place = divmod(len(parts), len(passages))
                parts.append(passages[place].rstrip() + (f" ({turn})" if turn else ""))
                length += len(parts[-1].encode()) + 2
            return "\n\n".join(parts)

        return make

    return {"claims of the course": written(claims), "formulas of the course": written(formulas)}


def as_page(make: Maker) -> Maker:
    """Return what makes a page of the paragraphs of a text."""

    def page(size: int) -> str:
        return "".join(f"<p>{html.escape(part)}</p>\n" for part in make(size).split("\n\n"))

    return page


def cells(source: str, printed: str = "") -> Maker:
    """Return what makes a notebook of code cells of a size; ``{n}`` counts them, each prints ``printed``."""

    def make(size: int) -> str:
        outputs = [{"output_type": "stream", "text": printed}] if printed else []
        count = max(1, size // len(json.dumps({"cell_type": "code", "source": source, "outputs": outputs})))
        made = [
            {"cell_type": "code", "source": source.replace("{n}", str(number)), "outputs": outputs}
            for number in range(count)
        ]
        return json.dumps({"cells": made})

    return make


NOTEBOOKS = {
    "code cells": cells("import numpy as np\nw{n} = np.random.randn({n}, 10) * 0.01\nh = np.maximum(0, x @ w{n})\n"),
    "updates": cells("# モメンタム {n}\nv = mu * v - lr * grad\nparams[key] = params[key] + v\nh += grad * grad\n"),
    "printed": cells("print(loss{n})", "epoch 1 loss 0.25 acc 0.9\n" * 5),
}


def in_stem(make: Maker) -> Maker:
    """Return what makes a whole question's file of a size."""
    return lambda size: question(stem=make(size))


def group_of(name: str, groups: Mapping[str, object]) -> str:
    """The group of shapes for a reader: the longest that its name begins with."""
    return max((group for group in groups if name.startswith(group)), key=len, default="answer")


def called(*arguments: str) -> None:
    """Run a command of ours without a word."""
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), contextlib.suppress(SystemExit):
        quiz(arguments)


def sheets(folder: Path) -> Maker:
    """Return what makes a sheet of about a size, as ``quiz generate`` writes it."""

    def make(size: int) -> str:
        path = folder / "made.json"
        path.unlink(missing_ok=True)
        called("generate", "day2", "--count", str(size // 1_000), "--format", "json", "-o", str(path))
        return path.read_text(encoding="utf-8")

    return make


def filled_sheets(folder: Path) -> Maker:
    """Return what makes a sheet to hand out of about a size, with an answer to each question."""

    def make(size: int) -> str:
        path = folder / "made.md"
        path.unlink(missing_ok=True)
        called("generate", "day2", "--count", str(size // 1_000), "-o", str(path))
        return re.sub("^(答え: ?|Answer: ?)$", "答え: 7", path.read_text(encoding="utf-8"), flags=re.MULTILINE)

    return make


def verified(folder: Path) -> Callable[[str], object]:
    """A reader of a sheet to hand out that was filled in."""

    def verify(text: str) -> None:
        sheet = folder / "filled.md"
        sheet.write_text(text, encoding="utf-8")
        called("verify", str(sheet), "--format", "json")

    return verify


def responses(folder: Path) -> Callable[[str], object]:
    """A reader of a sheet with a response to each of its questions."""

    def grade(text: str) -> None:
        sheet, written = folder / "sheet.json", folder / "answers.json"
        sheet.write_text(text, encoding="utf-8")
        written.write_text(json.dumps(["7x7"] * (text.count('"seed"') - 1)), encoding="utf-8")
        called("grade", str(sheet), str(written), "--format", "json")

    return grade


def seconds(reader: Callable[[str], object], text: str) -> float:
    """The best of two times of reading a text."""
    times = []
    for _ in range(2):
        began = time.process_time()
        read(reader, text)
        times.append(time.process_time() - began)
        if times[0] > 3:
            break
    return min(times)


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    groups, bad = shapes(), 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUIZ_HOME"] = folder
        found: dict[str, Callable[[str], object]] = {
            **{f"answer: {name}": grader(name) for name in kind_names() if not runs(name)},
            **readers(Path(folder)),
            "compare: file": lambda text: list(answers(text.splitlines())),
            "sheet: responses": responses(Path(folder)),
            "sheet: filled in": verified(Path(folder)),
        }
        course = of_the_course()
        own: dict[str, Mapping[str, Maker]] = {
            "bank: file": {name: in_stem(make) for name, make in groups["bank"].items()},
            "sheet: responses": {"entries": sheets(Path(folder))},
            "sheet: filled in": {"questions": filled_sheets(Path(folder))},
            "report: text": {**groups["report"], **course},
            "report: page": {**groups["report"], **{name: as_page(make) for name, make in course.items()}},
            "report: notebook": {**groups["report"], **course},
            "report: notebook file": {**groups["report"], **NOTEBOOKS},
        }  # fmt: skip
        for name, reader in found.items():
            if wanted not in name:
                continue
            read(reader, "1")
            rows = []
            for shape, make in own.get(name, groups[group_of(name, groups)]).items():
                texts = [make(size) for size in SIZES]
                rows.append((shape, [len(text.encode("utf-8", "replace")) / 1e6 for text in texts],
                             [seconds(reader, text) for text in texts]))  # fmt: skip
            for shape, sizes, times in sorted(rows, key=lambda row: row[2][2] / row[1][2], reverse=True)[:SHOWN]:
                per_mb = [taken / size for taken, size in zip(times, sizes, strict=True)]
                growth = times[2] / max(times[1] * sizes[2] / sizes[1], SMALL_S * 10)
                slow = any(each > SECONDS_PER_MB and taken > SMALL_S for each, taken in zip(per_mb, times, strict=True))
                late = slow or growth > GROWTH
                bad += late
                listed = "  ".join(f"{each:7.2f}" for each in per_mb)
                print(
                    f"{listed} s/MB  growth {growth:4.2f}  {name:24} {shape}{'  <- too much' if late else ''}",
                    flush=True,
                )
    print("none above" if not bad else f"{bad} above", f"{SECONDS_PER_MB:g} s per MB, or twice what is linear")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
