"""References that a question file brings: its first two right versions, run in the sandbox and nowhere else.

Each is asked case after case in a process of its own, apart from that of an answer, which never sees it. What it gave
is remembered, within bounds: it is the same whenever the same case is asked.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quiz import sandbox
from quiz.kinds.code.cases import Values, identity_of, weight
from quiz.kinds.code.showing import show_data
from quiz.language import Text
from quiz.outlet.visible import in_line

if TYPE_CHECKING:
    from quiz.sandbox import Job, Run

MOST_REMEMBERED = 400
MOST_NUMBERS = 1_000_000
"""So many cases, and numbers in them, are remembered; the oldest are forgotten first."""

NOT_RUN = Text(
    "この問題の採点には作者の参照コードの実行が要りますが、この環境ではそれを安全に実行できません。",
    "Grading this question takes running its author's reference, and nothing here holds that code safely.",
)
SEE_DOCTOR = Text("quiz doctor で、必要なものを確かめてください", "see quiz doctor for what is needed")


class ReferenceFails(Exception):
    """A reference that gives no value: what happened, said in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class _Asked:
    """One reference: its process, as long as it lives, what it gave, and the time that is left to it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.kept: sandbox.Kept | None = None
        self.given: OrderedDict[Any, Values] = OrderedDict()
        self.numbers: dict[Any, int] = {}
        self.left = 0.0

    def ask(self, cases: Sequence[Values]) -> Run:
        """Run the reference on cases that it has not been asked, within the time that is left."""
        if self.left <= 0:
            raise ReferenceFails(_HAPPENED["timeout"])
        if self.kept is None:
            self.kept = sandbox.Kept(self.job)
        began = time.monotonic()
        try:
            done = self.kept.run(cases, self.left)
        finally:
            self.left -= time.monotonic() - began
        if done.ending != "done":
            self.close()
        return done

    def remember(self, identity: Any, values: Values) -> None:
        """Keep what a case gave, and forget the oldest where it is too much."""
        self.given[identity] = values
        self.numbers[identity] = weight(values)[0]
        while len(self.given) > 1 and (len(self.given) > MOST_REMEMBERED or sum(self.numbers.values()) > MOST_NUMBERS):
            oldest, _ = self.given.popitem(last=False)
            del self.numbers[oldest]

    def close(self) -> None:
        """End its process."""
        if self.kept is not None:
            self.kept.close()
        self.kept = None


_asked: OrderedDict[Job, _Asked] = OrderedDict()
"""The references of the last question: one, and its check."""


def own_values(job: Job, cases: Sequence[Values], *, anew: bool) -> list[Values]:
    """Return what a reference gives for each case; raise :class:`ReferenceFails` where it gives nothing.

    With ``anew`` the reference may take as long as an answer may for all cases together, without it only what further
    cases of the same question may take. :class:`quiz.errors.QuizError` says that no process can be started.
    """
    one = _asked.pop(job, None) or _Asked(job)
    _asked[job] = one
    while len(_asked) > 2:
        _asked.popitem(last=False)[1].close()
    if anew:
        one.left = sandbox.SECONDS
    identities = [identity_of(case) for case in cases]
    found = {identity: one.given[identity] for identity in identities if identity in one.given}
    missing = {identity: case for identity, case in zip(identities, cases, strict=True) if identity not in found}
    if missing:
        done = one.ask(list(missing.values()))
        fault = _fault_in(done, list(missing.values()))
        if fault is not None:
            raise ReferenceFails(fault)
        for identity, case in zip(missing, done.cases, strict=True):
            found[identity] = dict(case.values or {})
            one.remember(identity, found[identity])
    if anew:
        one.left = sandbox.FURTHER_SECONDS
    return [found[identity] for identity in identities]


_HAPPENED = {
    "timeout": Text("制限時間内に終わりません", "it doesn't end in time"),
    "flooded": Text("出力が多すぎます", "it prints or returns too much"),
    "exited": Text("値を返す前にプロセスを終了しています", "it ends the process before it has given a value"),
    "crashed": Text(
        "プロセスが強制終了しました（メモリの使いすぎや、禁止された操作です）",
        "its process was ended by the system (too much memory, or something that isn't allowed)",
    ),
}


def _fault_in(done: Run, cases: Sequence[Values]) -> Text | None:
    """Say what went wrong, with the line of the code and the inputs of the case; None if every case gave values."""
    raised = done.raised
    place = 0
    if raised is None:
        place = next((number for number, case in enumerate(done.cases) if case.values is None), -1)
        if place < 0 and len(done.cases) == len(cases):
            return None
        raised = done.cases[place].raised if place >= 0 else None
    if raised is None:
        said = _HAPPENED.get(done.ending, _HAPPENED["exited"])
    else:
        what = in_line(f"{raised.type}: {raised.message}" if raised.message else raised.type)
        line = raised.line or 1
        said = Text(f"コードの {line} 行目で {what}", f"{what} in line {line} of the code")
    if done.raised is not None or not done.cases:
        return said
    shown = show_data(cases[max(place, 0)])
    return Text(f"{said.ja}（入力 {shown}）", f"{said.en} (input {shown})")
