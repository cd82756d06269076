"""The closed lists of what takes a clause without asserting it, in both languages, by what becomes of the sentence.

*Whole*: the sentence asserts nothing (hedges, what one doesn't know, what is said to be false; the last also take back
the sentence before if they speak of nothing themselves). *Reported*: a part of it doesn't, up to where the sentence
turns. *Asserting*: constructions with the same verbs that do assert. *Pro-forms*: "but it doesn't", 「そうではない」.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def _any(pieces: Iterable[str]) -> str:
    return "|".join(pieces)


# -- Japanese ----------------------------------------------------------------------------------------------------------

_CLAUSE = "[るいたうくむすつぬぶぐだ]"
"""How a Japanese clause ends that another word takes."""
_HEDGES_JA = (
    "かもしれ", "かも知れ", "もしかすると", "もしかしたら", "ひょっとし", "たぶん", "多分", "おそらく", "恐らく",
    "かも(?:$|[。、ねな])", "っけ", "気がする", "気がします", "らしい(?:けど|が|です|$|[。、])", "かなあ?$", "かな[。、]",
    "(?:場合|とき|時|間|限り)(?:だけ|のみ)", "に限(?:り|って|られ)", "(?:場合|とき|時)に(?:だけ|のみ|限)",
    "だろうか", "でしょうか", "だったらいい", "(?:る|ない|た)といい(?:な|が|の|けど)", "ばいいのに", "ばよかった", "といい(?:のだが|のですが|んだけど|なあ?$|が$|けど)",
    "なら(?:苦労|話は|文句は)", "(?:可能性|見込み|公算|確率|望み)(?:は|が)(?:低|な|薄|小さ|ほとんどな|皆無)", "(?:ような|そんな)気",
    "べき(?:だ|で(?!き)|と|なの)", "(?:が|と)望ましい", "ば(?:よ|い)い(?:の|が|と|けど|な)", "を(?:願|祈|望)(?:う|い|って)",
)  # fmt: skip
_UNKNOWN_JA = (
    "かどうか", "のか(?!わり)", "何とも言え", "どうなるか", "(?:わか|分か)りませ", "(?:わか|分か)らない(?!まま)",
    "思い出せ", "不明", "るか下が", "キーワード", "という言葉", "という単語", "という用語", "自信(?:が|は|も)(?:な|あり)",
)  # fmt: skip
_WRONG = "(?:だ|で(?!き)|です|である|と|に違|、|。|$)"
_FALSE_JA = (
    f"誤り{_WRONG}", f"間違い{_WRONG}", "間違って", "嘘", "うそ[だで]", "ウソ", "誤解", "正しくない", "正しくありません",
    "言い難", "言いがた", "言い切れ", "疑わし", "怪しい", "疑問", "勘違い", "思い込み", "俗説", "は逆で", "が逆で",
    "実際は逆", "でたらめ", "迷信", "都市伝説", "神話", "デマ", "まやかし", "幻想", "錯覚", "眉唾", "夢物語", "絵空事",
    "期待外れ", "期待はずれ", "見せかけに", "昔の話", "過去の話", "本当では", "本当じゃ", "事実では", "事実に反",
    "否定され(?:た|て|る)", "反証", "根拠(?:は|が|も)な", "証拠(?:は|が|も)な", "ありえな", "あり得な", "言い過ぎ", "言いすぎ",
    "大げさ", "誇張", "名ばかり", "冗談", "うまい話", "早計", "早とちり", "不正解", "誤答", "減点", "勘違", "理想論",
    "別の(?:手法|方法|話)(?:だ|です|である|の話)", "取り消", "撤回", "支持されて(?:い)?な", "保証(?:は|が)[^、。]{0,4}な",
    "賛成(?:でき|しかね)", "同意(?:でき|しかね)", "信じられ?(?:がた|な|ませ)", "裏切られ", "気のせい",
)  # fmt: skip
_ATTITUDES_JA = (
    "言(?:わ|い|う|っ)", "いわ(?:れ|ん)", "云", "述べ", "主張", "思(?:わ|い|う|っ|え)", "考え", "信じ", "見な", "みな[さし]",
    "期待", "噂", "うわさ", "聞", "読ん", "書い", "書か", "習", "教わ", "勘違い", "仮定", "想定", "疑", "願", "望",
    "祈", "され", "でも(?:言|思)", "程遠", "ほど遠", "到底", "無縁", "宣伝", "謳", "うた(?:わ|っ)", "伝え", "ばかり思",
    "認め(?:な|られな)", "断言", "断定", "結論", "答え(?:る|た|て)", "する(?:説|意見|主張|声|人)", "限ら", "限りま", "教科書", "資料", "本に", "講義で",
)  # fmt: skip
_HOW_OFTEN_JA = "(?:よく|必ずしも|一概に|簡単に|単純に|しばしば|広く|一般に|長らく|長く|ずっと|昔から|以前は|誰も|だれも|皆|みんな)?"
_SPEAKER_JA = "[^、。と]{1,8}?(?:は|が|に|も|では|には)"
_AS_A_WHOLE_JA = r"(?:わけ(?:で|じゃ)(?:は|も)?(?:な|あり)|と(?:まで)?[はも](?:必ずしも|一概に|簡単には|単純には)?(?:限|言え|いえ))"
_REPORTS_JA = (
    f"(?:と|って)(?:は|も|か|の|まで|すら)?{_HOW_OFTEN_JA}(?:{_any(_ATTITUDES_JA)})",
    f"{_CLAUSE}(?:と、|など?と、?){_SPEAKER_JA}(?:言|いう|いわ|主張|書|述べ|信じ|考え|思)",
    f"{_CLAUSE}(?:という|といった|との|っていう|なんていう|なんて|という風な)(?!の)",
    f"{_CLAUSE}(?:と、?)?思いきや", "思われがち", f"{_CLAUSE}、?(?:という|っていう|なんてい?う)のは",
    f"(?:{_CLAUSE}|ない)(?:のだ)?と(?:し|すれ)ても",
    rf"(?<!ない)(?:という)?{_AS_A_WHOLE_JA}", "(?:わけ|はず)(?:も|が)(?:な|あり)", "とは(?:思え|考えに|考えられな|言いにく)",
    "はず(?:だった|でした|なのに|だが|ですが|であった|だけど|のところ)", "つもり", f"{_CLAUSE}ふり(?:を|だ|で)",
    f"{_CLAUSE}(?:の|こと)(?:に(?:失敗|役立た|役に立た|逆行|逆らう)|が?まれ|は(?:まれ|稀|滅多に|めったに))", f"{_CLAUSE}に至ら",
    f"{_CLAUSE}のとは(?:違|異|逆)", f"{_CLAUSE}(?:効果|力|働き|作用|能力|機能)(?:に(?:乏し|欠け)|が(?:乏し|欠け)|を(?:持た|失|欠))",
    f"{_CLAUSE}(?:意図|目的|用途|つもり|狙い)(?:で|に|と)(?:は|して)?[^、。]{{0,6}}(?:が|ない|使えな|向か|適さ)",
    "ように(?:も|は)?(?:見え|みえ|思え|装|錯覚|見せ)", "[しりきいえけげせてべめれ]たい(?:が|けど|と思|のだ|のです|ところ|もの)",
    "[しりきいえけげせてべめれ](?:よ)うと(?:した|する)(?:が|けど|ものの|だけ)", "ようとしたが", "ようとするが",
    "理論上", "理屈", "机上", "建前", "かつて", "以前は", "昔は", "従来は", "触れ込み", "うたい文句", "期待(?:し(?:た|てい)|された)(?!よう|とお|通|ほど)",
     "てほしい", "て欲しい", "恐れは?な(?:い|く)と", "苦労はし", "どころでは",
    f"{_CLAUSE}(?:はずが|わけが)", "夢を見", f"(?:{_CLAUSE}|ない)かの(?:よう|ごと)", f"{_CLAUSE}予定(?:だった|でし)",
    "ことを(?:目標|目的|理想)と(?:し|する)(?:て|た)?(?:い(?:る|た))?が", "ならともかく", "ならまだしも",
)  # fmt: skip
_NOUNS_JA = _any((
    "効果", "点", "問題", "こと", "事", "もの", "物", "特徴", "性質", "利点", "メリット", "欠点", "弱点", "短所", "長所",
    "課題", "現象", "状態", "状況", "働き", "はたらき", "役割", "作用", "仕組み", "しくみ", "方法", "手法", "考え方",
    "アイデア", "アイディア", "結果", "理由", "わけ(?!では|じゃ|が|も|でも)", "意味", "形", "傾向", "特性", "機能", "恩恵",
    "事態", "デメリット", "流れ", "事情", "ところ", "強み", "弱み", "側面", "面", "違い", "影響", "改善", "改良", "工夫",
    "やり方", "方式", "更新", "動き", "振る舞い", "挙動", "症状", "サイクル", "悪循環", "プロセス", "過程", "発想", "狙い",
    "目的", "性能", "具合", "副作用", "副次", "2つ", "二つ", "2点", "二点", "3つ", "三つ", "ふう", "風",
))  # fmt: skip
ASSERTING_JA = re.compile(
    _any((
        "と(?:も|は)?(?:言|い)(?:え(?!な|ま?せ|て)|って(?:も)?(?:よ|良|い|差し支え|過言ではな))", "と考えられ(?:る|ます)",
        "と考え(?:る|ます)", "と思(?:う|います|われる|われます)", "と期待(?:でき|され(?:る|ます))",
        f"(?:という|といった|との|っていう)(?=[^、。]{{0,8}}?(?:{_NOUNS_JA}))",
        f"(?:という|っていう)のが(?!嘘|誤|間違|違)", "と(?:言|い)わ?れて(?:いる|います)", "と(?:言|い)われ(?:る|ます)",
        "とされて?(?:いる|います|る|ます)", "(?:という|って(?:いう)?)のは、", "と(?:いう|言う)と、?",
        "と(?:思|考え)(?:えば|ると)", "とみなせ", "と見なせ", "とみなさ", "と見なさ", "とは言うものの",
        "(?:という|というの)(?:が|は)(?:ポイント|重要|大事|特徴|利点)", "とされ(?=、|て、)",
    ))
)  # fmt: skip
"""What reports like them, and yet asserts."""
CONSENSUS_JA = re.compile(
    r"と(?:言|い)われ(?:て(?:い)?)?(?:る|ます|いる)|とされて?(?:い)?(?:る|ます)|(?:知られ|知れ渡っ)て(?:いる|います)"
)
"""What everybody says holds, unless the sentence turns against it."""
DENIED_TWICE_JA = re.compile(rf"(?<=ない)(?:という)?{_AS_A_WHOLE_JA}")
"""Of several clauses it isn't told which this denies: 「速くなり、過学習が減らないわけではない」."""
CONDITIONS_JA = re.compile(
    r"の(?:なら|であれば|だとしたら|だとすれば|だったら)|と(?:したら|すれば|すると|仮定すると|仮定すれば)"
)
TURNS_JA = re.compile(
    r"(?P<ends>(?<=[るいたうだすんつむくぬぶぐなで])(?:が、|けれども?、?|けど、?|ものの、|のに、|のに対し)"
    r"|思いきや、?|わけで(?:は|も)?なく、?|と(?:し|すれ)ても、)|(?:^|(?<=、))(?:しかし|だが|ただし|ところが|とはいえ)"
    r"|(?<=、)(?:実際|現実|今では|いまでは|近年は)"
)
_PRO = _any((
    "いや", "いいえ", "いえ", "やっぱり", "やはり", "もっとも", "ようだ", "らしい", "思った", "実際", "現実", "実は", "今", "いま", "現在", "本当", "それ", "これ", "そう", "そんな", "その", "上", "以上", "に",
    "は", "で", "も", "の", "こと", "よう", "全く", "まったく", "必ずしも", "決して", "違う", "違い", "違っ", "ちがう", "逆",
    "反対", "ない", "なら", "なかった", "なく", "ありません", "ありませんでした", "です", "でした", "だ", "だった", "た",
    "である", "起こら", "起き", "いえ", "言え", "限ら", "に過ぎ", "すぎ", "なり", "ません", "しかし", "ただし", "ところが",
    "でも", "が", "だけ", "、", "な", "事実", "わけ", "と", "私", "僕", "思わ", "思い", "ません",
))  # fmt: skip
PRO_FORMS_JA = re.compile(
    rf"(?=.*(?:ない|なかった|ません|違[うい]|ちがう|逆|反対))(?=.*(?:そ|こ|実|現|今|逆|反|違|ちが|本|事))(?:{_PRO})+"
)
TURNS_BACK_JA = re.compile(rf"(?:が|けど|けれど|けれども|のに|ものの|しかし)、?(?=[^。]{{0,24}}$)(?:{_PRO})*?(?:ない|なかった|ません|違う|逆|反対)")
ASKS_JA = ("?", "か", "だろうか", "でしょうか")
ANNOUNCED = re.compile(
    r"(?:次|以下|下記|下)の?(?:文|記述|説明|もの|主張|内容)?は[^。]{0,6}(?:誤り|間違|嘘|正しくな|誤って)"
    r"|\bfollowing\b[^.]{0,30}\b(?:false|wrong|untrue|incorrect|not true)\b"
)
FALSE_JA = re.compile(_any(_FALSE_JA))
WHOLE_JA = re.compile(_any((*_HEDGES_JA, *_UNKNOWN_JA, *_FALSE_JA)))
REPORTED_JA = re.compile(_any(_REPORTS_JA))
MET_JA = re.compile(
    _any((
        *_HEDGES_JA, *_UNKNOWN_JA, *_FALSE_JA, *_REPORTS_JA, CONSENSUS_JA.pattern, DENIED_TWICE_JA.pattern,
        CONDITIONS_JA.pattern,
    ))
)  # fmt: skip

