"""Rows -> the remarks of a report about code: of calls that its text names, of lines that its comments stand beside.

Whether a report names any call at all is asked before: :func:`quiz.report.code.code_present.may_remark`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quiz.errors import FileFaults
from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.claims.guards import claims_nothing
from quiz.report.code.call_results import call_results
from quiz.report.code.code_rules import Verdict
from quiz.report.code.line_roles import Role, roles_of, signs_in
from quiz.report.code.printed_code import Block, Comment, blocks_of
from quiz.report.code.remark_book import Remark, RemarkBook, load_remarks
from quiz.report.code.remark_words import clauses_of, said_in
from quiz.report.code.stated_defaults import DefaultWords, judged_default
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.cued import Cued, latin
from quiz.report.rows import Row
from quiz.report.sentence_ends import SentenceEnds

MAX_ROW: Final = 500
_LASTS: Final = 8
"""For how many rows of text the code above is still spoken of."""
_WORD: Final = late(r"[A-Za-z_]\w*", re.A)
_ENDS: Final = SentenceEnds(r"(?<=[。!?？])|(?<=[a-z\d)\]][.!]) (?=[A-Z`\"(])|(?<=[a-z)\d]\?) ", "!", "?", "？", ". ")
_QUOTED: Final = late(r"「[^」]*」|“[^”]*”")
_BULLET: Final = late(r"\A\s*(?:[-*+・•●]|\(?\d{1,2}[.)])\s+")
_NOT_CLAIMED: Final = late(
    r"思ってい|思い込|信じてい|つもりだっ|勘違|誤解|と(?:聞い|言わ|書かれ|書いて|習っ)|という(?:人|記事|説|話|"
    r"意見|質問)|らしい|そうだ\W*\Z|たぶん|おそらく|"
    r"と(?:は)?(?:違っ|違い|異な)|最初は|はじめは|当初|昔|かつて|かもしれ|だろう|"
    r"でしょう|も(?<!何も)し|仮に|→\s*(?:×|誤|違)|×\s*\Z|"
    + "|".join(
        latin(
            *("unlike", "contrary", "perhaps", "maybe", "probably", "supposedly", "allegedly", "apparently"),
            *("at first", "for a long time", "it is said", "used to"),
        )
    ),
    re.A,
)
_BELIEVED: Final = Cued(
    late(
        r"\b(?:i|we|he|she|they|somebody|someone|nobody|everyone|people|colleagues?|friends?|tutor|blog|forum|"
        r"article)\b[^.]{0,40}\b(?:assumed|thought|believed?|"
        r"convinced|imagined|took|taken|mistook|expected|claims?|claimed|says?|said|wrote|writes|insists?|suspect|"
        r"wonder|guess|heard|told)\b",
        re.A,
    ),
    *("assumed", "thought", "believe", "convinced", "imagined", "took", "taken", "expected", "claim", "say", "said"),
    *("wrote", "writes", "insist", "suspect", "wonder", "guess", "heard", "told"),
)
"""What is believed, heard or guessed is nobody's remark."""
_UNKNOWN: Final = Cued(
    late(r"[A-Za-z_][\w.]{1,40}\(|\b(?:np|nn|torch|keras)\.\w", re.A), "(", "np.", "nn.", "torch.", "keras."
)


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a report remarks on code: its row, whether it holds, the remark's name and item, and what is true of it."""

    row: Row
    written: str
    verdict: Verdict
    claim: str
    practise: str | None
    told: Text


def remarks_in(rows: Sequence[Row], folder: Path) -> Iterator[Remarked]:
    """Yield the remarks of a report that the book in a course's folder decides, those of its text first.

    A book with faults decides nothing: ``quiz check`` tells of them.
    """
    try:
        book = load_remarks(folder)
    except FileFaults:
        return
    if not book.remarks and not book.defaults:
        return
    blocks = blocks_of(rows)
    yield from _Sentences(book, blocks).read(rows)
    for block in blocks:
        yield from _of_comments(block, book)


