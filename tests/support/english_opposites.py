"""English sentences denied, for ``opposites``: their verbs, found in a list, and the forms that a denial needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

AUXILIARY = re.compile(r"(?a)\b(is|are|was|were|can|may|must|should|will|does|do|has been)\b(?! not\b)")
_THIRD = (
    "causes changes saturates gives makes helps lies sums uses takes adds keeps reduces reads multiplies prevents "
    "avoids learns needs works normalizes divides draws means improves stabilizes mitigates averages shrinks grows "
    "moves accumulates approaches adapts combines applies evaluates updates oscillates allows damps passes walks "
    "forgets remembers sets drives pulls responds looks drops flips starts ends consists stacks introduces wins breaks "
    "gets has goes serves switches overfits underfits diverges overshoots suffers leads lets unfolds folds leaves "
    "detects extracts shares ignores halves removes retains suits penalizes corrects decreases increases turns throws "
    "decays"
).split()
_PLURAL = "cause make lie concentrate have get move diverge start shrink lead gather use need detect sum".split()
_VERB = re.compile(
    rf"(?a)\b(?:(?:{'|'.join(_THIRD)})|(?:{'|'.join(_PLURAL)})"
    r"|(?P<ed>won|dropped|received|used|learned)(?= the| a| every| all| by))\b"
)


def _base(verb: str) -> str:
    if verb in ("has", "have"):
        return "have"
    if verb in ("goes", "does"):
        return verb[:-2]
    if verb.endswith(("sses", "xes", "shes", "ches")):
        return verb[:-2]
    if verb.endswith("ies") and verb not in ("lies", "dies"):
        return verb[:-3] + "y"
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def gerund(base: str) -> str:
    """The form in -ing of a verb."""
    if base == "lie":
        return "lying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    doubled = base in ("get", "set", "let", "drop", "flip", "sum", "win", "overfit")
    return base + (base[-1] if doubled else "") + "ing"


def small(subject: str) -> str:
    """What begins a sentence, as it is written within one."""
    first = subject.split(" ")[0]
    return (
        subject[:1].lower() + subject[1:]
        if first in ("The", "A", "An", "With", "Derivatives", "Pooling", "Padding", "Every", "In")
        else subject
    )


def parts(text: str) -> tuple[str, str, str, str] | None:
    """The subject, the verb, the rest and the verb's base of an English sentence with a plain verb."""
    if "\n" in text or not text.endswith(".") or re.search("[:;,]| but | as ", text) or text.startswith("The further"):
        return None
    found = _VERB.search(text)
    aux = AUXILIARY.search(text)
    if found is None or (aux is not None and aux.start() < found.start()) or found.start() < 2:
        return None
    if found["ed"]:
        return None
    return text[: found.start()].rstrip(), found[0], text[found.end() :].rstrip("."), _base(found[0])


def denials(text: str) -> Iterator[str]:
    """An English sentence denied: not, never, no longer, fails to, it is a myth that."""
    if (
        "\n" in text
        or not text.endswith(".")
        or re.search("[:;]| but | as ", text)
        or not (_VERB.search(text) or AUXILIARY.search(text))
    ):
        return
    yield f"It is not the case that {small(text)}"
    yield f"It is a myth that {small(text)}"
    yield f"I used to believe that {small(text)}"
    aux = AUXILIARY.search(text)
    if (said := parts(text)) is not None:
        subject, verb, rest, base = said
        plural = verb == base
        yield f"{subject} {'do' if plural else 'does'} not {base}{rest}."
        yield f"{subject} {'dont' if plural else 'doesnt'} {base}{rest}.".replace("dont", "don't").replace(
            "doesnt", "doesn't"
        )
        yield f"{subject} never {verb}{rest}."
        yield f"{subject} no longer {verb}{rest}."
        yield f"{subject} {'fail' if plural else 'fails'} to {base}{rest}."
        yield f"{subject} hardly ever {verb}{rest}."
        yield f"{subject} cannot {base}{rest}."
        yield f"{subject} {'stop' if plural else 'stops'} {gerund(base)}{rest}."
        yield f"{subject} {'are' if plural else 'is'} far from {gerund(base)}{rest}."
        yield f"{subject} {'are' if plural else 'is'} unable to {base}{rest}."
    elif aux is not None:
        before, after = text[: aux.start()], text[aux.end() :]
        yield f"{before}{aux[0]} not{after}"
        yield f"{before}{aux[0]} never{after}"
        yield f"{before}{aux[0]} no longer{after}" if aux[0] not in ("do", "does") else f"{before}{aux[0]} not{after}"
        yield f"{before}{aux[0]} by no means{after}"
        if aux[0] in ("is", "are", "was", "were"):
            yield f"{before}{aux[0]} anything but{after}"
            yield f"{before}{aux[0]} hardly{after}"
