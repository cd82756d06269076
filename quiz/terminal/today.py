"""How today stands, on a screen: the goal, what was done, and the streak."""

from __future__ import annotations

from quiz.errors import QuizError
from quiz.language import Text
from quiz.practice.goal import goals, how_it_stands
from quiz.practice.goal_words import today_said
from quiz.practice.store import Store
from quiz.terminal.screen import Screen


def today_of(screen: Screen, store: Store) -> list[Text]:
    """Return what there is to say of today; where the settings can't be read, nothing, and what is wrong is shown."""
    try:
        changes = goals(store.folder)
    except QuizError as error:
        screen.fault(error)
        return []
    return today_said(how_it_stands(store.quarters(), changes, store.clock()))


def show_today(screen: Screen, store: Store) -> None:
    """Write how today stands; where the settings can't be read, what is wrong with them."""
    for text in today_of(screen, store):
        screen.say(text, "dim")
