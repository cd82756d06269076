"""Mistakes as teachers make them, each planted in a small bank that is right without it.

``BANKS`` are the banks, file by file; a :class:`Mistake` changes one place of one of them. The questions are those that
``quiz new`` writes, so that what is planted is all that is wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from quiz.kinds import TEMPLATES, kind_names

COURSE = """format_version = 1
id = "small"
default_set = "short"

[title]
ja = "小さな講座"
en = "A small course"

[[section]]
id = "minibatch"
ja = "ミニバッチ"
en = "Mini-batches"

[idea.remainder]
ja = "余り"
en = "the remainder"
"""

SET = """title = { ja = "短い", en = "Short" }

[[place]]
item = "number"

[[place]]
section = "minibatch"
count = 1
"""

LISTS = """+++
id = "lists"
kind = "number"
title = { ja = "2 つの平均", en = "Two means" }
section = "minibatch"
minutes = 2
difficulty = 1
tags = ["data"]
key = "[mean(xs), fixed_part]"
check = "[sum(xs) / len(xs), high - low]"

[draw]
low = { from = 2, to = 9 }
high = { from = 11, to = 20 }
xs = { from = 1, to = 30, length = 4, distinct = true }
rate = { from = 0.1, to = 0.5, step = 0.1 }
noise = { normal = { mean = 10, std = 2 }, step = 0.1, length = 3 }
hits = { binomial = { n = 10, p = 0.5 } }
order = { permutation = ["A", "B", "C"] }
word = [["味噌", "miso"], ["酢", "vinegar"]]
where = ["low != 5"]

[let]
gap = "high - low"
fixed_part = "gap"

[answer]
decimals = 2

[[answer.parts]]
ja = "平均"
en = "mean"

[[answer.parts]]
ja = "差"
en = "gap"

[misconception.total]
value = "[sum(xs), gap]"
ja = "合計のままです。{{len(xs)}} で割ります。"
en = "This is the total: divide by {{len(xs)}}."

[figure.data]
sort = "bars"

[[figure.data.bar]]
value = "low"
label = { ja = "小", en = "low" }

[[figure.data.bar]]
value = "high"
label = { ja = "大", en = "high" }
+++
# ja
{{word}} の売れた数は {{join(xs, '、')}} でした。平均（小数第 2 位まで）と、図の 2 本の差を答えてください。
{{rate}}、{{hits}}、{{join(noise, '、')}}、{{join(order, '')}} は関係しません。

![](figure:data)
## ヒント
差は {{high}} から {{low}} を引きます。
## 解説
平均は {{fixed(mean(xs), 2)}}、差は ${{high}} - {{low}} = {{gap}}$ です。
# en
The sales of {{word}} were {{join(xs, ', ')}}. Give their mean (two decimals) and the difference of the bars.
{{rate}}, {{hits}}, {{join(noise, ', ')}} and {{join(order, '')}} don't matter.

![](figure:data)
## Hint
Take {{low}} from {{high}}.
## Solution
The mean is {{fixed(mean(xs), 2)}}, the difference ${{high}} - {{low}} = {{gap}}$.
"""


def _banks() -> dict[str, dict[str, str]]:
    texts = {kind: (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8").format(id=kind) for kind in kind_names()}
    made = {kind: {f"{kind}.md": text} for kind, text in texts.items()}
    made["lists"] = {"lists.md": LISTS}
    made["course"] = {"course.toml": COURSE, "sets/short.toml": SET, "minibatch/number.md": texts["number"]}
    return made


BANKS = _banks()


@dataclass(frozen=True)
class Mistake:
    """One mistake: where ``old`` stands in a file of a bank, ``new`` is written.

    It is to be found by ``rule``, at the line that begins with ``line``, with every passage of ``ja`` and ``en`` in
    what is said; where a caret points into the line, it points at ``at``.
    """

    name: str
    bank: str
    old: str
    new: str
    rule: str
    line: str
    ja: tuple[str, ...]
    en: tuple[str, ...]
    at: str = ""
    file: str = ""

    def write(self, folder: Path) -> None:
        """Write the bank with the mistake in it."""
        files = dict(BANKS[self.bank])
        name = self.file or next(iter(files))
        assert self.old in files[name], f"{self.name}: {self.old}"
        files[name] = files[name].replace(self.old, self.new, 1)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


def mistakes() -> list[Mistake]:
    """Return them all, from the corpora."""
    path = Path(__file__).resolve().parents[1] / "corpora" / "planted_mistakes.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Mistake(**{**row, "ja": tuple(row["ja"]), "en": tuple(row["en"])}) for row in rows]
