"""Whose answers a row or a file holds: what it says of its student -> the student, or why that is in doubt.

Everything that is given has to agree. What is no more than near is suggested, and never taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from quiz.exchange.classroom.class_folder import Classroom, Member
from quiz.exchange.classroom.form_ids import read_form_id
from quiz.exchange.classroom.tables_in import folded
from quiz.language import Text

NEAR = 0.6
"""So alike (of 1, by :mod:`difflib`) is what may have been meant."""


class Directory:
    """Finds students by id, name or form."""

    def __init__(self, room: Classroom) -> None:
        self._members = room.members
        self._by_id = {folded(member.student.id): member for member in room.members}
        self._by_digits: dict[str, list[Member]] = {}
        self._by_name: dict[str, list[Member]] = {}
        self._by_form: dict[str, list[Member]] = {}
        for member in room.members:
            if (digits := without_zeros(member.student.id)) is not None:
                self._by_digits.setdefault(digits, []).append(member)
            if member.student.name:
                self._by_name.setdefault(folded(member.student.name), []).append(member)
            self._by_form.setdefault(member.form, []).append(member)

    def with_id(self, identifier: str) -> Member | None:
        """Return the student with an id; a spreadsheet may have taken the zeros before it away."""
        if (member := self._by_id.get(folded(identifier))) is not None:
            return member
        digits = without_zeros(identifier)
        same = [] if digits is None else self._by_digits.get(digits, [])
        return same[0] if len(same) == 1 else None

    def find_named(self, identifier: str, names: Sequence[str]) -> Member | Text:
        """Return the student of a learning system: its id may be another, then the name has to fit one alone."""
        if folded(identifier) in self._by_id:
            return self._by_id[folded(identifier)]
        fitting = {member.student.id: member for name in names for member in self._by_name.get(folded(name), [])}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        shown = names[0] if names else identifier
        if fitting:
            return Text(f"「{shown}」が {len(fitting)} 人います", f'{len(fitting)} students are called "{shown}"')
        return self._nobody(shown)

    def find(self, identifier: str, name: str, form: str) -> Member | Text:
        """Return the student that all that is given agrees on, or why there is none."""
        candidates: list[list[Member]] = []
        if identifier:
            member = self.with_id(identifier)
            if member is None:
                why = Text(f"id {identifier} は名簿にありません", f"no student has the id {identifier}")
                return _with_near(why, identifier, (member.student.id for member in self._members))
            candidates.append([member])
        if name:
            members = self._by_name.get(folded(name), [])
            if not members and not identifier:
                return self._nobody(name)
            if members:
                candidates.append(members)
            elif candidates[0][0].student.name:
                known = candidates[0][0].student.name
                return Text(
                    f"id {identifier} は {known} ですが、「{name}」とあります",
                    f'the id {identifier} is that of {known}, but "{name}" is written',
                )
        if form:
            found = read_form_id(form)
            if found is None:
                why = Text(f"用紙番号 {form} は正しくありません", f"{form} is no id of a form")
                return _with_near(why, form, self._by_form)
            if found not in self._by_form:
                return Text(f"用紙 {found} はこのクラスにありません", f"this class has no form {found}")
            candidates.append(self._by_form[found])
        if not candidates:
            return Text("id も氏名も用紙番号もありません", "neither id nor name nor form is given")
        left = [member for member in candidates[0] if all(member in others for others in candidates[1:])]
        if len(left) == 1:
            return left[0]
        if left:
            listed = ", ".join(member.student.id for member in left[:5])
            return Text(f"あてはまる学生が {len(left)} 人います（{listed}）", f"{len(left)} students fit ({listed})")
        return _disagree(candidates[0], name, form)

    def _nobody(self, name: str) -> Text:
        why = Text(f"「{name}」は名簿にありません", f'nobody is called "{name}"')
        return _with_near(why, name, (member.student.name for member in self._members if member.student.name))


def without_zeros(identifier: str) -> str | None:
    """Return the number that an id of digits is; None for another.

    >>> without_zeros("００７"), without_zeros("7"), without_zeros("s7")
    ('7', '7', None)
    """
    written = unicodedata.normalize("NFKC", identifier).strip()
    return (written.lstrip("0") or "0") if written.isascii() and written.isdigit() else None


def _with_near(why: Text, written: str, known: Iterable[str]) -> Text:
    """Return why there is nobody, with what may have been meant, where something is near."""
    import difflib

    names = {folded(name): name for name in known}
    found = difflib.get_close_matches(folded(written), names, n=1, cutoff=NEAR)
    if not found:
        return why
    name = names[found[0]]
    return Text(f"{why.ja}（{name} ではありませんか）", f"{why.en} (is it {name}?)")


def _disagree(first: Sequence[Member], name: str, form: str) -> Text:
    if len(first) != 1:
        return Text("氏名と用紙番号が一致しません", "name and form don't belong together")
    (member,) = first
    student = member.student
    given = [part for part in (name, form) if part]
    return Text(
        f"id {student.id} は {student.name or '氏名なし'}・用紙 {member.form} ですが、{'・'.join(given)} とあります",
        f"the id {student.id} is that of {student.name or 'somebody without a name'} with form {member.form}, "
        f"but {' and '.join(given)} is written",
    )