# -- English -----------------------------------------------------------------------------------------------------------

_HEDGES_EN = (
    "maybe", "perhaps", "possibly", "nobody knows", "no one knows", "only because", "only thanks to", "only due to",
    "only if", "only when", "only while", "only after", "only once", "only during", "only in case", "only at test",
    "only at inference", "presumably", "hypothetically", "conceivably", "arguably", "may or may not",
    "might or might not", "up or down", "goes up and down", "rises and falls", "grows and shrinks", "if only",
    "only in theory", "only in dreams", "only in a dream", "only on paper", "would be nice if", "would be great if",
    "too good to be true", "looks as if", "look as if", "looks as though", "look as though", "if it were", "if this were",
    "if that were", "if it was true", "if it is true", "if it's true", "if this is true", "if it is the case", "then why",
    "why would", "why should", "who would",
)  # fmt: skip
_UNKNOWN_EN = (
    "whether", "unclear", "not sure", "can't say", "cannot say", "can't tell", "cannot tell", "or not", "i wonder",
    "don't know", "don't remember", "hard to say", "difficult to say", "hard to tell", "difficult to tell",
    "nobody can say", "not convinced", "open question", "anyone's guess", "remains to be seen",
)  # fmt: skip
_FALSE_EN = (
    "false", "wrong", "untrue", "myth", "myths", "not true", "mistaken", "misconception", "not the case", "incorrect",
    "hard to believe", "hard to argue", "questionable", "debatable", "disproved", "disproven", "refuted", "disputed",
    "debunked", "wrongly", "supposedly", "allegedly", "can't be said", "cannot be said", "can't be claimed",
    "cannot be claimed", "don't think", "do not think", "don't believe", "do not believe", "doubt that", "no evidence",
    "no reason to think", "no proof", "no truth", "unproven", "nonsense", "fallacy", "lie", "exaggeration",
    "exaggerated", "overstated", "the opposite is", "the reverse is", "the contrary is", "going too far", "too much to say",
    "outdated belief", "old wives", "just kidding", "joking", "scratch that", "strike that", "forget that", "retracted",
    "lying", "fairy tale", "be fooled", "the wrong answer", "a wrong answer", "fool yourself", "urban legend", "not so", "anything but true", "far from true", "far from the truth",
)  # fmt: skip
REPORTING_EN = frozenset(
    "think thinks thought thinking believe believes believed believing belief beliefs claim claims claimed claiming say"
    " says said saying hear heard hears rumour rumor rumours rumors reportedly apparently suppose supposes supposed"
    " supposing assume assumes assumed assuming assumption expect expects expected expecting expectation hope hopes"
    " hoped hoping hopefully wish wishes wished doubt doubts doubted deny denies denied denying dispute disputes refute"
    " refutes legend illusion dream dreams dreamt imagine imagines imagined imagining pretend pretends pretended"
    " pretending guess guesses guessed suspect suspects suspected argue argues argued suggested theory theoretically"
    " promise promises promised promising advertise advertised advertises advertisement advertisements boast boasts"
    " alleged opinion critics sceptics skeptics proponents contrary textbook textbooks lecture preach preached".split()
)
"""Verbs and nouns of thinking, saying and hoping: what they take isn't asserted, but for the constructions below."""
_AS_A_RULE = r"(?:well |widely |generally |commonly |often |usually |also |now )*"
ASSERTING_EN = re.compile(
    r"\b(?:"
    + _any((
        r"i(?:'d| would)? (?:also |do |strongly |firmly )?(?:think|believe|say|argue)\b",
        r"(?:we|you|one) (?:can |may )?(?:also |then |thus |therefore )?(?:say|know|see|conclude|think of)\b",
        rf"(?:is|are) {_AS_A_RULE}said to\b", rf"(?:it is|it's) {_AS_A_RULE}said that\b",
        r"(?:can|may|could) be (?:said|expected|thought|seen|considered|imagined)\b",
        r"as (?:i |we |was |you (?:would |might |may )?|one (?:would |might )?|already )?(?:said|expected|expect|assumed)\b",
        r"that is to say\b", r"so to say\b", r"to say the least\b", r"(?:a|less of a|no|little|some|more) say\b",
        r"(?:no|without(?: a)?|beyond) doubt\b", r"(?:good|bad|lucky|poor|first|initial|starting|random) guess(?:es)?\b",
        r"(?:think|thinking|thought) of\b", r"(?:go|goes|going|went) wrong\b",
        r"wrong (?:answers|predictions|labels|classes|outputs|direction|way|turns?)\b", r"not so (?=\w)", r"contrary to\b(?! the)",
        r"than (?:is |was |you'd |one would |you would )?(?:supposed|expected|assumed|thought)\b", r"don't say much\b",
        r"not (?:wrong|false|a myth|untrue|exaggerated|an exaggeration)\b", r"n't (?:wrong|false|a myth|untrue)\b",
    ))
    + ")"
)  # fmt: skip
"""What reports like them, and yet asserts."""
CONSENSUS_EN = re.compile(rf"\b(?:is|are) {_AS_A_RULE}said to\b|\b(?:it is|it's) {_AS_A_RULE}said that\b")
TAKING_EN = frozenset(
    "it it's this that that's which what the a an one two first second third another other main chief big major simple short"
    " only whole also is are be means mean follows turns out clear known true obvious evident important crucial"
    " essential well widely generally commonly effect effects result results consequence consequences reason being point"
    " advantage benefit problem trouble drawback downside flaw weakness issue disadvantage upshot fact ensures ensure"
    " ensuring guarantees implies imply implying shows show says note remember see know find found conclude i we you i'd"
    " i've can may could say said think believe seen answer main idea outcome bottom line catch risk danger gain side good"
    " bad thing key practice there there's nothing causes cause makes make making sure happens so such in of to about with by"
    " has have meaning because and then thus hence therefore so now here from can't helps is,".split()
)
"""The words with which a clause may be taken by "that" and asserted: "the reason is that", "this ensures that". With any
other word, unless it names a thing of the rubric, what follows isn't: "legend has it that", "the hope was that"."""
_RELATIVES_EN = frozenset(
    "is are was were has have had would will can could do does did used keeps keep makes make determines determine the"
    " leaves leave"
    "".split()
) - {"the"}
RELATIVE_EN = re.compile(rf"that (?:{_any(sorted(_RELATIVES_EN))}|much|way|reason|point|'s)\b")
"""After these "that" takes no clause: "directions that are steep", "that much"."""
NO_MATRIX_EN = frozenset("of on for with from like in at by to except cures solves replaces avoids fixes not".split())
"""Behind one of these "that" is a pronoun."""
_PREDICATES_EN = (
    "true", "case", "right", "correct", "certain", "clear", "sure", "mean", "imply", "follow", "happen", "happens",
    "happened", "so", "guaranteed", "fact", "shown", "proven", "proved", "likely", "possible", "being", "plausible",
)  # fmt: skip
_IN_VAIN_EN = (
    "in vain", "without success", "to no avail", "unsuccessfully", "has yet to", "have yet to", "is yet to", "the last thing",
    "the last to", "stops? short of", "anything but", "everything but", "everything except", "anything except", "only seems?",
    "only appears?", "merely seems?", "merely appears?", "artefacts?", "artifacts?", "was once", "were once", "no good",
    "(?:is|are) useless (?:for|at|in|against)", "no use", "lacks?", "lacking", "powerless", "too (?:weak|slow|small|crude) to",
    "would have", "would've", "^had", "credited with", "gets? the credit", "the opposite of", "the less", "no hope of", "not meant to",
    "not designed to", "not intended to", "not supposed to", "(?:want|wish|aim|tr[iy]|attempt|strive)e?[sd]?(?: hard)? to [^,]* but",
    "due to something else", "due to other", "comes from something else", "would [^,;]* if",
)  # fmt: skip
"""What takes a deed without its being done: "has yet to reduce", "only seems to reduce", "would have reduced"."""
DENIED_THAT_EN = re.compile(
    rf"(?:\b|(?=\^))(?:{_any(_IN_VAIN_EN)})\b|"
        r"(?:\b(?:not|never|no|hardly|scarcely|barely|longer|anything but|far from|fails?|cannot|nobody|neither|nor"
    r"|nothing|un(?:likely|certain|true))\b|n't\b)"
    rf"[^,;]{{0,40}}?\b(?:{_any(_PREDICATES_EN)})(?: the case| true)? that\b"
)
CONDITIONS_EN = re.compile(r"\b(?:if|provided|providing|given|granted) (.+?)(?:,|\bthen\b|$)")
TURNS_EN = re.compile(
    r"(?:,? )?\b(?:(?<!anything )(?<!everything )(?<!nothing )but|however(?=,)|yet(?! to)|whereas|although|though|even though)\b|(?:, )?\bin (?:reality|practice|truth)\b"
    r"|^(?:although|though|even though|while) [^,]*(?P<ends>,)"
)
PRO_FORMS_EN = frozenset(
    "that this it which they so is are was were be been isn't aren't wasn't does do did doesn't don't didn't has have"
    " hasn't the case true really quite at all in practice reality fact truth happen happens happened hold holds like"
    " not never no nope wrong false untrue opposite reverse contrary otherwise actually however but yet though although"
    " i we you know better now turned out to only seems just kidding or and a myth lie joke far from such thing any more"
    " longer anymore thought said way even can can't cannot could couldn't won't will".split()
)
DENIALS_EN = frozenset(
    "not never no nope can't cannot couldn't won't isn't aren't wasn't doesn't don't didn't hasn't wrong false untrue opposite reverse contrary"
    " otherwise thought said myth lie joke".split()
)
BACK_EN = frozenset(("that", "this", "so", "these", "those", "that's"))
_ECHOES_EN = r"\bor so (?:\w+ ){1,4}\w+$|\b(?:they|people|some|many) (?:say|think|believe|claim)$"
LONGEST_PRO_FORM = 10
FALSE_EN = re.compile(rf"\b(?:{_any(_FALSE_EN)})\b|[-–—] not$")
WHOLE_EN = re.compile(rf"^that (?:the|a|an|its|it|they|all|every|each|there)\b|\b(?:{_any((*_HEDGES_EN, *_UNKNOWN_EN, *_FALSE_EN))}|might(?! as well))\b|[-–—] not$|{_ECHOES_EN}")
FALSE_EN = re.compile(rf"{FALSE_EN.pattern}|{_ECHOES_EN}")
TRIGGERS_EN = REPORTING_EN.union(
    *(
        frozenset((max(phrase.split(), key=len),))
        for phrase in (*_HEDGES_EN, *_UNKNOWN_EN, *_FALSE_EN)
    ),
    ("might", "if", "provided", "providing", "granted", "said", "not", "never", "isn't", "doesn't", "opposite", "don't", "didn't"),
    ("that", "vain", "success", "avail", "yet", "last", "short", "anything", "everything", "only", "merely", "once", "useless"),
    ("no", "lack", "lacks", "lacking", "powerless", "too", "would", "would've", "had", "credited", "credit", "opposite"),
    ("less", "other", "else", "unsuccessfully", "artefact", "artefacts", "artifact", "artifacts"),
)
