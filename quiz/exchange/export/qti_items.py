"""QTI items, in the words of QTI 2.1; :class:`Dialect` turns them into those of another version.

QTI 2.1: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html, QTI 3:
https://www.imsglobal.org/spec/qti/v3p0/impl. Every item has the outcome SCORE (0 to 1) and one for each message, which
shows it, and says itself how a response is processed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from quiz.exchange.export.exported_question import Asked, ExportedQuestion, Number
from quiz.exchange.export.exporter import (
    decimal,
)
from quiz.exchange.export.page_texts import PageTexts
from quiz.interaction import (
    ChooseOne,
    ChooseSeveral,
    EnterExpression,
    EnterNumber,
    GiveExample,
    Interaction,
    Match,
    PutInOrder,
    WriteCode,
    WriteText,
)
from quiz.language import Text
from quiz.outlet.web_page import Markup, element
from quiz.outlet.xml_text import Xml, as_xml, xml, xml_document

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A version of QTI: its namespaces, the names of its resources, how it spells an element and an attribute."""

    item_space: str
    package_space: str
    schema: tuple[str, str]
    item_sort: str
    test_sort: str
    kebab: bool

    def q(self, name: str, *content: str | Xml, **attributes: str) -> Xml:
        """Return an element of QTI, named as in QTI 2.1; attributes too."""
        given = {self._spelled(key): value for key, value in attributes.items()}
        return xml(f"qti-{self._spelled(name)}" if self.kebab else name, *content, attributes=given)

    def _spelled(self, name: str) -> str:
        if name == "lang":
            return "xml:lang"
        return _CAPITAL.sub("-", name).lower() if self.kebab else name


def identifier(question: ExportedQuestion) -> str:
    """Return the name of a question's item and file."""
    return qti_name(question.id)


def qti_name(text: str) -> str:
    """Return a name that a file and an element may have.

    >>> qti_name("day2/he-std/3")
    'q-day2-he-std-3'
    """
    return "q-" + re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")


def _shows(message: str) -> str:
    """Return the outcome that shows a message. One for all would need a list, which not every player can add to."""
    return f"FEEDBACK-{message}"


def is_by_hand(one: Interaction) -> bool:
    """Whether an answer can't be processed."""
    return isinstance(one, EnterExpression | WriteText | WriteCode | GiveExample)


