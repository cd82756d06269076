"""The record out of a page and into it: the same lines as ``quiz data export`` writes and ``quiz data import`` reads.

A file comes in pieces, since a message is bounded: they are kept here until the last one has come, and joined with the
record whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.language import Text
from quiz.practice.record_merge import take_in_text, written_out
from quiz.practice.versions import program_version
from quiz.web.messages import Message, Refused, Reply

if TYPE_CHECKING:
    from quiz.web.engine import Engine

MOST_CHARACTERS = 200_000_000
"""A record of a million answers has as many."""


def export(engine: Engine, message: Message) -> Reply:
    """Return the whole record as lines, and a name for the file."""
    lines = "".join(line + "\n" for line in written_out(engine.store, program_version()))
    day = engine.now().astimezone().date().isoformat()
    return {"stage": "exported", "name": f"quiz-record-{day}.jsonl", "lines": lines}


def piece(engine: Engine, message: Message) -> Reply:
    """Take a piece of a file; number 0 begins a new one."""
    number = message.whole("number", 0, 10**6)
    if number == 0:
        engine.pieces = []
    if number != len(engine.pieces):
        raise Refused(
            Text("ファイルの途中が届いていません", "a piece of the file is missing"),
            remedy=Text("もう一度選んでください", "choose the file once more"),
        )
    text = message.text("text")
    if sum(map(len, engine.pieces)) + len(text) > MOST_CHARACTERS:
        engine.pieces = []
        raise Refused(Text("ファイルが大きすぎます", "the file is too large"))
    engine.pieces.append(text)
    return {"stage": "piece", "number": number}


def take(engine: Engine, message: Message) -> Reply:
    """Join the file that has come with the record, and say what was new."""
    whole, name = "".join(engine.pieces), message.text("name", "record.jsonl")[:LONGEST_NAME]
    engine.pieces = []
    engine.leave()  # what is open may have been answered elsewhere
    found = take_in_text(engine.store, name, whole)
    return {"stage": "taken-in", "new": dict(found.new), "known": dict(found.known), "said": engine.said(found.said)}


LONGEST_NAME = 100

COMMANDS = {"export": export, "import-piece": piece, "import": take}
