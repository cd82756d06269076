"""The rule for a course's syllabus: no heading without a question, and no tag of a heading that nothing has."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.bank.course import Course
from quiz.bank.formula import near_names
from quiz.bank.syllabus import syllabus
from quiz.errors import with_remedy
from quiz.language import Text


def syllabus_faults(course: Course) -> Iterator[tuple[str, Text]]:
    """Yield each section with what is wrong in its headings."""
    for covered in syllabus(course):
        there = [card for card in course.bank.cards.values() if card.section == covered.section]
        known = {tag for card in there for tag in card.tags}
        for heading, under in covered.headings:
            if not under:
                ja = f"見出し「{heading.title.ja}」に問題がありません"
                en = f'the heading "{heading.title.en}" has no question'
                listed = ", ".join(heading.tags)
                remedy = Text(
                    f"分野 {covered.section} の問題にタグ {listed} を付けるか、見出しを消してください",
                    f"tag a question of section {covered.section} with {listed}, or delete the heading",
                )
                yield covered.section, with_remedy(Text(ja, en), remedy)
                continue
            for tag in heading.tags:
                if tag not in known:
                    near = ", ".join(near_names(tag, known)) or "-"
                    ja = f"分野 {covered.section} に、タグ {tag} の付いた問題がありません"
                    en = f"no question of section {covered.section} has the tag {tag}"
                    yield covered.section, Text(f"{ja} → {near}", f"{en} → {near}")
