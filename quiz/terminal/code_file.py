"""``quiz run --file``: one code question answered from a file, graded once or again on every save."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Response
from quiz.outlet.streams import text_file
from quiz.practice.session import Question, Session
from quiz.terminal.code_input import read_file, tell_weakness_once
from quiz.terminal.feedback import Teller
from quiz.terminal.screen import Screen

POLL_SECONDS = 0.3


def answer_from_file(session: Session, screen: Screen, path: Path, *, watch: bool) -> int:
    """Grade what a file holds; return the exit status: 0 right, 1 not right, 2 unreadable.

    With ``watch``, a file that isn't there is begun, and every save is graded until it is right or Ctrl-C is pressed;
    each is recorded, and the last one counts.
    """
    question = _only_question(session)
    tell = Teller(screen)
    tell.question(question, 1, "0:00")
    tell_weakness_once(screen)
    began = time.monotonic()
    if watch:
        _begin(path, question, screen)
        last = _watch(path, session, question, screen, tell)
        if last is None:
            session.skip(question, time.monotonic() - began)
            screen.say(_nothing_written(path, question.prompt.start))
        elif last.unreadable is None:
            session.count(question)
        return _ended(session, last)
    raw = read_file(path)
    if not raw.strip() or raw.strip() == question.prompt.start.strip():
        screen.say(_nothing_written(path, raw))
        session.skip(question, time.monotonic() - began)
        session.finish()
        return 1
    outcome = session.answer(question, Response(raw, time.monotonic() - began))
    _tell(raw, outcome, question, screen, tell)
    return _ended(session, outcome)


def _ended(session: Session, outcome: Outcome | None) -> int:
    """End the session, unless the answer is to be written so that it can be read; return the exit status."""
    if outcome is not None and outcome.unreadable is not None:
        return 2
    session.finish()
    return 0 if outcome is not None and outcome.verdict == "correct" else 1


def _nothing_written(path: Path, raw: str) -> Text:
    """Say why there is nothing to grade, and what to do."""
    if raw.strip():
        return Text(
            f"{path} は始めのコードのままです。「...」を置き換えて保存してから、もう一度実行してください。",
            f"{path} still holds the code to begin with: put code in the place of `...`, save it and run this again.",
        )
    return Text(
        f"{path} は空です。コードを書いて保存してから、もう一度実行してください。",
        f"{path} is empty: write the code, save it and run this again.",
    )


def _only_question(session: Session) -> Question:
    question = session.next_question()
    if len(session.form.places) != 1 or question is None or not kind_of(question.variant.item).runs_code:
        raise QuizError(
            Text("--file はコードの問題 1 題に使います", "--file answers one question of kind code"),
            remedy=Text("--item で問題を 1 つ選んでください", "choose one question with --item"),
        )
    return question


def _begin(path: Path, question: Question, screen: Screen) -> None:
    """Write the code to begin with into a new file."""
    if not path.exists():
        with text_file(path, "x") as file:
            file.write(question.prompt.start + "\n")
        screen.say(Text(f"{path} を作りました。", f"wrote {path}."))
    screen.say(
        Text(
            f"{path} を保存するたびに採点します。やめるには Ctrl-C。", f"{path} is graded on every save; Ctrl-C stops."
        ),
        "dim",
    )


def _watch(path: Path, session: Session, question: Question, screen: Screen, tell: Teller) -> Outcome | None:
    """Grade and record every new content of the file, until it is right or the learner stops.

    Returns what became of the last one; None if there was none.
    """
    seen, outcome, saved_at = question.prompt.start + "\n", None, time.monotonic()
    try:
        while True:
            raw = read_file(path) if path.exists() else seen
            if raw.strip() and raw != seen:
                seen = raw
                screen.rule()
                screen.say(time.strftime("%H:%M:%S"), "dim")
                outcome = session.try_out(question, Response(raw, time.monotonic() - saved_at))
                saved_at = time.monotonic()
                _tell(raw, outcome, question, screen, tell)
                if outcome.verdict == "correct":
                    return outcome
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        with suppress(OSError):  # the terminal may be gone
            screen.blank()
        return outcome


def _tell(raw: str, outcome: Outcome, question: Question, screen: Screen, tell: Teller) -> None:
    if outcome.unreadable is not None:
        screen.unreadable(raw, outcome.unreadable)
    else:
        tell.outcome(question, outcome)
