"""Rows -> passages: every sentence with the row that it stands in and what stands around it, nearest first.

Around a sentence are its label (「モメンタムのメリット：」), the bullets that it is below, the headings, the sentences
before it; for a cell of a table its row's first cell and its column's header.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence

from quiz.reading.late_patterns import late
from quiz.report.claims.bare_entries import MAX_LABEL, PREDICATE, STATES, is_entry
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.former_beliefs import told_apart
from quiz.report.claims.guards import asked_about, asks
from quiz.report.claims.mentions import Mention, Mentions, begins_topic, is_compared
from quiz.report.claims.quotations import without_reported
from quiz.report.claims.table_cells import TableCells
from quiz.report.cued import Cued
from quiz.report.frozen import frozen
from quiz.report.rows import Row, plain
from quiz.report.sentence_ends import SentenceEnds
from quiz.report.tables import Table, begins_table, cells_of, is_separator, lead_to

BEFORE = 3
"""How many sentences before it may tell a sentence's subject."""
MAX_BEFORE = 5
"""How many sentences before it may hold the sizes that a sentence leaves out."""
MAX_TITLE = 80
MAX_PASSAGE = 600
LATELY = 8
"""For how many sentences and headings a thing is spoken of that none of them names; entries are about what heads them.
"""
_SHORT = 30
"""Up to how many letters a sentence without a bullet may be an entry."""
MAX_ANSWER = 3
"""For how many sentences a question tells what is spoken of."""
_ANSWER = late(r"\A\s*(?:A|答え?|解答|回答)\s*\d{0,2}\s*[.:)　 ]\s*")
_BEHIND_IT = late(r"\A\s*(?:→|⇒|=>|->|(?:A|答え?|解答|回答)\s*\d{0,2}\s*[.:)　 ])")
"""How an answer begins in the line of its question."""
_GIVES_REASON = late(r"(?:から|ため|ので)(?:です|である|だ)?[。.]?\Z|\Abecause ")
_NUMBER = late(r"q ?\d{1,2}[.:)]?")
_LONGEST_NUMBER = 5
_ENDS_OPEN = late("(?<![でにとてには])は[。.]?\\Z")
"""How a heading asks that breaks off behind what it is about: 「推奨される初期値は。」."""
_BULLET = late(r"\s*(?:[-*+•・■◆◇○●▪□※→>]|\(?\d{1,2}[.)](?!\d))\s*")
_HEADS = "■◆◇●□"
"""Marks of bullets that head others of the same indent."""
_LABELLED = late("[^:。]{1,24}:(?!:)")
"""How a line begins that is labelled with what it is about."""
_DASHED = Cued(late(r"\A(\s*[^\s。、,.:：―—–-]{1,24})(?:\s*(?:[―—–]+|--+)\s*|\s-\s+)(?=\S)"), "-", "—", "―", "–")
"""A label with a dash behind it: 「レイヤー正規化 ―― 1件のデータの中で」."""
_CARRIES_ON = late(
    "(?:また,|さらに,|なお,|そして,)?(?:これ(?=[はがをもに])|それ(?=[はがをもに])|この(?:手法|方法|関数|層|初期値)|"
    "その(?!結果|ため|他|後|とき|時|まま|うち|代|分|場|中|際|前|上|たび|ほか|あと|もの|逆|反))"
    r"|(?a:(?:so |and |but |also,? )?(?:its?|they|their|this (?:method|function|technique|layer))\b)"
    r"(?!(?a: is [a-z]+ (?:that|to)\b))"
    r"|(?a:(?:(?:for|at|when|if|where|near|during) [^,.]{1,40},? )?(?:half of |most of |all of )?the ?"
    r"(?:(?:slope|derivative|outputs?|range|maximum|minimum|step size|statistics|units?)(?![a-z])"
    r"|バイアスcorrection|ノード))"
)
"""How a sentence begins that goes on about what the one before it is about."""
_SETS_AGAINST = late(
    "一方|逆に|反対に|対して|これに対|それに対|(?a:in contrast|by contrast|on the other hand|conversely)"
)
_ENDS = SentenceEnds(r"(?<=。)|(?<=[a-z\d\])][.!]) (?=[A-Z\"'(])|(?<=[?!])\s", ". ", "!", "?")
_GOES_ON = late(
    r"(?a)(?:[はがをにでへもやて,、]|(?<!こ)と|(?<!も)の|\b(?:the|a|an|of|and|or|to|in|is|are|that|which|with|by|for))\s*\Z"
)
_ANNOUNCES = late(r"(?:以下|次の|下記|following|as follows)[^。]{0,30}[。.:]?\s*\Z")
_LISTED = late("対策|解決策|対処|方法|手法|原因|理由|効果|特徴|メリット|利点|欠点|課題")
_LISTS = late(rf"(?:{_LISTED.pattern})法?(?:は|:)?\Z")
"""How a title ends that says what the entries below it are."""
_OPTION = late(r"\s*[-*・]?\s*\(?[a-eア-オ][).]\s*\S")


