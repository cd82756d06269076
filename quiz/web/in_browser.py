"""The engine inside a browser's own Python: text in, text out, for the worker of the static page.

A verdict may need what this interpreter can't do by itself. Then the answer to a message names it, and the message is
sent again once it has been done: a package is loaded, or code has been run in a frame of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from quiz.bank.cards import cache_path
from quiz.errors import QuizError
from quiz.home import write_whole
from quiz.kinds import kind_of
from quiz.language import LANGUAGES, Text
from quiz.model import Item
from quiz.outlet.json_text import json_text
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html
from quiz.web.messages import VERSION

UNAVAILABLE = Text(
    "この問題の採点にはプログラムの実行（NumPy）が必要で、このページにはありません。"
    "パソコンの quiz run か quiz web で解けます。採点に影響なく、次の問題へ進めます。",
    "This question is judged by running a program with NumPy, which this page doesn't have: answer it by quiz run or "
    "quiz web on a computer. Going on costs nothing.",
)
NOT_HERE = QuizError(
    Text(
        "この問題はプログラムを動かして採点するので、このページでは採点できません",
        "this question is judged by running a program, which this page can't",
    ),
    remedy=Text(
        "パソコンの quiz run か quiz web で解くか、とばしてください",
        "answer it by quiz run or quiz web on a computer, or skip it",
    ),
)
NOT_LOADED = QuizError(
    Text("この問題の採点に使う NumPy を読み込めません", "NumPy, by which this question is judged, can't be loaded"),
    remedy=Text("ネットワークにつないで、もう一度解答してください", "answer again once there is a network"),
)
NOT_LEFT = QuizError(
    Text("この問題はここで採点できます", "this question can be judged here"),
    remedy=Text("わからないときはとばしてください", "skip it if you don't know"),
)
NOT_STARTED = QuizError(
    Text("コードを実行する枠を始められません", "the frame that runs code can't be started"),
    remedy=Text("ページを再読み込みして、もう一度解答してください", "load the page again, and answer again"),
)
INSIDE = ("child.py", "wire.py", "in_worker.py")
"""The sandbox's modules that a frame runs an answer with."""
_INSIDE = Path(__file__).parents[1] / "sandbox" / "inside"


class Lacking(BaseException):
    """What a message can't be answered without has to be loaded first. It is no fault that anybody may pass over."""

    def __init__(self, package: str) -> None:
        self.package = package


class BrowserEngine:
    """Answers the messages of the static page; the record lies where ``QUIZ_HOME`` says.

    With ``numpy`` the runtime can load NumPy, so that code is run and predictions are trained; ``progress`` is told how
    far a training is.
    """

    def __init__(self, language: str, numpy: bool, progress: Callable[[int, int], None]) -> None:
        if not cache_path().exists():
            with suppress(OSError):
                write_whole(cache_path(), Path(__file__).parents[2].joinpath("cards.json").read_text(encoding="utf-8"))
        chosen = next((known for known in LANGUAGES if known == language), LANGUAGES[0])
        self.engine = Engine(Store(), chosen, as_html, hindered=self._hindered)
        self.numpy = numpy
        self.progress = progress
        self._here: set[str] = set()
        self._lacking: QuizError | None = None
        self._elsewhere: Any = None

    def answer(self, message: str) -> str:
        """Return the reply to a message, or ``{"package": name}`` or ``{"wanted": order}``, whose outcome it awaits."""
        data = json.loads(message)
        if self.numpy and isinstance(data, dict) and (self._needed() or data.get("do") == "debrief-question"):
            return self._run(data)
        return json_text(self._reply(data), exact=True)

    def has(self, name: str, here: bool) -> None:
        """Take notice that a package was loaded, or that it can't be."""
        if here:
            self._here.add(name)
        else:
            self._lacking = NOT_LOADED

    def told(self, name: str, run: str) -> None:
        """Take what was run for an order."""
        found = json.loads(run)
        if found.get("ending") == "unavailable":
            self._lacking = NOT_STARTED
        self._elsewhere.told(name, found)

    @staticmethod
    def inside() -> str:
        """Return the modules that run an answer, for the frame that does so."""
        return json_text({name: (_INSIDE / name).read_text(encoding="utf-8") for name in INSIDE})

    def _needed(self) -> tuple[str, ...]:
        """Name what the question that is asked can't be judged without."""
        try:
            return () if self.engine.question is None else packages_of(self.engine.question.variant.item)
        except QuizError:
            return ()  # it can't be drawn: the engine will say why

    def _hindered(self, item: Item) -> QuizError | None:
        """Say why a question's program can't be run here; what lacks for it is to be loaded first."""
        if not self.numpy:
            return NOT_HERE
        if self._lacking is not None:
            return self._lacking
        for name in packages_of(item):
            if name not in self._here:
                raise Lacking(name)
        return None

    def _run(self, data: object) -> str:
        """Answer a message that may run something."""
        from quiz.kinds.prediction import watched_by
        from quiz.sandbox import run_elsewhere
        from quiz.sandbox.elsewhere import Elsewhere, Wanted

        if self._elsewhere is None:
            self._elsewhere = Elsewhere()
            run_elsewhere(self._elsewhere)
        try:
            with watched_by(self.progress):
                reply = self._reply(data)
        except Lacking as lacking:
            return json_text({"package": lacking.package})
        except Wanted as wanted:
            return json_text({"wanted": wanted.order}, exact=True)
        self._elsewhere.forget()
        self._lacking = None
        return json_text(reply, exact=True)

    def _reply(self, data: object) -> dict[str, Any]:
        if isinstance(data, dict) and data.get("do") == "pass":
            if not self._left():
                return self._refused(NOT_LEFT)
            data = {name: value for name, value in data.items() if name != "at"} | {"do": "next"}
        reply = self.engine.reply(data)
        if "question" in reply and self._needed():
            if self.numpy:
                missing = [name for name in self._needed() if name not in self._here]
                reply["question"] |= {"runs": "training" if "training" in self._needed() else "code", "needs": missing}
            else:
                reply["question"]["unavailable"] = UNAVAILABLE.in_(self.engine.language)
        return reply

    def _left(self) -> bool:
        """Leave the question that is asked, if it can't be judged here; it says nothing of the learner."""
        session, question = self.engine.session, self.engine.question
        if session is None or question is None or self.numpy or self.engine.outcome is not None:
            return False
        if not self._needed() or session.changeable:
            return False
        session.pass_over(question, 0.0)
        return True

    def _refused(self, why: QuizError) -> dict[str, Any]:
        language = self.engine.language
        remedy = None if why.remedy is None else why.remedy.in_(language)
        return {"version": VERSION, "error": {"message": why.message.in_(language), "remedy": remedy}}


def packages_of(item: Item) -> tuple[str, ...]:
    """Name the packages without which a question can't be judged in a browser."""
    kind = kind_of(item)
    if kind.runs_after_answer:
        return ("numpy", "training")
    return ("numpy",) if kind.runs_code else ()
