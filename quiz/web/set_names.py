"""Which sets a page may open: those of courses, never a folder of this machine, whatever a message or a record says."""

from __future__ import annotations

from quiz.courses import all_courses
from quiz.language import Text
from quiz.web.messages import Refused


def known_set(name: str) -> str:
    """Return the name of a set that there is; raise :class:`quiz.web.messages.Refused` for any other.

    >>> known_set("day2")
    'day2'
    """
    course, slash, bare = name.rpartition("/")
    known = [one for one in all_courses()[0] if not slash or one.id == course]
    if not any(bare in (*one.set_names(), one.id) for one in known):
        raise Refused(Text("その問題集はありません", "there is no such set"))
    return name