@frozen
class Passage:
    """A sentence in canonical spelling, as written, its row, and the mentions around it, nearest first.

    ``around`` is what the report's own order puts above it; ``recent`` are the sentences before, which tell less.
    An entry of a list that is no sentence is read together with the ``title`` above it, which then begins ``text``.
    ``before`` are the sentences of its paragraph or list that stand before it, the last one last. ``asked`` is what of
    the sentence is said by the question that it answers. ``carried`` is what the sentence right before is about, where
    this one goes on about it. ``topics`` are of ``recent`` what those sentences are about: an entry of a list may name
    a thing and be about the list's own. ``lately`` is what was named in the few sentences and headings before.
    """

    text: str
    written: str
    row: Row
    around: tuple[tuple[Mention, ...], ...]
    recent: tuple[tuple[Mention, ...], ...]
    title: str = ""
    before: tuple[str, ...] = ()
    asked: str = ""
    carried: tuple[Mention, ...] = ()
    topics: tuple[tuple[Mention, ...], ...] = ()
    lately: tuple[tuple[Mention, ...], ...] = ()

    def names_of_late(self, names: Collection[str]) -> bool:
        """Whether one of some things was named a few sentences ago; where nothing stands before, nobody knows."""
        return not self.lately or any(mention.name in names for level in self.lately for mention in level)


def passages(
    rows: Sequence[Row], spelling: Spelling, mentions: Mentions, may_say: Callable[[str], bool] = bool
) -> Iterator[Passage]:
    """Yield the sentences of a report's text that ``may_say`` anything, in canonical spelling, to whoever asks.

    What is quoted is nobody's statement, unless it answers a question.
    """
    reader = _Reader(spelling, mentions, may_say)
    pending: list[tuple[Row, str]] = []
    for place, row in enumerate(rows):
        if row.quoted and pending and not pending[-1][0].quoted:
            yield from reader.sentences(pending)
            pending = []
        if row.kind != "text" or (row.quoted and not reader.is_asked()) or _OPTION.match(row.plain):
            if pending:
                yield from reader.sentences(pending)
                pending = []
            reader.pass_over(row)
            continue
        if cells := _cells(row):
            if pending:
                yield from reader.sentences(pending)
                pending = []
            yield from reader.cells(rows, place, cells)
            continue
        goes_on = pending and (_goes_on(pending[-1]) or _is_cut_english(pending[-1], row))
        if pending and (not goes_on or _starts_anew(row)):
            yield from reader.sentences(pending)
            pending = []
        pending.append((row, _LINK.sub(r"\1", row.plain) if "](" in row.plain else row.plain))
    if pending:
        yield from reader.sentences(pending)


def _starts_anew(row: Row) -> bool:
    return bool(_BULLET.match(row.plain)) or row.level > 0