# -- sentences ---------------------------------------------------------------------------------------------------


class _Sentences:
    """Reads the sentences of a report one after the other, and keeps what they are about."""

    def __init__(self, book: RemarkBook, blocks: Sequence[Block]) -> None:
        self._book = book
        self._words = DefaultWords(book.words)
        self._ends = {block.place + len(block.rows): block for block in blocks}
        self._subject: tuple[str, ...] = ()
        self._roles: list[Role] = []
        self._age = _LASTS

    def read(self, rows: Sequence[Row]) -> Iterator[Remarked]:
        """Yield what the sentences remark."""
        above: tuple[str, ...] = ()
        for place, row in enumerate(rows):
            if place in self._ends:
                self._roles, self._age = _roles_in(self._ends[place]), 0
            if row.kind == "heading":
                above = tuple(name for name, _, _ in _named(row.text.replace("`", ""), self._book))
                self._roles = []
            if row.kind not in ("text",) or row.quoted or len(row.text) > MAX_ROW:
                if row.kind != "code" and row.kind != "blank":
                    self._subject = above
                continue
            self._age += 1
            if self._age > _LASTS:
                self._roles = []
            yield from self._of_row(row)

    def _of_row(self, row: Row) -> Iterator[Remarked]:
        written = normalize(_BULLET.sub("", row.text, count=1))
        told: set[str] = set()
        own = False  # whether this row has named its subject
        spoken_of = self._subject or self._roles or _may_name(written, self._book)
        for sentence in _ENDS.split(written) if spoken_of else ():
            bare = _QUOTED.sub(lambda found: "…" * len(found[0]), sentence.replace("`", ""))
            if len(bare) < 4 or _claims_nothing(bare):
                self._subject = self._subject if own else ()
                continue
            for verdict, remark, text in self._of_sentence(bare.replace("'", "").replace("’", ""), sentence, own):
                if remark.claim not in told:
                    told.add(remark.claim)
                    yield Remarked(row, text, verdict, remark.claim, remark.practise, remark.told)
            own = own or bool(_named(bare, self._book))
        for found in call_results(row.text):
            yield Remarked(row, found.written, found.verdict, "call-result", None, found.told)

    def _of_sentence(self, bare: str, sentence: str, own: bool) -> Iterator[tuple[Verdict, _Told, str]]:
        for clause in clauses_of(bare):
            names = _named(clause, self._book)
            subject = _subject(clause, names, self._book)
            if subject:
                self._subject, follows = subject, False
            elif names or (_UNKNOWN.search(clause) and not names):
                self._subject, follows = (), False
            else:
                follows = not own
            own = own or bool(subject)
            lower = clause.lower()
            for remark in _about(self._subject, self._book):
                if remark.of_code or (follows and not remark.follows):
                    continue
                verdict = said_in(lower, remark, {})
                if verdict is not None:
                    yield verdict, _Told(remark.id, remark.practise, remark.told), clause
            if self._subject and not follows:
                default = judged_default(clause, self._subject, self._book, self._words)
                if default is not None:
                    yield default.verdict, _Told(default.claim, None, default.told), clause
            for role in self._roles:
                for remark in self._book.of_lines.get(role.name, ()):
                    if not _names_part(remark, lower, role):
                        continue
                    verdict = said_in(lower, remark, role.parts)
                    if verdict is not None:
                        yield verdict, _Told(remark.id, remark.practise, remark.told), clause


def _claims_nothing(sentence: str) -> bool:
    """Whether a sentence asks, quotes, guesses, or calls something an error; Python's ``False`` is no such word."""
    lower = sentence.replace("False", "no").lower().strip()
    return bool(claims_nothing(lower) or _NOT_CLAIMED.search(lower) or _BELIEVED.search(lower))


