"""Phrases that are said in one plain way before a sentence is read: contractions, clefts, relative clauses.

Each stands for a whole family of wordings that no list could name: "samples that the model has never come across" is
"unseen data", "how the weights were drawn" is "initialization". What comes out is what rubrics name.
"""

from __future__ import annotations

import re

_MODEL = r"(?:it|they|you|we|one|the (?:model|network|net|classifier|system|learner))"
_SAMPLES = (
    r"(?:data(?: points?)?|datasets?|examples?|images?|inputs?|samples?|cases?|things|points|pictures|anything|items?"
    r"|instances?|photos?|stuff|ones)"
)
_NEVER = r"(?:(?:has|have|had|did|do|does|was|were|is|are)(?:n't| not| never)|never)"
_KNOWN = (
    r"(?:seen|see|saw|met|meet|encountered|encounter|come across|came across|trained on|shown|learn(?:ed|t) from"
    r"|known|know|used|fitted|exposed to)"
)
_BEFORE = r"(?: before| yet| until now| so far| (?:in|during|for|at) training(?: time)?| while training)*"
_WEIGHTS = (
    r"(?:(?:the |your |its |all |our )?(?:initial |starting |first |network's )?"
    r"(?:weights?|parameters?|values|network|model|net|numbers))"
)
_CHOSEN = (
    r"(?:initiali[sz]ed?|set(?: up)?|chosen|chose|choose|picked|pick|drawn|draw|drew|selected|select|scaled|scale)"
)
_AT_FIRST = r"(?: at the start| at first| in the beginning| at the beginning| initially| beforehand| at the outset)?"
_BEGINS = r"(?:started|starts?|begins?|began|sets? out)(?: out| off)?(?: with| from| at)?\b"
_INITIAL = r"(?:initial|starting|start|first) (?:weights?|values?|parameters?|conditions?|settings?|points?)"
_INIT = rf"(?:{_INITIAL}|(?:weight |parameter )?initiali[sz]ation|(?:weight )?init)"
_LITTLE = (
    r"(?:little|less|hardly any|almost no|barely any|scarcely any|not much|a small|a smaller|a minor|a lesser|limited"
    r"|minor|a weaker|a reduced|only a small|only a minor|no big|no great|no real)"
)

_MEASURED = (
    r"(?:the )?(?:lr|learning rate|step size|overfitting|speed|stability|accuracy|test accuracy|test error|loss"
    r"|generali[sz]ation|training time|training speed|dependence|sensitivity|convergence|robustness|epochs|instability)"
)

