"""What a clause says of a fact's members: one of them, with no other beside it, affirmed or plainly denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from quiz.bank.claim_entries import Claim, Judgement
from quiz.reading.late_patterns import late
from quiz.report.claims.cue_words import Words
from quiz.report.claims.cues import CuePattern, Sighting
from quiz.report.claims.guards import is_denied, is_doubted
from quiz.report.claims.mentions import Mention, is_topic_of_part
from quiz.report.claims.polarity import is_plainly_denied

_TURNED: dict[Judgement, Judgement] = {"right": "wrong", "wrong": "right", "imprecise": "imprecise"}
_LIMITED = late(
    "少な[いく]|まれ|稀|ことはでき|こともでき|可能|あり得|ありう|とは別|[とに]比べ|確認でき|確認した|見られた|結果"
    r"|(?a:\b(?:nothing|none|nobody|rarely|seldom|can|possible|unlike)\b)"
)
"""What is said with these holds now and then, of nothing, or of a run that was made."""
_NAMED = late(r"(?:正則化|法|関数)?(?:[とや,+＋]|を|, ?and\b| and\b| with\b|\Z)(?!違|異|比|同)", re.A)
"""Behind one of several names: it is listed, or taken."""

_INTRODUCED = late(r"(?a)\A(?:in|with|for|under|using|by|during) (?:the |an? )?\Z")
"""Before a name: it is what the sentence is about, listed as it may look before a comma."""


def member_said(
    claim: Claim,
    pattern: CuePattern,
    rivals: Words,
    said: str,
    affirms: Callable[[Claim, str, Sighting], bool],
) -> tuple[Judgement, Sighting] | None:
    """Return how a clause judges a fact's claim, and where it says so; None where it says nothing that is sure.

    ``said`` is the clause without what it sets aside, ``rivals`` the words of the other members, and ``affirms`` tells
    whether the clause says a right claim in one of the ways in which its own sentences do.
    """
    sighting = pattern.find(said)
    if sighting is None or _is_said_beside(rivals, said, sighting):
        return None
    judgement = claim.verdict
    if is_plainly_denied(said, sighting):
        judgement = _TURNED[judgement]
    elif judgement == "right":
        if not affirms(claim, said, sighting):
            return None
    elif is_denied(said, sighting, strict=True):
        return None
    if judgement != "right" and (is_doubted(said, sighting) or _LIMITED.search(said) or _is_means(said, sighting)):
        return None
    return judgement, sighting


def _is_means(said: str, sighting: Sighting) -> bool:
    """Whether the way that something goes is what is done to a setting: 「係数を大きくすることで」."""
    turned = [found.start("turned") for found in _MEANS.finditer(said)]
    return any(start <= place < end for place in turned for start, end in sighting.spans)


_MEANS = late(
    "(?:係数|率|λ|パラメータ|強さ|数|サイズ|幅|確率|割合)[をが][^,。をが]{0,8}?(?P<turned>(?:大き|小さ|多|少な|強|弱|高|低|長|短)く|増や|減ら|上げ|下げ)[ぁ-ん]{0,3}?"
    "(?:こと(?:で|によ)|ると|すと|れば|せば|たら|るほど|すぎ|過ぎ|場合|とき|時)"
)


def begins_with(
    names: Collection[str],
    kinds: Collection[str],
    clause: str,
    mentions: Sequence[Mention],
    around: Sequence[Sequence[Mention]],
) -> bool:
    """Whether a clause is about one of ``names`` that it begins with, or that stands before it as its label.

    Of others of its kind nothing is said but their names.
    """
    same = [mention for mention in mentions if mention.kind in kinds]
    if any(mention.name not in names and _INTRODUCED.search(clause, 0, mention.start) for mention in same):
        return False
    if same and same[0].name in names and is_topic_of_part(clause, same[0]):
        same = same[1:]
    elif not same or not around or not {mention.name for mention in around[0]} <= set(names):
        return False
    return all(_NAMED.match(clause, mention.end) for mention in same)


def _is_said_beside(rivals: Words, clause: str, sighting: Sighting) -> bool:
    """Whether a clause speaks of another member of a fact, too, or of one whose words hold those that were found."""
    return any(
        not any(start <= found.start() and found.end() <= end for start, end in sighting.spans)
        for found in rivals.found_in(clause)
    )
