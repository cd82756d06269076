"""Reads QTI items and processes responses as the specification tells, knowing nothing of the program that wrote them.

https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html (sections 8 and 10 to 15). Both versions are read: the
names of QTI 3 are those of 2.1 with hyphens.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Value = Any
"""A string, a number, a list (multiple, ordered), or None."""


def _spelled(name: str) -> str:
    """The name as in QTI 2.1, without its namespace."""
    bare = name.rpartition("}")[2].removeprefix("qti-")
    head, *rest = bare.split("-")
    return head + "".join(part.capitalize() for part in rest)


@dataclass
class QtiItem:
    identifier: str
    title: str
    root: ET.Element
    responses: dict[str, ET.Element] = field(default_factory=dict)

    def score(self, given: dict[str, Value]) -> tuple[Fraction, list[str]]:
        """Return the score and the names of the messages that are shown."""
        run = _Run(self, given)
        processing = self.one("responseProcessing")
        for rule in processing:
            run.rule(rule)
        shown = [
            str(node.get("identifier"))
            for node in self.every("modalFeedback")
            if run.outcomes[str(_attribute(node, "outcome-identifier"))] == node.get("identifier")
        ]
        return Fraction(run.outcomes["SCORE"]), shown

    def every(self, name: str) -> list[ET.Element]:
        return [node for node in self.root.iter() if _spelled(node.tag) == name]

    def one(self, name: str) -> ET.Element:
        (found,) = self.every(name)
        return found

    def message(self, name: str) -> str:
        """Return the text of a message."""
        for node in self.every("modalFeedback"):
            if node.get("identifier") == name:
                return "".join(node.itertext())
        raise KeyError(name)

    def correct(self, name: str) -> Value:
        declared = self.responses[name]
        values = [node.text for node in declared.iter() if _spelled(node.tag) == "value"]
        return values if declared.get("cardinality") != "single" else values[0] if values else None


def read_item(source: str) -> QtiItem:
    root = ET.fromstring(source)
    assert _spelled(root.tag) == "assessmentItem"
    item = QtiItem(root.get("identifier") or "", root.get("title") or "", root)
    for node in item.every("responseDeclaration"):
        item.responses[str(node.get("identifier"))] = node
    return item


class _Run:
    def __init__(self, item: QtiItem, given: dict[str, Value]) -> None:
        self.item = item
        self.given = given
        declared = [str(node.get("identifier")) for node in item.every("outcomeDeclaration")]
        self.outcomes: dict[str, Value] = {**dict.fromkeys(declared), "SCORE": Fraction(0)}

    def rule(self, node: ET.Element) -> None:
        match _spelled(node.tag):
            case "responseCondition":
                for branch in node:
                    name, parts = _spelled(branch.tag), list(branch)
                    if name == "responseElse":
                        return self._rules(parts)
                    if self.value(parts[0]) is True:
                        return self._rules(parts[1:])
                return None
            case "setOutcomeValue":
                name = str(node.get("identifier"))
                assert name in self.outcomes, "it is declared"
                self.outcomes[name] = self.value(node[0])
                return None
            case other:
                raise AssertionError(other)

    def _rules(self, nodes: Sequence[ET.Element]) -> None:
        for node in nodes:
            self.rule(node)

    def value(self, node: ET.Element) -> Value:
        match _spelled(node.tag):
            case "baseValue":
                return Fraction(str(node.text)) if _attribute(node, "base-type") == "float" else node.text
            case "variable":
                name = str(node.get("identifier"))
                return self.given.get(name) if name in self.item.responses else self.outcomes[name]
            case "correct":
                return self.item.correct(str(node.get("identifier")))
            case "match":
                left, right = map(self.value, node)
                if left is None or right is None:
                    return None
                declared = self.item.responses.get(str(node[0].get("identifier")))
                loose = declared is not None and declared.get("cardinality") == "multiple"
                return sorted(left) == sorted(right) if loose else left == right
            case "gte" | "lte" as relation:
                left, right = map(self.value, node)
                if left is None or right is None:
                    return None
                return Fraction(left) >= right if relation == "gte" else Fraction(left) <= right
            case "member":
                one, several = map(self.value, node)
                return None if several is None else one in several
            case "and":
                values = [self.value(part) for part in node]
                return False if False in values else None if None in values else True
            case "sum":
                return sum(map(self.value, node), Fraction(0))
            case "mapResponse":
                return self._mapped(str(node.get("identifier")))
            case other:
                raise AssertionError(other)

    def _mapped(self, name: str) -> Fraction:
        declared = self.item.responses[name]
        (mapping,) = [node for node in declared if _spelled(node.tag) == "mapping"]
        worth = {_attribute(node, "map-key"): Fraction(str(_attribute(node, "mapped-value"))) for node in mapping}
        default = Fraction(str(_attribute(mapping, "default-value")))
        total = sum((worth.get(one, default) for one in set(self.given.get(name) or [])), Fraction(0))
        return max(total, Fraction(str(_attribute(mapping, "lower-bound"))))


def _attribute(node: ET.Element, kebab: str) -> str | None:
    head, *rest = kebab.split("-")
    return node.get(kebab) or node.get(head + "".join(part.capitalize() for part in rest))