@dataclass(frozen=True, slots=True)
class _Told:
    claim: str
    practise: str | None
    told: Text


def _names_part(remark: Remark, clause: str, role: Role) -> bool:
    """Whether a clause speaks of a part of the line by the name that the code gives it, at its beginning."""
    spoken = {part for ways in remark.ways.values() for way in ways for term in way for word in term
              for part in re.findall(r"\{(\w+)\}", word)}  # fmt: skip
    names = [role.parts[part].removeprefix("self.").lower() for part in spoken if role.parts.get(part)]
    return any(
        re.search(rf"(?:\A|[^a-z\d_.])(?:the )?{re.escape(name)}(?:は|とは|が|の| is\b| are\b)", clause)
        for name in names
    )


def _may_name(text: str, book: RemarkBook) -> bool:
    """Whether a text has a word that a known name ends in, with or without the marks that may stand within it."""
    bare = text.replace("`", "")
    names = book.names.keys()
    return not names.isdisjoint(_WORD.findall(bare)) or (
        ("'" in bare or "’" in bare) and not names.isdisjoint(_WORD.findall(bare.replace("'", "").replace("’", "")))
    )


def _named(text: str, book: RemarkBook) -> list[tuple[str, int, int]]:
    """Return the known names in a text with their places, in order; of two at one place the longer one."""
    found: list[tuple[str, int, int]] = []
    for word in dict.fromkeys(_WORD.findall(text)):
        for name, pattern in book.names.get(word, ()):
            found += ((name, *match.span()) for match in pattern.finditer(text))
    return sorted(found, key=lambda entry: (entry[1], entry[1] - entry[2]))


_SUBJECT: Final = late(
    r"(?:\([^()]{0,60}\))?\s?(?:は|とは|では|を(?:呼|使)|(?:is|are|does|gives|returns|uses|has|sets|adds|puts|turns)\b)"
)
_MARKS: Final = late(
    r"(?:\s?\([^()]{0,60}(?:\([^()]{0,30}\)[^()]{0,20})?\))?(?:\[[^\[\]]{0,20}\])?\s?"
    r"(?:関数|メソッド|を?(?:呼|使|実行|掛け|かけ|通)|で|に|で?は|とは|だと|では|なら|が|に(?:は|よ)|を|の|:|=|→|->|"
    r"(?:\w+ly )?[a-z]+|\Z|,)",
    re.A,
)


def _subject(clause: str, names: Sequence[tuple[str, int, int]], book: RemarkBook) -> tuple[str, ...]:
    """Return the names of what a clause is about: those at its first place that is no argument of another call."""
    if not names:
        return ()
    start, end = names[0][1], names[0][2]
    first = [name for name, at, last in names if start <= at and last <= end]
    calls = [name for name, _, _ in names if any(first[0] == own.argument for own in book.defaults_of((name,)))]
    if calls:  # the default weight_decay of an optimizer
        return tuple(dict.fromkeys(calls))
    arguments = {default.argument for default in book.defaults_of(first)}
    later = [entry for entry in names if entry[1] >= end and entry[0] not in arguments]
    if later and not _is_argument(clause, end, later[0][1]) and not _SUBJECT.match(clause, end):
        # DataLoader with shuffle=True: what is said of both is said.
        shared = [name for name in first if any(_share(name, other, book) for other, _, _ in later)]
        return tuple(dict.fromkeys(shared))
    if not _MARKS.match(clause, end):
        return ()
    return tuple(dict.fromkeys(first))


def _is_argument(clause: str, end: int, place: int) -> bool:
    """Whether what stands at a place is within the brackets of the call that ends its name before."""
    return clause[end : end + 1] == "(" and place < clause.find(")", end)


def _share(name: str, other: str, book: RemarkBook) -> bool:
    return not set(book.by_name.get(name, ())).isdisjoint(book.by_name.get(other, ()))


