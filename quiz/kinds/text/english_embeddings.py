"""The closed lists of what takes a clause in English without asserting it, by what becomes of the sentence.

*Whole*: the sentence asserts nothing (hedges, what one doesn't know, what is said to be false; the last also take back
the sentence before if they speak of nothing themselves). *Reported*: a part of it doesn't, up to where the sentence
turns. *Asserting*: constructions with the same verbs that do assert. *Pro-forms*: "but it doesn't".
"""

from __future__ import annotations

import re

_any = "|".join
_HEDGES = (
    "maybe", "perhaps", "possibly", "nobody knows", "no one knows", "only because", "only thanks to", "only due to",
    "only if", "only when", "only while", "only after", "only once", "only during", "only in case",
    "only at test", "only at the", "only towards", "only for a",
    "only briefly", "only temporarily", "only at first",
    "only at inference", "presumably", "hypothetically", "conceivably", "arguably", "may or may not",
    "might or might not", "up or down", "goes up and down", "rises and falls", "grows and shrinks", "if only",
    "only in fiction", "only in films", "only in movies", "only in novels", "only in books",
    "only in theory", "only in dreams", "only in a dream", "only on paper", "would be nice if", "would be great if",
    "too good to be true", "looks as if", "look as if", "looks as though", "look as though", "if it were",
    "if this were",
    "if that were", "if it was true", "if it is true", "if it's true", "if this is true", "if it is the case",
    "then why",
    "why would", "why should", "who would",
)  # fmt: skip
_UNKNOWN = (
    "whether", "unclear", "not sure", "can't say", "cannot say", "can't tell", "cannot tell", "or not", "i wonder",
    "don't know", "don't remember", "hard to say", "difficult to say", "hard to tell", "difficult to tell",
    "nobody can say", "not convinced", "open question", "anyone's guess", "remains to be seen",
)  # fmt: skip
_FALSE = (
    "false", "wrong", "untrue", "myth", "myths", "not true", "mistaken", "misconception", "not the case", "incorrect",
    "hard to believe", "hard to argue", "questionable", "debatable", "disproved", "disproven", "refuted", "disputed",
    "debunked", "wrongly", "supposedly", "allegedly", "reputedly", "ostensibly",
    "purportedly", "putatively", "seemingly", "nominally", "so they claim",
    "can't be said", "cannot be said", "can't be claimed",
    "cannot be claimed", "don't think", "do not think", "don't believe", "do not believe", "doubt that", "no evidence",
    "no reason to think", "no proof", "no truth", "unproven", "nonsense", "fallacy", "lie", "exaggeration",
    "exaggerated", "overstated", "the opposite is", "the reverse is", "the contrary is", "going too far",
    "too much to say",
    "outdated belief", "old wives", "just kidding", "joking", "scratch that", "strike that", "forget that", "retracted",
    "the converse is", "the converse holds",
    "lying", "fairy tale", "be fooled", "the wrong answer", "a wrong answer", "fool yourself", "urban legend",
    "not so", "was long ago", "what a joke", "make me laugh", "must be joking", "must be kidding",
    "none of this", "none of that", "anything but true", "far from true", "far from the truth",
)  # fmt: skip
REPORTING = frozenset(
    "think thinks thought thinking believe believes believed believing belief beliefs claim "
    "claims claimed claiming say"
    " says said saying hear heard hears rumour rumor rumours rumors reportedly apparently suppose supposes supposed"
    " supposing assume assumes assumed assuming assumption expect expects expected expecting expectation hope hopes"
    " hoped hoping hopefully wish wishes wished doubt doubts doubted deny denies denied denying "
    "dispute disputes refute"
    " refutes legend illusion dream dreams dreamt imagine imagines imagined imagining pretend pretends pretended"
    " pretending guess guesses guessed suspect suspects suspected argue argues argued suggested theory theoretically"
    " promise promises promised promising advertise advertised advertises advertisement advertisements boast boasts"
    " alleged opinion critics sceptics skeptics proponents contrary textbook textbooks lecture "
    "preach preached".split()
)
"""Verbs and nouns of thinking, saying and hoping: what they take isn't asserted, but for the constructions below."""
_AS_A_RULE = r"(?:well |widely |generally |commonly |often |usually |also |now )*"
ASSERTING = re.compile(
    r"\b(?:"
    + _any((
        r"i(?:'d| would)? (?:also |do |strongly |firmly )?(?:think|believe|say|argue)\b",
        r"(?:we|you|one) (?:can |may )?(?:also |then |thus |therefore )?(?:say|know|see|conclude|think of)\b",
        rf"(?:is|are) {_AS_A_RULE}said to\b", rf"(?:it is|it's) {_AS_A_RULE}said that\b",
        r"(?:can|may|could) be (?:said|expected|thought|seen|considered|imagined)\b",
        r"as (?:i |we |was |you (?:would |might |may )?|one (?:would |might )?|already )?"
        r"(?:said|expected|expect|assumed)\b",
        r"in my (?:humble |own )?(?:opinion|view|understanding)\b", r"to my mind\b",
        r"(?:we|you|one) (?:can|may|should) (?:also |generally |usually |therefore |thus )?expect (?!that\b|it\b)",
        r"(?:is|are) (?:to be |generally |usually |also |often )*expected (?:of|from) it\b",
        r"(?:can't|cannot|can not|couldn't) be (?:denied|disputed|doubted)\b",
        r"(?:no one|nobody) (?:can |would )?(?:den|disput|doubt)\w+\b",
        r"that is to say\b", r"so to say\b", r"to say the least\b", r"(?:a|less of a|no|little|more) say\b",
        r"(?:no|without(?: a)?|beyond) doubt\b",
        r"(?:good|bad|lucky|poor|first|initial|starting|random) guess(?:es)?\b",
        r"(?:think|thinking|thought) of\b", r"(?:go|goes|going|went) wrong\b",
        r"wrong (?:answers|predictions|labels|classes|outputs|direction|way|turns?)\b", r"not so (?=\w)",
        r"contrary to\b(?! the)",
        r"than (?:is |was |you'd |one would |you would )?(?:supposed|expected|assumed|thought)\b", r"don't say much\b",
        r"not (?:wrong|false|a myth|untrue|exaggerated|an exaggeration)\b", r"n't (?:wrong|false|a myth|untrue)\b",
    ))
    + ")"
)  # fmt: skip
"""What reports like them, and yet asserts."""
CONSENSUS = re.compile(rf"\b(?:is|are) {_AS_A_RULE}said to\b|\b(?:it is|it's) {_AS_A_RULE}said that\b")
TAKING = frozenset(
    "it it's this that that's which what the a an one two first second third another other main chief big major"
    " simple short"
    " only whole also is are be means mean follows turns out clear known true obvious evident important crucial"
    " essential well widely generally commonly effect effects result results consequence consequences reason being"
    " point"
    " advantage benefit problem trouble drawback downside flaw weakness issue disadvantage upshot fact ensures ensure"
    " ensuring guarantees implies imply implying shows show says note remember see know find found conclude i we you"
    " i'd"
    " i've can may could say said think believe seen answer main idea outcome bottom line catch risk danger gain"
    " side good"
    " bad thing key practice there there's nothing causes cause makes make making sure happens so such in of to"
    " about with by"
    " experiment experiments study studies papers research researchers results practice experience "
    "measurements been shown"
    " proved proven demonstrated demonstrate demonstrates confirm confirms confirmed observed "
    "observe established understood"
    " easy easily seen learned learnt denied disputed"
    " has have meaning because and then thus hence therefore so now here from can't helps".split()
)
"""The words with which a clause may be taken by "that" and asserted: "the reason is that", "this ensures that". With
any other word, unless it names a thing of the rubric, what follows isn't: "legend has it that"."""
SOMEBODY = frozenset("one many several most some answer model".split())
"""Who may say something, though a rubric may have a thing of that name."""
_RELATIVES = frozenset(
    "isn't aren't wasn't doesn't don't didn't can't won't never is are was were has have had would will can could do "
    "does did used keeps keep makes make "
    "determines determine leaves leave".split()
)
RELATIVE = re.compile(rf"that (?:{_any(sorted(_RELATIVES))}|much|way|reason|point|'s)\b")
"""After these "that" takes no clause: "directions that are steep", "that much"."""
NO_MATRIX = frozenset("of on for with from like in at by to except cures solves replaces avoids fixes not".split())
"""Behind one of these "that" is a pronoun."""
_PREDICATES = (
    "true", "case", "right", "correct", "certain", "clear", "sure", "mean", "imply", "follow", "happen", "happens",
    "happened", "so", "guaranteed", "fact", "shown", "proven", "proved", "likely", "guarantee", "reason", "sign",
    "indication", "chance", "hope", "possible", "being", "plausible",
)  # fmt: skip
_IN_VAIN = (
    "in vain", "without success", "to no avail", "unsuccessfully", "has yet to", "have yet to", "is yet to",
    "the last thing",
    "the last to", "stops? short of", "anything but", "everything but", "everything except", "anything except",
    "only seems?",
    "only appears?", "merely seems?", "merely appears?", "artefacts?", "artifacts?", "was once", "were once", "no good",
    "(?:is|are) useless (?:for|at|in|against)", "no use",
    "(?<!a )(?<!the )(?<!any )lacks?(?! (?:the |any |sufficient |enough )?"
    r"(?:express|represent|capacity|diversity|variety))", "lacking", "powerless",
    "too (?:weak|slow|small|crude) to",
    "would have", "would've", "^had", "credited with", "gets? the credit", "the opposite of", "the less", "no hope of",
    "not meant to",
    "not designed to", "not intended to", "not supposed to",
    "(?:want|wish|aim|tr[iy]|attempt|strive)e?[sd]?(?: hard)? to [^,]* but",
    "due to something else", "due to other", "comes from something else", "would [^,;]* if",
)  # fmt: skip
"""What takes a deed without its being done: "has yet to reduce", "only seems to reduce", "would have reduced"."""
DENIED_THAT = re.compile(
    rf"(?:\b|(?=\^))(?:{_any(_IN_VAIN)})\b|"
    r"(?:\b(?:not|never|no|hardly|scarcely|barely|longer|anything but|far from|fails?|cannot|nobody|neither|nor"
    r"|nothing|un(?:likely|certain|true))\b|n't\b)"
    rf"[^,;]{{0,40}}?\b(?:{_any(_PREDICATES)})(?: the case| true)? that\b"
)
CONDITIONS = re.compile(r"\b(?:if|provided|providing|given|granted) (.+?)(?:,|\bthen\b|$)")
TURNS = re.compile(
    r"(?:,? )?\b(?:(?<!anything )(?<!everything )(?<!nothing )but|however(?=,)|yet(?! to)|whereas|although|though"
    r"|even though)\b|(?:, )?\bin (?:reality|practice|truth)\b"
    r"|^(?:although|though|even though|while) [^,]*(?P<ends>,)"
)
PRO_FORMS = frozenset(
    "that this it which they so is are was were be been isn't aren't wasn't does do did doesn't don't didn't has have"
    " hasn't the case true really quite at all in practice reality fact truth happen happens happened hold holds like"
    " not never no nope wrong false untrue opposite reverse contrary otherwise actually however "
    "but yet though although"
    " i we you know better now turned out to only seems just kidding or and a myth lie joke far from such thing any"
    " more"
    " longer anymore correct right accurate rather"
    " thought said way even can can't cannot could couldn't won't will".split()
)
DENIALS = frozenset(
    "not never no nope can't cannot couldn't won't isn't aren't wasn't doesn't don't didn't hasn't wrong false"
    " untrue opposite reverse contrary"
    " otherwise thought said myth lie joke".split()
)
BACK = frozenset(("that", "this", "so", "these", "those", "that's"))
_ECHOES = r"\bor so (?:\w+ ){1,4}\w+$|\b(?:they|people|some|many) (?:say|think|believe|claim)$"
LONGEST_PRO_FORM = 10
_TAKES_BACK = rf"\b(?:{_any(_FALSE)})\b|[-–—] not$|{_ECHOES}"
FALSE = re.compile(_TAKES_BACK)
WHOLE = re.compile(
    r"^that (?:the|a|an|its|it|they|all|every|each|there)\b"
    rf"|\b(?:{_any((*_HEDGES, *_UNKNOWN))}|might(?! as well))\b|{_TAKES_BACK}"
)
_PHRASES = tuple(tuple(phrase.split()) for phrase in (*_HEDGES, *_UNKNOWN, *_FALSE))
TRIGGERS = REPORTING.union(
    (phrase[0] for phrase in _PHRASES if len(phrase) == 1),
    (
        "might vain success avail unsuccessfully useless lack lacks lacking powerless would've artefact artefacts"
        " artifact artifacts credited credit opposite want wants wanted wish wished aim aims aimed try tries tried"
        " attempt attempts attempted strive strives everything"
    ).split(),
)
"""Without one of these words, or of the pairs below, nothing here holds of a sentence but what "that" takes."""
PAIRS = frozenset(
    (*(phrase[:2] for phrase in _PHRASES if len(phrase) > 1), *(
        tuple(pair.split()) for pair in (
            "yet to", "last thing", "last to", "short of", "anything but", "anything except", "only seem", "only seems",
            "only appear", "only appears", "merely seem", "merely seems", "merely appear", "merely appears", "was once",
            "were once", "no good", "no use", "too weak", "too slow", "too small", "too crude", "would have",
            "the less",
            "no hope", "not meant", "not designed", "not intended", "not supposed", "to something", "to other",
            "from something", "or so", "they say", "people say", "some say", "many say",
        )
    ))
)  # fmt: skip
TURNING = frozenset(("but", "however", "yet", "though", "although"))
ANNOUNCED = re.compile(r"\bfollowing\b[^.]{0,30}\b(?:false|wrong|untrue|incorrect|not true)\b")
"""The sentence says that what follows it is false."""