def _goes_on(last: tuple[Row, str]) -> bool:
    row, text = last
    # The longest of the words has five letters.
    if row.wraps or row.hard or len(text) < 8 or text[-1] == "。":
        return row.wraps
    return _GOES_ON.search(text[-8:]) is not None


def _is_cut_english(last: tuple[Row, str], row: Row) -> bool:
    """Whether an English sentence was cut at the width of a page: it goes on in small letters."""
    before, text = last
    if not (len(text) >= _CUT_AT_LEAST and (text[-1].isalnum() or text[-1] in ",)")):
        return False
    english = text[-_CUT_AT_LEAST:].isascii() and row.plain[:_CUT_AT_LEAST].isascii()
    return english and not before.hard and before.level == 0 and row.plain[:1].islower()


_CUT_AT_LEAST = 24
_LINK = late(r"\[([^\[\]]+)\]\([^()\s]*\)")


def _cells(row: Row) -> list[str]:
    if "\t" in row.text.strip():
        return [plain(cell) for cell in row.text.split("\t")]
    return cells_of(row)


@frozen
class _Question:
    """A question: what it mentions, what it is about, and how many sentences behind it may still answer it."""

    mentions: tuple[Mention, ...] = ()
    about: str = ""
    answers: int = MAX_ANSWER + 1

    def passed(self) -> _Question:
        """What is left of it behind one more sentence."""
        if not (self.mentions or self.about):
            return self
        return _Question(self.mentions, self.about, self.answers - 1) if self.answers > 1 else _Question()