def _about(names: Sequence[str], book: RemarkBook) -> Iterator[Remark]:
    seen: set[str] = set()
    for name in names:
        for remark in book.by_name.get(name, ()):
            if remark.id not in seen:
                seen.add(remark.id)
                yield remark


# -- comments ----------------------------------------------------------------------------------------------------


def _roles_in(block: Block) -> list[Role]:
    nodes = nodes_in(block.tree) if block.tree is not None else []
    signs = signs_in(nodes)
    return [role for node in nodes if isinstance(node, ast.stmt) for role in roles_of(node, signs)]


def _of_comments(block: Block, book: RemarkBook) -> Iterator[Remarked]:
    """Yield what the comments of a block say of the lines that they stand beside, or right above."""
    if block.tree is None or not block.comments:
        return
    beside = {comment.line: comment for comment in block.comments if not comment.alone}
    above = {comment.line: comment for comment in block.comments if comment.alone}
    words = DefaultWords(book.words)
    nodes = nodes_in(block.tree)
    signs = signs_in(nodes)
    on_line = Counter(_last_line(node) for node in nodes if isinstance(node, ast.stmt))
    for node in nodes:
        if not isinstance(node, ast.stmt):
            continue
        last = _last_line(node)
        comment = beside.get(last)
        if comment is None and node.lineno - 1 in above and node.lineno - 2 not in above:
            following = block.lines[last].strip() if last < len(block.lines) else ""
            comment = above[node.lineno - 1] if not following or following.startswith("#") else None
        if comment is not None:
            said = list(_of_comment(block, node, comment, roles_of(node, signs), book, words))
            # Of several statements on a line any may be meant.
            yield from (one for one in said if one.verdict == "right" or on_line[last] == 1)


def _last_line(node: ast.stmt) -> int:
    """The line beside which a statement's comment stands: its own last one, but of a loop that of its head."""
    body = getattr(node, "body", None)
    return node.lineno if body else node.end_lineno or node.lineno


_OF_SHAPES: Final = frozenset("reshape transpose T flatten ravel swapaxes squeeze view permute".split())


def _is_reshaped_twice(node: ast.stmt) -> bool:
    """Whether a line does two things to a shape: what is no remark on the one may be one on the other."""
    return sum(isinstance(each, ast.Attribute) and each.attr in _OF_SHAPES for each in ast.walk(node)) > 1


def _of_comment(
    block: Block, node: ast.stmt, comment: Comment, roles: Sequence[Role], book: RemarkBook, words: DefaultWords
) -> Iterator[Remarked]:
    text = normalize(comment.text).replace("'", "").replace("’", "")
    if _claims_nothing(text):
        return
    code = (
        " ".join(block.lines[node.lineno - 1 : _last_line(node)])[: -len(comment.text)]
        if not comment.alone
        else (" ".join(block.lines[node.lineno - 1 : _last_line(node)]))
    )
    names = tuple(dict.fromkeys(name for name, _, _ in _named(code, book)))
    row = block.row(comment.line)
    for clause in clauses_of(text):
        lower = clause.lower()
        found: dict[str, tuple[Verdict, Remark]] = {}
        own: list[tuple[Remark, Mapping[str, str]]] = [(remark, {}) for remark in _about(names, book)]
        own += [(remark, role.parts) for role in roles for remark in book.of_lines.get(role.name, ())]
        for remark, parts in own:
            verdict = said_in(lower, remark, parts)
            if verdict is not None:
                found[remark.id] = (verdict, remark)
        # One of two lines may be meant: what is right of the one is no error about the other.
        right = any(verdict == "right" for verdict, _ in found.values()) or _is_reshaped_twice(node)
        for verdict, remark in found.values():
            if not (right and verdict != "right"):
                yield Remarked(row, comment.text, verdict, remark.id, remark.practise, remark.told)
        default = judged_default(clause, names, book, words)
        if default is not None:
            yield Remarked(row, comment.text, default.verdict, default.claim, None, default.told)