_PLAINER = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\b(it|that|there|here|what|he|she|which)'s\b", r"\1 is"),
        (r"\b(works?|acts?|behaves?) (?:a little|a bit|somewhat|much|rather|kind of|sort of) (like|as)\b", r"\1 \2"),
        (r"\b(keeps?|kept|holds?|held) ([\w ]{1,40}?) (down|in check|at bay)\b", r"\1 \3 \2"),
        (r"\b(they|you|we)'re\b", r"\1 are"),
        (
            r"\b((?:turn|crank|push|ramp|bump|scale|jack|step|bring|cut|tone|slow|speed|calm|cancel|smooth|tell|set|keep)"
            r"(?:s|ed|ing)?) ((?:the |its |your |our |each )?(?!up|down|out|by|in|of)[a-z'-]+"
            r"(?: (?!up|down|out|goes|is)[a-z-]+)?) (up|down|out|apart)\b",
            r"\1 \3 \2",
        ),
        (r"\b(\w+) and \1\b", r"\1"),
        (r"\b(?:e\.g\.?|i\.e\.?|for example|for instance),? ", ""),
        (r"\b(?:\d+|two|three|four|five|ten|several|many|a few|a hundred) times (?=\w+er\b|more\b)", ""),
        (r"\b(?:does|do|works?|acts?|behaves?|proceeds?) (?:just |exactly |much )?(?:as|like) \w+(?: does| do)?,? but ", ""),
        (
            r",? the (?:longer|more|further|later) (?:the )?(?:training|learning|it|you|we|they) ?(?:lasts?|goes on|runs?|trains?|proceeds?"
            r"|continues?|goes|learns?)?(?=$|[,;.])",
            " over time",
        ),
        (
            r"\bthe (?:longer|more|further) (?:training|learning|it|you|we) \w+(?: on)?, the (smaller|larger|slower|lower|tinier|shorter)"
            r" (?:the |its |are the |are its |is the )?((?:learning )?rate|steps?|updates?)(?: gets?| becomes?| are| is)?",
            r"the \2 gets \1 over time",
        ),
        (
            r"\b(makes?|takes?|gives?|yields?|produces?) (?:ever |increasingly |much |always )?(smaller|shorter|tinier)"
            r"(?: and (?:smaller|shorter|tinier))? (steps?|updates?|strides?)(?= |$)",
            r"\1 \3 \2",
        ),
        (r"\bso (?=(?:easily|heavily|strongly|often|quickly|badly|severely|carefully|readily)\b)", ""),
        (r"\b(?:effective|actual|real) (?=units?\b|neurons?\b)", ""),
        (r"\bavg\b\.?", "average"),
        (r"\bexp(?:\.|\b)(?= |-)", "exponential"),
        (r"\bgrads?\b", "gradient"),
        (r"\bgradients? squared\b", "squared gradient"),
        (r"\bparams?\b", "parameter"),
        (r"\bacc\b", "accuracy"),
        (r"\breg\b", "regularization"),
        (r"\b(looks?|feels?|sounds?|proves?|turns? out)(?! at| for| like| only| up| to\b(?! be))(?: to be)?\b", "is"),
        (rf"(?:^|(?<=[,;&] )|(?<=and ))({_MEASURED}) up(?=$|[,;.]| and)", r"\1 increases"),
        (rf"(?:^|(?<=[,;&] )|(?<=and ))({_MEASURED}) down(?=$|[,;.]| and)", r"\1 decreases"),
        (r"\bone and the same\b", "the same"),
        (r"\b(is|are) (\w+),? and so (?:is|are) ([^,.;]+)", r"\1 \2, and \3 is \2"),
        (r"\bthere(?: is|'s) nothing (?:that|to|which)\b", "nothing"),
        (r"\bwhat (.{1,20}?) does is (?:to )?", r"\1 "),
        (r"\bwhat (?:sets|makes) (.{1,20}?) (?:apart|special|different) is that it\b", r"\1"),
        (r"\bthe (?:thing|point|idea) (?:about|of|with|behind) (.{1,20}?) is (?:that it|to)\b", r"\1"),
        (
            r"\bas (?:it|they) (?:should|ought to|must)\b|\bas (?:intended|expected|planned|desired|hoped|wanted)\b",
            "properly",
        ),
        (r"\bg(?:rad(?:ient)?)?(?: ?\^ ?2| ?\*\* ?2|²)", "squared gradient"),
        # unseen data
        (rf"\b{_SAMPLES},? (?:that |which )?{_MODEL} {_NEVER} (?:yet )?(?:been )?{_KNOWN}\b{_BEFORE}", "unseen data"),
        (
            rf"\b{_SAMPLES},? (?:(?:that|which) (?:was|were|is|are|has|have)(?:n't)? )?(?:not|never) (?:been )?{_KNOWN}"
            r" (?:before|yet|(?:in|during|for|at) (?:the )?training(?: time| set)?)",
            "unseen data",
        ),
        (
            rf"\b{_SAMPLES} (?:outside|other than|beyond|not in|not from|not part of) (?:of )?(?:the )?training (?:set|data)\b",
            "unseen data",
        ),
        (
            r"\b(?:new|novel|unseen|unfamiliar|unknown|fresh|previously unseen|never-before-seen|held-out|hitherto unseen)"
            rf" {_SAMPLES}\b",
            "unseen data",
        ),
        # initial weights
        (rf"\bhow (?:\w+ly |well )?{_MODEL} {_CHOSEN} {_WEIGHTS}{_AT_FIRST}", "initialization"),
        (
            rf"\bhow (?:\w+ly |well )?{_WEIGHTS} (?:is|are|was|were|get|got) (?:\w+ly )?{_CHOSEN}{_AT_FIRST}",
            "initialization",
        ),
        (
            rf"\b(?:with |from |at )?(?:which|what) (?:initial |starting |random )?(?:weights|values|point|parameters|numbers)"
            rf" (?:{_MODEL}|training|learning|the optimi[sz]er) {_BEGINS}",
            "initialization",
        ),
        (
            rf"\b(?:the )?(?:weights|values|parameters|point|numbers) (?:that |which )?(?:{_MODEL}|training|learning) {_BEGINS}",
            "the initial weights",
        ),
        (rf"\bwhere (?:{_MODEL}|training|learning|the weights|the optimi[sz]er) {_BEGINS}", "initialization"),
        (
            r"\b(?:choice|choosing|selection|scale|size|spread|variance|range|distribution|quality|details|setting|values?"
            rf"|magnitudes?|picking|exact choice|exact values?) (?:of|for) (?:the |your )?{_INIT}",
            "initialization",
        ),
        (
            r"\b(?:weight |parameter )?(?:initiali[sz]ation|init) (?:schemes?|methods?|strateg(?:y|ies)|recipes?|choices?|details"
            r"|scales?|procedures?|values?)\b",
            "initialization",
        ),
        # what overfits
        (
            r"\b(?:latch(?:es|ed|ing)?|lock(?:s|ing)?|cling(?:s|ing)?|hang(?:s|ing)?|hold(?:s|ing)?|pick(?:s|ing)? up|fit(?:s|ting)?"
            r"|learn(?:s|ing)?|memori[sz](?:es?|ing)|fixat(?:es?|ing)) ?(?:on ?to |to |on |in to |up on )?(?:the |its |every |each |all the )?"
            r"(?:quirks|noise|details?|peculiarities|accidents|accidental details|coincidences|individual examples|individual samples"
            r"|single examples|single samples|idiosyncrasies|oddities)(?: (?:in|of|from) (?:the |its )?training (?:data|set|images|examples|samples))?\b",
            "overfit",
        ),
        (
            r"\bless (?:tuned|tied|attached|bound|adapted|tailored|fitted|glued|specialized|specialised) to (?:the |its )?"
            r"(?:(?:quirks|noise|details|peculiarities|idiosyncrasies|particulars) of (?:the |its )?)?training (?:data|set|images|examples)\b",
            "less overfitted",
        ),
        # training a network
        (
            r"\btrain(s|ing|ed)? (?:a |the |your |our |even |very )*(?:deep|deeper|big|bigger|large|larger|huge|wide) (?:neural )?"
            r"(?:networks?|models?|nets?)\b",
            r"train\1",
        ),
        # large and rare gradients
        (
            r"\b(?:rarely|seldom|little|hardly|scarcely|infrequently) (?:touched|used|updated|seen|changed|occurring|activated)"
            r" (features|weights|parameters)\b",
            r"rare \1",
        ),
        (
            r"\b(features|weights|parameters|directions) (?:with|that have|that had|that have had) (?:large|big|steep|high|strong|many|frequent)"
            r" (?:gradients|slopes|updates)\b",
            r"frequent \1",
        ),
        (
            r"\b(features|weights|parameters|directions) (?:with|that have|that had|that have had) (?:small|tiny|weak|low|few|rare)"
            r" (?:gradients|slopes|updates)\b",
            r"rare \1",
        ),
        (
            r"\bfrequent (features|weights|parameters|directions) (?:keep|get|receive|have|are given|take) (?:a )?"
            r"(?:cautious|small|smaller|tiny|short|shorter|lower|careful) (?:learning )?(?:updates?|steps?|rates?)\b",
            r"smaller steps for frequent \1",
        ),
        (
            r"\brare (features|weights|parameters) (?:keep|get|receive|have|are given|take|retain) (?:a |their )?"
            r"(?:big|bigger|large|larger|higher|long|longer) (?:learning )?(?:updates?|steps?|rates?)\b",
            r"larger steps for rare \1",
        ),
        (
            r"\b(?:big|large|high|strong|steep) gradients (?:so far |in the past |earlier |before |up to now )?(?:mean|lead to|give"
            r"|imply|cause|->|=>|result in) (?:a )?(?:smaller|lower|shorter) (learning rate|rate|steps?|updates?)\b",
            r"\1 is reduced",
        ),
        # how much
        (
            rf"\b(?:has|have|had|plays?|played|exerts?) (?:only |just )?{_LITTLE} (?:influence|effect|impact|bearing|role|say|part|importance)\b"
            r"(?: (?:on|in|for|over) (?:the )?(?:final |end )?(?:results?|outcome|training|learning|accuracy|performance|it))?",
            "matters little",
        ),
    )
)


