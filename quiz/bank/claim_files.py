"""The claims of a course: what its learners state in their reports, as data beside the questions.

``claims/vocabulary.toml`` names the things that statements are about (entities), the groups of words that mean one
thing, and the spellings that stand for one; every other file of the folder holds claims, facts, frames and relations. A
course without the folder has no claims. ``questions/README.md`` is the guide for authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quiz.bank.claim_data import as_data, from_data
from quiz.bank.claim_entries import ANYTHING, Claim, ClaimBase, Cue, Entity, Fact, Frame, Judgement, Relation, Term
from quiz.bank.formula import Formula
from quiz.bank.frontmatter import FrontMatter, Table
from quiz.bank.kept_readings import KeptReading, content_of
from quiz.errors import Fault, FileFaults, refusal, too_much
from quiz.language import Text
from solvers import budget
from solvers.budget import OverBudget
from solvers.registry import plugin_calls

FOLDER = "claims"
VOCABULARY = "vocabulary.toml"
MAX_FILES = 100
MAX_CUE = 2_000

_JUDGEMENTS: tuple[Judgement, ...] = ("right", "imprecise", "wrong")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SLOT = re.compile(r"\{([a-z])\}")
_GROUP = re.compile(r"<([a-z0-9-]+)>")
_CLAIM_KEYS = frozenset(
    {"id", "subject", "cue", "not", "verdict", "once", "condition", "check", "holds", "practise", "test", "counter"}
)
_RELATION_KEYS = frozenset(
    {"id", "thing", "present", "more", "less", "about", "not", "condition", "check", "practise", "test", "counter"}
)
_FACT_KEYS = frozenset(
    {"id", "about", "members", "right", "parts", "near", "not", "condition", "check", "practise", "test", "counter"}
)
_TERM_KEYS = frozenset(
    {"id", "names", "means", "never", "loosely", "not", "condition", "check", "practise", "test", "counter"}
)
_FRAME_KEYS = frozenset(
    {"id", "sizes", "numbers", "unsaid", "not", "holds", "condition", "check", "practise", "test", "counter"}
)


def read_claims(root: Path) -> ClaimBase:
    """Return the claims in a course's folder; what can't be read is left out and told in ``faults``."""
    folder = root / FOLDER
    if not (folder / VOCABULARY).is_file():
        return ClaimBase()
    paths = sorted(folder.glob("*.toml"))[:MAX_FILES]
    contents = [content_of(path, budget.TOML_FILE) for path in (folder / VOCABULARY, *paths)]
    kept = KeptReading("claims", root, [root.as_posix(), *contents])
    base = from_data(kept.recalled())
    if base is None:
        before = plugin_calls()
        base = _read(folder, paths)
        if base.faults:
            return base
        if plugin_calls() == before:  # another solver may stand under a plug-in's name later
            kept.keep(as_data(base))
    return replace(base, beside=KeptReading("cue-words", root, contents))


def _read(folder: Path, paths: Sequence[Path]) -> ClaimBase:
    faults: list[Fault] = []
    sheet = _sheet(folder / VOCABULARY, faults)
    if sheet is None:
        return ClaimBase(faults=tuple(faults))
    words = _Words(sheet)
    faults += sheet.faults
    claims: list[Claim] = []
    frames: list[Frame] = []
    relations: list[Relation] = []
    facts: list[Fact] = []
    terms: list[Term] = []
    seen: set[str] = set()
    for path in paths:
        if path.name == VOCABULARY or (sheet := _sheet(path, faults)) is None:
            continue
        sheet.top.refuse_unknown({"claim", "fact", "frame", "relation", "term"})
        claims += (claim for table in sheet.top.tables("claim") if (claim := words.claim(table, seen)) is not None)
        frames += (frame for table in sheet.top.tables("frame") if (frame := words.frame(table, seen)) is not None)
        relations += (one for table in sheet.top.tables("relation") if (one := words.relation(table, seen)) is not None)
        facts += (fact for table in sheet.top.tables("fact") if (fact := words.fact(table, seen)) is not None)
        terms += (term for table in sheet.top.tables("term") if (term := words.term(table, seen)) is not None)
        faults += sheet.faults
    return ClaimBase(
        words.entities,
        words.spellings,
        tuple(claims),
        tuple(frames),
        tuple(relations),
        tuple(facts),
        tuple(terms),
        tuple(faults),
    )


def _sheet(path: Path, faults: list[Fault]) -> FrontMatter | None:
    sheet = FrontMatter(path.as_posix())
    try:
        with path.open("rb") as file:
            data = file.read(budget.TOML_FILE + 1)
        budget.TOML_FILE.check(len(data))
        sheet.load(data.decode("utf-8-sig"), 1)
    except OverBudget as over:
        faults.append(Fault(path.as_posix(), 0, too_much(over)))
        return None
    except OSError as error:
        why = refusal(error)
        faults.append(Fault(path.as_posix(), 0, Text(f"読めません: {why.ja}", f"can't be read: {why.en}")))
        return None
    except UnicodeDecodeError as error:
        why = Text("UTF-8 ではありません", f"no UTF-8: {error}")
        faults.append(Fault(path.as_posix(), 0, Text(f"読めません: {why.ja}", f"can't be read: {why.en}")))
        return None
    except FileFaults as error:
        faults += error.faults
        return None
    return sheet


class _Words:
    """The vocabulary, and the rows that are read with it."""

    def __init__(self, sheet: FrontMatter) -> None:
        top = sheet.top
        top.refuse_unknown({"spelling", "group", "entity"})
        self.spellings = {name: top.table("spelling").strings(name) for name in top.table("spelling").data}
        groups = top.table("group")
        self._groups: dict[str, tuple[str, ...]] = {}
        for name in groups.data:  # a group may name those above it
            self._groups[name] = self._alternatives(groups.string(name) or "?", groups, name)
        self.entities = tuple(self._entity(table) for table in top.tables("entity"))
        self._known = {entity.name for entity in self.entities}

    def _entity(self, table: Table) -> Entity:
        table.refuse_unknown({"name", "kind", "words"})
        return Entity(table.string("name") or "?", table.string("kind") or "?", table.strings("words"))

    def claim(self, table: Table, seen: set[str]) -> Claim | None:
        """Return the claim of one entry; None where it has a fault, which is noted."""
        before = len(table.sheet.faults)
        table.refuse_unknown(_CLAIM_KEYS)
        cues = tuple(self._cue(source, table) for source in table.strings("cue"))
        slots = frozenset(name for cue in cues for term in cue.terms for text in term for name in _SLOT.findall(text))
        verdict = table.choice("verdict", _JUDGEMENTS) if "verdict" in table else "wrong"
        if not cues:
            table.fault("cue", "cue がありません", "there is no cue")
        if verdict != "right" and "condition" not in table:
            table.fault(None, "condition が必要です", "a condition is needed", _WHY)
        if bool(slots) is not ("holds" in table):
            ja, en = "{n} の空欄と holds は一緒に使います", "slots {n} and holds belong together"
            table.fault("cue", ja, en)
        found = Claim(
            self._id(table, seen),
            self._subjects(table),
            cues,
            self._unless(table),
            next((one for one in _JUDGEMENTS if one == verdict), "right"),  # any other has been noted as a fault
            table.table("condition").bilingual(slots) if "condition" in table else None,
            table.formula("check", ()),
            table.formula("holds", slots),
            table.string("practise", required=False),
            *self._sentences(table),
            table.sheet.path,
            table.line(),
            once=bool(table.data.get("once")),
        )
        return found if len(table.sheet.faults) == before else None

    def frame(self, table: Table, seen: set[str]) -> Frame | None:
        """Return the frame of one entry; None where it has a fault, which is noted."""
        before = len(table.sheet.faults)
        table.refuse_unknown(_FRAME_KEYS)
        sizes, numbers = (self._slots(table.table(key)) for key in ("sizes", "numbers"))
        known = {*sizes, *numbers}
        unsaid = table.table("unsaid")
        holds = table.formula("holds", known)
        if not 2 <= len(sizes) <= 4:
            table.fault("sizes", "sizes は 2 個から 4 個です", "there should be 2 to 4 sizes")
        if holds is None:
            table.fault(None, "holds がありません", "holds is missing")
        found = Frame(
            self._id(table, seen),
            sizes,
            numbers,
            {name: unsaid.formulas(name, known) for name in unsaid.data},
            self._unless(table),
            holds or Formula("true"),
            table.table("condition").bilingual(known),
            table.formula("check", ()),
            table.string("practise", required=False),
            *self._sentences(table),
            table.sheet.path,
            table.line(),
        )
        return found if len(table.sheet.faults) == before else None

    def relation(self, table: Table, seen: set[str]) -> Relation | None:
        """Return the relation of one entry; None where it has a fault, which is noted."""
        before = len(table.sheet.faults)
        table.refuse_unknown(_RELATION_KEYS)
        more, less = (self._alternatives(table.string(key) or "?", table, key) for key in ("more", "less"))
        about = table.string("about", required=False)
        found = Relation(
            self._id(table, seen),
            table.strings("thing"),
            bool(table.data.get("present")),
            more,
            less,
            self._alternatives(about, table, "about") if about else (),
            self._unless(table),
            table.table("condition").bilingual(()),
            table.formula("check", ()),
            table.string("practise", required=False),
            *self._sentences(table),
            table.sheet.path,
            table.line(),
        )
        return found if len(table.sheet.faults) == before else None

    def fact(self, table: Table, seen: set[str]) -> Fact | None:
        """Return the fact of one entry; None where it has a fault, which is noted."""
        before = len(table.sheet.faults)
        table.refuse_unknown(_FACT_KEYS)
        listed, right = table.table("members"), table.table("right")
        about, near = table.string("about", required=False), table.string("near", required=False)
        if near is not None:
            self._require(near, table, "near")
        members = {
            name: tuple(self._cue(source, listed).terms for source in listed.strings(name)) for name in listed.data
        }
        if not members:
            table.fault("members", "members がありません", "there are no members")
        for subject in right.data:
            if subject != ANYTHING:
                self._require(subject, right, subject)
            for name in right.strings(subject):
                if name not in members:
                    right.fault(subject, f"members に {name} はありません", f"the members have no {name}")
        if not right.data:
            table.fault("right", "right がありません", "right is missing")
        found = Fact(
            self._id(table, seen),
            self._cue(about, table).terms if about else (),
            members,
            {subject: right.strings(subject) for subject in right.data},
            bool(table.data.get("parts")),
            near or "",
            self._unless(table),
            table.table("condition").bilingual(()),
            table.formula("check", ()),
            table.string("practise", required=False),
            *self._sentences(table),
            table.sheet.path,
            table.line(),
        )
        return found if len(table.sheet.faults) == before else None

    def term(self, table: Table, seen: set[str]) -> Term | None:
        """Return the term of one entry; None where it has a fault, which is noted."""
        before = len(table.sheet.faults)
        table.refuse_unknown(_TERM_KEYS)
        names = table.strings("names")
        if not names:
            table.fault("names", "names がありません", "there are no names")
        means, never, loosely = (
            tuple(self._cue(source, table) for source in table.strings(key)) for key in ("means", "never", "loosely")
        )
        found = Term(
            self._id(table, seen),
            names,
            means,
            never,
            loosely,
            self._unless(table),
            table.table("condition").bilingual(()),
            table.formula("check", ()),
            table.string("practise", required=False),
            *self._sentences(table),
            table.sheet.path,
            table.line(),
        )
        return found if len(table.sheet.faults) == before else None

    def _id(self, table: Table, seen: set[str]) -> str:
        name = table.string("id") or "?"
        if not _ID.match(name):
            table.fault(
                "id", "id は小文字・数字・ハイフンだけで書きます", "id has lower-case letters, digits and hyphens"
            )
        if name in seen:
            table.fault("id", f"{name} は二度あります", f"{name} stands twice")
        seen.add(name)
        return name

    def _subjects(self, table: Table) -> tuple[str, ...]:
        if "subject" not in table:
            return ()
        names = tuple((table.string("subject") or "?").split("|"))
        for name in names:
            self._require(name, table, "subject")
        return names

    def _require(self, name: str, table: Table, key: str) -> None:
        if name not in self._known:
            table.fault(key, f"{name} という語彙はありません", f"the vocabulary has no entity {name}")

    def _unless(self, table: Table) -> tuple[str, ...]:
        source = table.string("not", required=False)
        return () if source is None else self._alternatives(source, table, "not")

    def _slots(self, table: Table) -> dict[str, tuple[str, ...]]:
        return {name: self._alternatives(table.string(name) or "?", table, name) for name in table.data}

    @staticmethod
    def _sentences(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
        for key in ("test", "counter"):
            if not table.strings(key):
                table.fault(None, f"{key} の文がありません", f"there is no sentence under {key}")
        return table.strings("test"), table.strings("counter")

    def _cue(self, source: str, table: Table) -> Cue:
        if len(source) > MAX_CUE:
            table.fault("cue", f"cue が {MAX_CUE} 文字を超えています", f"a cue is longer than {MAX_CUE} characters")
            return Cue(())
        return Cue(tuple(self._alternatives(term.strip(), table, "cue") for term in source.split("&")))

    def _alternatives(self, source: str, table: Table, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for part in source.split("|") for word in self._expanded(part, table, key)))

    def _expanded(self, part: str, table: Table, key: str) -> Iterator[str]:
        """Yield the words of one alternative: every word of a group that it names stands in the group's place."""
        group = _GROUP.search(part)
        if group is None:
            if part.strip():
                yield part
            return
        words = self._groups.get(group[1])
        if words is None:
            table.fault(key, f"<{group[1]}> という語群はありません", f"there is no group <{group[1]}>")
            return
        for word in words:
            yield from self._expanded(part[: group.start()] + word + part[group.end() :], table, key)


_WHY = Text("どんな条件なら正しいか、なぜ誤りかを書きます", "say under which condition it is true, or why it is wrong")