class _Reader:
    """Keeps what stands around the next sentence."""

    def __init__(self, spelling: Spelling, mentions: Mentions, may_say: Callable[[str], bool]) -> None:
        self._may_say = may_say
        self._spelling = spelling
        self._mentions = mentions
        self._headings: list[tuple[int, tuple[Mention, ...]]] = []
        self._last_heading: tuple[Mention, ...] = ()
        self._label: tuple[Mention, ...] = ()
        self._bullets: list[tuple[int, tuple[Mention, ...], str]] = []
        self._recent: deque[tuple[Mention, ...]] = deque(maxlen=BEFORE)
        self._topics: deque[tuple[Mention, ...]] = deque(maxlen=BEFORE)
        self._lately: deque[tuple[Mention, ...]] = deque(maxlen=LATELY)
        self._spoken_of: tuple[Mention, ...] = ()  # what the last sentence that names something is about
        self._before: deque[str] = deque(maxlen=MAX_BEFORE)
        self._table = TableCells(spelling, mentions)
        self._in_table = False
        self._title = ""
        self._announced = False  # whether the title is a label, or a sentence that announces a list
        self._headed = ""
        self._gap = False
        self._question = _Question()
        self._numbered = False  # whether the sentence before is nothing but the number of a question

    def is_asked(self) -> bool:
        """Whether a question has just been put."""
        return self._question.answers == MAX_ANSWER and bool(self._question.mentions or self._question.about)

    def pass_over(self, row: Row) -> None:
        """Take a row that makes no statement."""
        self._in_table = self._in_table and row.kind == "rule"
        if row.kind == "heading":
            found = self._found(row.plain)
            self._title = self._headed = self._spelling(row.plain)
            self._announced = False
            self._headings = [entry for entry in self._headings if entry[0] < row.level]
            self._headings.append((row.level, found))
            self._label, self._bullets = (), []
            self._question = (
                _Question(found, asked_about(self._title), MAX_ANSWER) if _is_question(self._title) else _Question()
            )
            self._recent.clear()
            self._topics.clear()
            self._spoken_of = ()
            self._before.clear()
            if not found and self._last_heading:  # 「勾配消失とは」, then 「解決方法」
                self._recent.append(self._last_heading)
                self._topics.append(self._last_heading)
            self._last_heading = found or self._last_heading
            self._lately.append(found)
        elif row.kind == "blank":
            self._gap = True
            self._before.clear()

    def _found(self, text: str) -> tuple[Mention, ...]:
        return self._mentions.of(self._spelling(text))

    def _around(self, indent: int | None) -> tuple[tuple[Mention, ...], ...]:
        if not (self._bullets or self._headings):
            levels = (self._question.mentions, self._label)
            return tuple(level for level in levels if level)
        bullets = [found for level, found, _ in reversed(self._bullets) if indent is None or level < indent]
        headings = [found for _, found in reversed(self._headings)]
        return tuple(level for level in (self._question.mentions, self._label, *bullets, *headings) if level)

    def sentences(self, pieces: list[tuple[Row, str]]) -> Iterator[Passage]:
        """Yield the sentences of rows that belong together."""
        first = pieces[0][0]
        bullet = _BULLET.match(first.plain)
        indent = _rank(first.line.text) if bullet else None
        if self._gap and indent is None:
            self._label, self._bullets = (), []
            self._title, self._announced = self._headed, False  # a label tells of the lines right below it
        self._gap = False
        if indent is not None:
            self._bullets = [entry for entry in self._bullets if entry[0] < indent]
        whole = pieces[0][1] if len(pieces) == 1 else _joined(pieces)
        body = without_reported(whole[bullet.end() :] if bullet else whole)
        parts = _ENDS.split(body)
        carried: tuple[Mention, ...] = ()
        asked_at: int | None = None
        for place, (written, believed, text) in enumerate(self._told(parts)):
            asked = self._spelling(first.asked) if place == 0 and first.asked else ""
            here = self._mentions.of(text)
            only_asks = asks(text)
            if not asked and (only_asks or self._numbered):
                about = tuple(mention for mention in here if not is_compared(text, mention))
                self._question, asked_at = _Question(about, asked_about(text)), place
            elif asked_at is not None and _BEHIND_IT.match(written) is not None:
                asked_at = -1  # answered in its own line
            self._numbered = len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None
            title, claims = "", not (only_asks or self._numbered)
            if claims and not asked and (self._question.about or indent is not None):
                title = self._title_of(text, listed=indent is not None, answers=first.quoted or _is_answer(written))
            whole_text = f"{title.rstrip(':')}:{text}" if title else text
            if carried or self._spoken_of:
                if _SETS_AGAINST.match(text):
                    carried = ()
                elif not carried and _CARRIES_ON.match(text):
                    carried = self._spoken_of
            if claims and self._may_say(whole_text):
                told = (self._mentions.of(believed),) if believed else ()
                yield Passage(
                    whole_text,
                    written,
                    first if len(pieces) == 1 else next((row for row, part in pieces if written[:6] in part), first),
                    around=(*told, *self._around(indent)),
                    recent=tuple(reversed(self._recent)),
                    title=title,
                    before=tuple(self._before),
                    asked=asked,
                    carried=carried,
                    topics=tuple(reversed(self._topics)),
                    lately=(*self._lately, *told),
                )
            self._before.append(text)
            if indent is None and len(text) > _SHORT:
                self._lately.append(here)
            elif here:
                self._lately.append((*(self._lately.pop() if self._lately else ()), *here))
            if here:
                begins = _is_labelled(text, here[0]) or begins_topic(text, here[0])
                if begins or {mention.name for mention in here} - {mention.name for mention in carried}:
                    carried = self._spoken_of = here[:1] if begins else ()
                spoken_of = tuple(mention for mention in here if not is_compared(text, mention))
                if spoken_of:  # what others are only measured by is not gone on about
                    self._recent.append(spoken_of)
                    self._topics.append(spoken_of if begins or indent is None else ())
            elif indent is not None and _LABELLED.match(text):
                carried = self._spoken_of = ()  # the entry is about what its label says, whatever that is
            self._question = self._question.passed()
        if asked_at == -1:
            self._question = _Question()
        if indent is not None:
            self._bullets.append((indent, self._found(body[:MAX_PASSAGE]), self._spelling(body[:MAX_TITLE])))
        elif (_is_label(body) and not asks(self._spelling(body))) or _ANNOUNCES.search(body[-MAX_TITLE:]):
            last = [part for part in parts if part.strip()][-1:] or [""]
            self._title, self._announced = self._spelling(last[0][-MAX_TITLE:]), True
            self._label = self._mentions.of(self._title)

    def _told(self, parts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield sentences as written, with what they tell as once believed and what they say, in canonical spelling."""
        for written in parts:
            answer = _ANSWER.match(written, 0, MAX_PASSAGE)
            text = self._spelling(_DASHED.sub(r"\1：", written[answer.end() if answer else 0 : MAX_PASSAGE]))
            if text:
                believed, said = told_apart(text)
                yield written, believed, said

    def _title_of(self, text: str, *, listed: bool, answers: bool) -> str:
        """What stands above a sentence that is none by itself: the question that it answers, or its list's title.

        What is marked as an answer is read together with its question, unless it is long.
        """
        about = self._question.about
        if about:
            short = len(text) <= MAX_LABEL and _LISTED.search(about)
            if (answers and len(text) <= MAX_TITLE) or is_entry(text) or _GIVES_REASON.search(text) or short:
                return about
        if not listed:
            return ""
        parents = (bullet for _, _, bullet in reversed(self._bullets) if _LISTS.search(bullet))
        title = next(parents, self._title)
        announced = self._announced or _LISTS.search(title)
        if "?" in title or not (is_entry(text) or (announced and len(text) <= MAX_LABEL and not STATES.search(text))):
            return ""
        if len(set(self._names_in(title))) > 1 and set(self._names_in(title)).intersection(self._names_in(text)[:1]):
            return ""  # of several things it says itself which one it is about
        return title

    def _names_in(self, text: str) -> list[str]:
        return [mention.name for mention in self._mentions.of(text)]

    def cells(self, rows: Sequence[Row], place: int, cells: list[str]) -> Iterator[Passage]:
        """Yield what the cells of a table's row say."""
        row = rows[place]
        if is_separator(row):
            return
        if not self._in_table or begins_table(rows, place):
            self._in_table = True
            self._table.begin(Table(place, tuple(cells), (), self._headed, lead_to(rows, place)))
            return
        for said in self._table.said(cells, self._around(None)):
            if self._may_say(said.text):
                yield Passage(said.text, said.written, row, said.levels, (), said.title)


def _rank(line: str) -> int:
    """How deep a bullet stands: by its indent, and of the same indent below the marks that head others."""
    bare = line.lstrip()
    return 2 * (len(line) - len(bare)) + (bare[:1] not in _HEADS)


def _is_answer(written: str) -> bool:
    return _ANSWER.match(written) is not None


def _is_labelled(text: str, mention: Mention) -> bool:
    """Whether a sentence begins with a mention as its label: 「AdaGrad:学習率を調整する」."""
    label = _LABELLED.match(text)
    return label is not None and mention.start == 0 and mention.end == label.end() - 1


def _joined(pieces: list[tuple[Row, str]]) -> str:
    """Join wrapped rows: with a blank only between Latin words."""
    text = ""
    for _, part in pieces:
        text += (" " if text[-1:].isascii() and part[:1].isascii() and text else "") + part
    return text


def _is_question(heading: str) -> bool:
    return asks(heading) or bool(_ENDS_OPEN.search(heading))


def _is_label(text: str) -> bool:
    """Whether a line only names what the lines below it are about."""
    bare = text.strip()
    ended = "。" in bare or (bare.endswith(".") and " " in bare)
    return len(bare) <= MAX_LABEL and not ended and (bare.endswith(":") or not PREDICATE.search(bare))