class ItemWriter:
    """Writes one item: declarations, body, processing, messages."""

    def __init__(self, question: ExportedQuestion, texts: PageTexts, dialect: Dialect) -> None:
        self.question = question
        self.texts = texts
        self.q = dialect.q
        self.dialect = dialect
        self.declared: list[Xml] = []
        self.processing: list[Xml] = []
        self.messages: list[tuple[str, Markup]] = []

    def document(self) -> str:
        """Return the item's file."""
        q, question = self.q, self.question
        body = [] if question.stem is None else [self._html(self.texts.text(question.stem, question))]
        whole = sum(asked.points for asked in question.asked)
        for part, asked in enumerate(question.asked):
            if asked.label:
                body.append(self._html(element("p", element("strong", f"({asked.label})"))))
            body += self._asked(asked, part, asked.points / whole)
        self.messages.append(("solution", self.texts.text(question.solution, question)))
        keys = [self._html(self.texts.text(asked.key, question)) for asked in question.asked if asked.interactions]
        if any(is_by_hand(one) for asked in question.asked for one in asked.interactions):
            body.append(q("rubricBlock", *self._content(keys), use="scoring", view="scorer"))
        outcomes = [
            q("outcomeDeclaration", self._default("0"), identifier="SCORE", cardinality="single", baseType="float"),
            q("outcomeDeclaration", self._default("1"), identifier="MAXSCORE", cardinality="single", baseType="float"),
            *(
                q("outcomeDeclaration", identifier=_shows(name), cardinality="single", baseType="identifier")
                for name, _ in self.messages
            ),
        ]
        told = [
            q(
                "modalFeedback",
                *self._content([self._html(markup)]),
                identifier=name,
                outcomeIdentifier=_shows(name),
                showHide="show",
            )
            for name, markup in self.messages
        ]
        return xml_document(
            q(
                "assessmentItem",
                *self.declared,
                *outcomes,
                q("itemBody", *body),
                q("responseProcessing", self._show("solution"), *self.processing),
                *told,
                xmlns=self.dialect.item_space,
                identifier=identifier(question),
                title=self.texts.plain(question.title),
                adaptive="false",
                timeDependent="false",
                lang=self.texts.languages[0],
            )
        )

    # -- one thing that is asked ---------------------------------------------------------------------------------------

    def _asked(self, asked: Asked, part: int, share: Fraction) -> list[Xml]:
        """Return its part of the body; note its declarations and its processing."""
        body = [self._html(self.texts.stem(asked, self.question, with_lists=False))]
        one, name = asked.interactions[0], f"RESPONSE_{part + 1}"
        if asked.numbers:
            body.append(self._html(self.texts.text(asked.answer_format, self.question)))
            return [*body, *self._numbers(asked, name, share)]
        match one:
            case ChooseOne() | ChooseSeveral():
                body.append(self._choice(asked, one, name, share))
            case PutInOrder():
                lines = [
                    self.q("simpleChoice", self._line(text), identifier=f"c{at}") for at, text in enumerate(one.lines)
                ]
                self._declare(name, "ordered", "identifier", [f"c{at}" for at in one.order])
                self._all_or_nothing(name, share)
                body.append(self.q("orderInteraction", *lines, responseIdentifier=name, shuffle="false"))
            case Match():
                pairs = [f"l{at} r{partner}" for at, partner in enumerate(one.partners)]
                self._declare(name, "multiple", "directedPair", pairs)
                self._all_or_nothing(name, share)
                left = self._side("l", one.left, "1")
                right = self._side("r", one.right, "0")
                body.append(
                    self.q(
                        "matchInteraction",
                        left,
                        right,
                        responseIdentifier=name,
                        shuffle="false",
                        maxAssociations=str(len(one.left)),
                    )
                )
            case EnterExpression() | WriteText() | WriteCode() | GiveExample():
                self._declare(name, "single", "string", [])
                body.append(self._html(self.texts.text(asked.answer_format, self.question)))
                body.append(self.q("extendedTextInteraction", responseIdentifier=name, expectedLines="8"))
            case EnterNumber():
                raise AssertionError("numbers are asked for together")
            case _:
                assert_never(one)
        if not isinstance(one, ChooseOne | ChooseSeveral) and asked.slips:
            # Orders, pairs and formulas: what is said to each slip stands with the solution.
            self.messages.append((f"slips{part}", self.texts.slips(asked, self.question)))
            self.processing.append(self._show(f"slips{part}"))
        return body

    def _choice(self, asked: Asked, one: ChooseOne | ChooseSeveral, name: str, share: Fraction) -> Xml:
        single = isinstance(one, ChooseOne)
        right = [f"c{at}" for at, option in enumerate(one.options) if option.correct]
        worth = share / len(right)
        if single:
            self._declare(name, "single", "identifier", right)
            self._all_or_nothing(name, share)
        else:
            entries = [
                self.q(
                    "mapEntry",
                    mapKey=f"c{at}",
                    mappedValue=decimal(worth if option.correct else -worth),
                )
                for at, option in enumerate(one.options)
            ]
            mapping = self.q("mapping", *entries, lowerBound="0", defaultValue="0")
            self._declare(name, "multiple", "identifier", right, mapping)
            # Thirds don't add up to one: all of it is given at once.
            self.processing.append(
                self.q(
                    "responseCondition",
                    self.q("responseIf", self._is_right(name), self._plus(self._float(share))),
                    self.q("responseElse", self._plus(self.q("mapResponse", identifier=name))),
                )
            )
        for slip in asked.slips:
            # Messages are called after the response and the option, so that the response itself names them.
            told = f"{name.lower()}-c{slip.option}"
            self.messages.append((told, self.texts.text(slip.message, self.question)))
            chosen = self._base("identifier", f"c{slip.option}")
            test = (
                self.q("match", self._variable(name), chosen)
                if single
                else self.q("member", chosen, self._variable(name))
            )
            self.processing.append(self._if(test, self._show(told)))
        options = [
            self.q("simpleChoice", self._line(option.text), identifier=f"c{at}")
            for at, option in enumerate(one.options)
        ]
        return self.q(
            "choiceInteraction",
            *options,
            responseIdentifier=name,
            shuffle="false",
            maxChoices="1" if single else "0",
        )

    def _numbers(self, asked: Asked, name: str, share: Fraction) -> list[Xml]:
        """Fields for numbers; one that is a named slip as a whole gets its message and no points."""
        fields, names = [], [f"{name}_{place + 1}" for place in range(len(asked.numbers))]
        near = []
        for own, number in zip(names, asked.numbers, strict=True):
            self._declare(own, "single", "float", [decimal(number.key)])
            near.append(self._near(own, number.key, number.margin))
            label = f"{self.texts.plain(number.label)} = " if number.label is not None else ""
            field = self.q("textEntryInteraction", responseIdentifier=own, expectedLength="12")
            fields.append(xml("p", label, field))
        points = [self._if(test, self._plus(self._float(share / len(near)))) for test in near]
        branches = []
        for place, slip in enumerate(asked.slips):
            if len(slip.numbers) != len(names):
                continue
            told = f"{name.lower()}-slip{place}"
            self.messages.append((told, self.texts.text(slip.message, self.question)))
            tests = [
                self._near(own, value, number.margin)
                for own, value, number in zip(names, slip.numbers, asked.numbers, strict=True)
            ]
            branches.append((self.q("and", *tests), self._show(told)))
        first = self.q("responseIf", self.q("and", *near), self._plus(self._float(share)))
        others = [self.q("responseElseIf", test, then) for test, then in branches]
        last = self.q("responseElse", *points)
        self.processing.append(self.q("responseCondition", first, *others, last))
        return fields

    # -- pieces --------------------------------------------------------------------------------------------------------

    def _html(self, markup: Markup) -> Xml:
        return xml("div", as_xml(markup))

    def _line(self, text: Text) -> Xml:
        return as_xml(self.texts.line(text, self.question))

    def _content(self, parts: Sequence[Xml]) -> list[Xml]:
        """Return the content of a message or a block; QTI 3 wants an element around it."""
        return [self.q("contentBody", *parts)] if self.dialect.kebab else list(parts)

    def _side(self, letter: str, texts: Sequence[Text], most: str) -> Xml:
        choices = (
            self.q("simpleAssociableChoice", self._line(text), identifier=f"{letter}{at}", matchMax=most)
            for at, text in enumerate(texts)
        )
        return self.q("simpleMatchSet", *choices)

    def _default(self, value: str) -> Xml:
        return self.q("defaultValue", self.q("value", value))

    def _declare(self, name: str, cardinality: str, base: str, right: Sequence[str], *more: Xml) -> None:
        values = [self.q("correctResponse", *(self.q("value", one) for one in right))] if right else []
        self.declared.append(
            self.q("responseDeclaration", *values, *more, identifier=name, cardinality=cardinality, baseType=base)
        )

    def _variable(self, name: str) -> Xml:
        return self.q("variable", identifier=name)

    def _base(self, sort: str, value: str) -> Xml:
        return self.q("baseValue", value, baseType=sort)

    def _float(self, value: Fraction) -> Xml:
        return self._base("float", decimal(value))

    def _near(self, name: str, value: Number, margin: Fraction) -> Xml:
        """Two bounds: ``equal`` has a tolerance too, but players are known to pass over it."""
        exact = Fraction(decimal(value))
        low, high = self._float(exact - margin), self._float(exact + margin)
        return self.q("and", self.q("gte", self._variable(name), low), self.q("lte", self._variable(name), high))

    def _plus(self, value: Xml) -> Xml:
        return self.q("setOutcomeValue", self.q("sum", self._variable("SCORE"), value), identifier="SCORE")

    def _is_right(self, name: str) -> Xml:
        return self.q("match", self._variable(name), self.q("correct", identifier=name))

    def _if(self, test: Xml, *then: Xml) -> Xml:
        return self.q("responseCondition", self.q("responseIf", test, *then))

    def _all_or_nothing(self, name: str, share: Fraction) -> None:
        self.processing.append(self._if(self._is_right(name), self._plus(self._float(share))))

    def _show(self, message: str) -> Xml:
        return self.q("setOutcomeValue", self._base("identifier", message), identifier=_shows(message))