def plainer_en(sentence: str) -> str:
    """Return a sentence with its phrases said in the plain way.

    >>> plainer_en("it does well on pictures the model has never come across before")
    'it does well on unseen data'
    >>> plainer_en("how the weights were drawn matters less")
    'initialization matters less'
    """
    for pattern, plain in _PLAINER:
        sentence = pattern.sub(plain, sentence)
    return sentence


_DATA_JA = "(?:データ|画像|入力|例|サンプル|事例|写真|もの|問題)"
_PLAINER_JA = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (
            r"(?:まだ|一度も)?(?:訓練|学習)(?:時|中)?(?:に|で|には|では)?(?:まだ|一度も)?(?:使|用い|見|し|含まれ|出てき|現れ)"
            rf"[わっいてたえせ]{{0,3}}い?(?:ない|なかった|こと[のが]ない|ぬ){_DATA_JA}",
            "未知のデータ",
        ),
        (
            rf"(?:まだ|一度も)?(?:使|用い|見|目にし|触れ|出会)(?:って|て|っ)?(?:た|い)?(?:こと[のが])?(?:ない|なかった){_DATA_JA}",
            "未知のデータ",
        ),
        (
            rf"(?:未知|初見|未見|新規|別|ほか|他|未経験|不慣れ|初めて|はじめて|未学習)[のな]{_DATA_JA}"
            rf"|(?:初めて見る|はじめて見る|新しい|知らない|見慣れない|なじみのない|見知らぬ|新たな){_DATA_JA}",
            "未知のデータ",
        ),
        (
            r"(?:重みの|パラメータの)?(?:最初|初め|はじめ|始め|初期|スタート時|学習開始時|学習前|開始時)の(?:重み|パラメータ|値|状態)"
            r"|初期(?:重み|パラメータ|設定値)",
            "初期値",
        ),
        (
            r"(?:重み|パラメータ|ネットワーク)(?:を|は)(?:最初に|はじめに)?(?:どう|どのように|どうやって|どんな値で|何で)"
            r"(?:初期化し|設定し|決め|選ん|置い)(?:た|だ|てい(?:る|た)|ている)?(?:のか|か)",
            "初期値",
        ),
        (
            r"初期値の(?:選び方|決め方|与え方|取り方|とり方|置き方|設定の仕方|設定方法|質|良し悪し|善し悪し|よしあし|良否|大きさ|スケール|出来|運"
            r"|当たり外れ)|初期値ガチャ",
            "初期値",
        ),
    )
)


def plainer_ja(sentence: str) -> str:
    """Return a Japanese sentence with its phrases said in the plain way.

    >>> plainer_ja("学習に使っていない画像でも精度がよい"), plainer_ja("最初の重みをあまり気にしなくてよい")
    ('未知のデータでも精度がよい', '初期値をあまり気にしなくてよい')
    """
    for pattern, plain in _PLAINER_JA:
        sentence = pattern.sub(plain, sentence)
    return sentence
