"""Groups of words that mean the same, for the templates of :mod:`quiz.kinds.text.wordings`: closed lists.

A word belongs into a group only if it can take the place of the others in every template that names the group.
"""

from __future__ import annotations

from quiz.kinds.text.groups import networks, steps, training
from quiz.kinds.text.groups.group import Group

__all__ = ["GROUPS", "Group"]

GROUPS: dict[str, Group] = {**networks.GROUPS, **training.GROUPS, **steps.GROUPS}
