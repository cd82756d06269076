"""Sentences that are turned as a whole by what opens or closes them, in both languages.

「…のちょうど反対になる」, "... is the opposite of what happens"; a statement that is quoted and rejected; a wish, a
heading such as "wrong: ..."; what holds for another method only. Closed lists: what is none of these is read as it
stands.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late

_JAPANESE: Final = re.compile(r"[぀-ヿ㐀-鿿]")
_CLAUSE: Final = "(?<=[るいたうくむすつぬぶぐだ])"
_VERY: Final = "(?:ちょうど|まさに|まさしく|全く|まったく|まるで|完全に?|正に|丸っきり)?(?:の|その)?"
_OPPOSITE: Final = "(?:正?反対|真逆|あべこべ|裏返し|逆(?![伝数行方向関]))"
_REJECTED: Final = (
    r"(?:違う|違い(?:ます|である|だ)|違って|誤(?!差|っては?い?な)|間違(?!いな|いではな|いでな|いあり)"
    r"|正しく(?:は)?(?:な|あ)"
    r"|不正解|当たら[なず]|バツ|×|ペケ|ばつ|選ばな|選べな|そうは|嘘|うそ|誤解|減点|的外れ|でたらめ|そんなこと"
    r"|起こらな|起きな"
    r"|偽(?:だ|です|で|と)|成り立た[なず]|成り立ちませ|成立し(?:な|ま)|当てはまら|適切で(?:は)?な|妥当で(?:は)?な|真実で(?:は)?な"
    r"|起こりま|反対|真逆|逆(?![伝数行方向関])|のではな|わけではな|書いては|言えな|言ってはい|信じ(?:て|な)|除外"
    r"|論外|ng\b)"
)
_MARKED: Final = (
    r"(?:バツ|ばつ|×|ペケ|不正解|誤り|間違|減点|[0零]点|ゼロ点|アウト|だめ|ダメ|落第|叱ら|怒ら|直さ|直し|笑わ"
    r"|つまず|痛い目|失敗)"
)
_GOOD: Final = (
    r"(?:よか|良か|よい|良い|いい|楽|最高|幸せ|うれし|嬉し|助か|ありがた|有り難|有難|理想的|万々歳|文句|満足"
    r"|すばらし|素晴らし)"
)
_SO_SAD: Final = r"(?:のに|なあ|なぁ|んだけど|んですけど|けどね|けどな|のだが|んだが|のですが|ことか|だろう|でしょう)"

_JA: Final = late(
    # the opposite of it
    rf"(?:(?<=[、」』])(?:の|と(?:は|いうのとは)?)|{_CLAUSE}(?:の|という(?:の|こと))と(?:は|も)?"
    rf"|どころか、?(?:むしろ)?その){_VERY}"
    rf"{_OPPOSITE}[^、。]{{0,16}}\Z|(?<=[、」』])の否定"
    # what is taken by a comma and a particle, and denied: 「…、なんてことは起こらない」
    r"|(?<=、)(?:だけは|なんて|などと?は?|とはなら|にはなら|になら|では|じゃ|の(?:では|じゃ)"
    r"|わけ(?:では|じゃ|が)|こと(?:は|など))[^、。]{0,14}(?:な[いく]|ませ|ず)[^、。]{0,4}\Z"
    # quoted and rejected
    rf"|[「『][^「」『』]{{5,}}[」』][^「」『』。]{{0,24}}?{_REJECTED}[^、。]{{0,10}}\Z|[」』](?:は|、)?(?:×|✕"
    rf"|バツ|ばつ|ペケ|ng)\Z"
    # whoever writes it is wrong
    rf"|[と」』](?:書|答え|言|主張|思い込|思|勘違い|覚え|丸をつけ|選|暗記)[^。「」]{{0,12}}?(?:と|ば|たら|ては"
    rf"|では|人は|者は|のは)"
    rf"、?[^。、「」]{{0,10}}?{_MARKED}"
    r"|とは、?(?:口が裂けても|とても|とうてい|到底|決して|まず|絶対に?|お世辞にも|間違っても)[^。、]{0,3}(?:言え"
    r"|いえ|書け|思え)(?:な|ま)"
    r"|という(?:答え|解答|回答|説明|記述|文|文章)(?:に|で|だと)?(?:は|も|では|なら)?、?[^、。「」]{0,8}?(?:[0零]点|ゼロ点|バツ|×|ペケ"
    r"|不正解|減点|落第|点(?:は|が|も)?(?:な|もらえ|つか|入ら))"
    # asked, and answered with no; asked only
    r"|か(?<=[るいたうくむすつぬぶぐだ]か)(?:と(?:いう|言う|いえ|言え|聞か|問わ|訊か|いわ|言わ)[^、。]{0,4}?(?:と|ば|ら)|と?いえば)、?"
    r"[^。]{0,12}(?:そう(?:で|じゃ|と)|困|微妙|怪し|答えは|違(?:う|い(?:ま|$))|逆(?!伝|数|行|方|関|に)|反対|否(?!定)|ノー(?![ドマト])|いいえ|必ずしも|疑)"
    # wishes
    rf"|(?:なら|たら|れば|えば|けば|せば|てば|ねば|べば|めば|げば|[るいうくぐすつぬぶむだた]と)、?(?:どんなに"
    rf"|どれほど|どれだけ)?(?:か)?"
    rf"{_GOOD}[^、。]{{0,3}}?{_SO_SAD}|(?:なら|たら|れば)な[あぁー]|(?:たら|なら)どんなに"
    rf"|{_CLAUSE}(?:の|こと)(?:が|は)(?:[^、。の]{{1,4}}の)?(?:夢|願い|理想|望み|悲願)(?:だ|です|である|なの|$)"
    r"|\A(?:どうか|お願い|頼む|たのむ)|らしいよ|知らん[けが]"
    r"|(?<=、)と、?[^、。]{1,14}(?:ノート|本|書|資料|スライド|ブログ|記事|動画|サイト|掲示板|友達|先生)(?:に|で)"
    # no effect that it has
    r"|\A(?![^。]*(?:が|けど|けれど|ものの|し|一方)、)[^。]*"
    r"(?:効果|効能|働き|作用|効き目|メリット|利点)(?:も|は|が|など|なんて|なら)?(?:、[^。]{0,24}?)?"
    r"(?:[^、。]{1,16}に)?(?:は|も)?(?:な(?:い|く)|ありません|無い|ゼロ|皆無)(?:です|よ|と言え[^、。]{0,6})?\Z"
    # of other times, of others
    r"|のは、?(?:別|他|ほか|よそ)の(?:手法|方法|技術|手段|やり方|ところ|話)[^、。]{0,6}\Z"
    r"|の(?:は|も)、?(?:もう|もはや|すでに)?(?:大昔|昔|過去|以前|かつて)の(?:こと|話|時代)"
    r"|(?:[」』、]|(?<=[るいたうくむすつぬぶぐだ]))の?以外(?:の(?:こと|もの))?(?:なら|は)[^。]{0,6}(?:何|なん"
    r"|すべて|全)"
    # headings
    r"|\A(?:×|✕|✖|ばつ|バツ|誤|誤り|間違い|不正解|ng|嘘|うそ|正しくない|ありえない|起こらないこと)(?:の例"
    r"|例)?[:、】)]|\A[×✕✖]"
    r"|\A(?:よくある|ありがちな|典型的な|代表的な|初歩的な|多い)?(?:間違い|間違え方|誤解|誤答|勘違い|ミス|誤り|思い込み|誤答例)(?:の例|例)?[:】]"
    r"|\A(?:誤った|間違った|正しくない|不正確な|不適切な|嘘の|偽の)(?:説明|記述|文|文章|理解|答え|解答|回答|例|主張|考え|考え方)(?:の例)?[:】]"
    r"|\A(?:次|以下)のうち、?(?:で)?、?(?:誤|間違|正しくな|不適切|違う)"
)
_SAID_BEFORE: Final = late(
    # the sentence before, taken by the first words of this one
    r"\A[、…. ]*(?:なんて|などと?|って|という|といった|といい|と言い|と言う|と書き|と思い|とは|とまでは)(?!えば"
    r"|える|え、|いえ)"
    r"[^。]{0,20}(?:な[いく]|ませ|違[うい]|嘘|うそ|冗談|誤|逆|反対)"
    r"|\Aor (?:does|is|do|are|has|have|did|will|can) (?:it|they|we|this|that)\b"
    r"|\A(?:いや|いえ|いいえ|いやいや|って、?いや)、?(?:[^、。]{0,4}(?:違|ちが|逆|反対|嘘|うそ|間違)|そんな|そう(?:では|じゃ))"
    r"|\A(?:しかし|でも|だが|ただし|ただ|ところが|実は|いや|むしろ|、)*(?:これ|それ|この|その|以上|上記?"
    r"|今の)(?:の)?(?:文|説明|話|記述)?"
    rf"(?:の|と|とは|は)?{_VERY}{_OPPOSITE}[^、。]{{0,10}}\Z"
)

_WHAT_HAPPENS: Final = (
    r"(?:what (?:really |actually |in fact |one |we |you )?(?:happens?|goes on|occurs?|takes place|is (?:true|so"
    r"|right|the case"
    r"|observed|seen|going on)|sees?|gets?|observes?|finds?|it does|they do)|the truth|the facts|reality|the case"
    r"|how it (?:is"
    r"|works)|(?:this|that|the following)?:|[\"'])"
)
_OTHERS: Final = (
    r"(?:an?other|other|different|some other|older|newer|certain other) (?:methods?|techniques?|approach(?:es)?"
    r"|optimizers?"
    r"|networks?|things?|means|layers?|ones?|algorithms?|tricks?)"
)
_NO: Final = (
    r"(?:not|no|nope|never|cannot|wrong|false|incorrect|untrue|mistaken|mistake|refuted|opposite|reverse|contrary"
    r"|nonsense|myth"
    r"|fails?|errs?|crossed out|struck out|rejected|disproved)"
)
_SAYS: Final = (
    r"(?:writ(?:es?|ing)|says?|saying|claims?|claiming|answers?|answering|states?|believes?|thinks?|puts?"
    r"|answered|wrote)"
)

_EN: Final = late(
    # the opposite of it
    rf"\b(?:opposite|reverse|contrary|inverse|converse|negation) (?:of|to) {_WHAT_HAPPENS}|\b(?:the"
    rf"|its) (?:contrary|reverse|opposite"
    r"|converse) of what (?:we|you|one)\b|[^,;.] the other way (?:round|around)\?|, (?:not|or not)\Z|, or (?:does"
    r"|is|do|are|has) (?:it|they)\b"
    # quoted and rejected
    rf"|\"[^\"]{{12,}}\"[^\"]{{0,40}}?(?:\b{_NO}\b|n't\b)[^\"]{{0,30}}\Z"
    rf"|(?:\A|[ (:])'(?=[^ ]+ [^ ]+ [^ ]+ ).{{12,200}}?'(?=[ ,.;:)-])[^']{{0,40}}?(?:\b{_NO}\b|n't\b)[^']{{0,30}}\Z"
    # whoever writes it is wrong
    r"|\b(?:mistake|error|wrong|fallacy|misconception|confusion|nonsense|misleading|careless|incorrect|foolish) to "
    rf"{_SAYS}\b|\b(?:who|whoever|anyone|those|everybody|everyone"
    rf"|people) (?:who )?{_SAYS} (?:that )?[^.]*\b(?:fails?|is wrong|are wrong"
    r"|errs?|loses?|is mistaken|are mistaken)\b|\b(?:gets?|got|earns?|scores?|receives?|is worth|brings?|deserves?)"
    r" (?:you )?(?:no|zero|0) (?:marks?|points?|credit)\b|\b(?:loses?|lost|costs?) (?:you |me |a |some "
    r"|all )*(?:marks?|points?)\b"
    # wishes and fancies
    r"|\b(?:how i|i|we) (?:do |so )?(?:long|yearn|pine|pray|ache) for\b|\bif i had my way\b|\bfairy ?tales?\b"
    r"|\bonce upon a time\b"
    r"|\bin (?:an? )?(?:ideal|perfect|dream|better) world\b|\Aas if\b|\A(?:oh,? |please,? |may ){1,2}(?:let|make"
    r"|grant|if)\b"
    r"|\A(?:even )?if .{4,200}, (?:i'd|i would) (?!say\b|name\b|call\b|mention\b|add\b|answer\b|think\b|guess\b)"
    r"|\A(?:would that|wouldn't it|how (?:nice|lovely|great|good|wonderful)|it would be)\b"
    # of other times, of others
    r"|\bgone are the (?:days|times)\b|\bonly (?:with|in|for|by|through|under|of|about|true (?:of|for)) "
    rf"{_OTHERS}|\bfor {_OTHERS} only\b|\b(?:everything|anything|all) (?:else |happens |holds |occurs |is true "
    rf"|goes ){{1,2}}(?:but|except|save)\b"
    # headings
    r"|\A(?:not(?: true| so| right| correct)?|no|nope|false|wrong(?: answers?)?|untrue|incorrect"
    r"|(?:please )?(?:don't|do not|never) "
    r"(?:write|say|answer|claim|think|believe|put)(?: this| that)?|what (?:\w+ ){1,3}?(?:doesn't|does not|never"
    r"|won't) (?:do|cause|bring"
    r"|bring about|achieve|change)|(?:the following|this|that|these things|what follows) (?:doesn't|does not"
    r"|don't|never|won't)(?: ever)? (?:happens?"
    r"|occurs?|holds?)|everything but this happens|an? (?:\w+ )?(?:mistake|misconception|error|myth|fallacy)"
    r"|(?:\w+ )?(?:mistake|misconception"
    r"|myth|fallacy)s?|fake news|fictions?|lies?|nonsense|rumou?rs?|superstitions?|legends?): "
)
_REPORTED_TURN: Final = late(
    r"[」』と](?:は|も)?[^、。]{0,14}(?:言|いわ|書|習|教|信じ|思|考え|聞|あ[るりっ]|見)[^、。]{0,10}(?:が|けど"
    r"|けれど|けれども|のに|ものの)、?"
    r"(?:[^、。]{0,6}は)?(?:違う|違い(?:ます|である)|誤(?:り|っ)|間違|正しくな|正しくあ|そうは|そうでは|嘘|うそ"
    r"|そんなことは)[^、。]{0,12}\Z"
)
"""「AはX、BはY、と言われるが、違う」: all that stands before is rejected, not its last clause only."""


_DENIED_AT_THE_END: Final = late(
    r"(?<=[るいたうくむすつぬぶぐだ])(?:という|といった|ような|なんて)?(?P<noun>こと|の|わけ|はず|ふう|風|よう)(?:に"
    r"|で)?(?:は|が|も|など|なんて|を)?"
    r"(?:もう|もはや|決して|二度と|まず|絶対に?|ほとんど|全く|まったく|、)*(?:な(?:い|くなる|くなった|くなります"
    r"|し)|ありません|ありえない|あり得ない"
    r"|なら(?:ない|ず)|なりません|期待できない|望めない|起(?:こら|き)(?:ない|ません))(?:でしょう?|だろう|です|よ"
    r"|ね|わ|のだ|のです)*\Z"
)


_JOINTS: Final = late("(?:ので|ため|から|が|けれど|けど|のに|ものの|結果)、")


def denied_at_the_end(sentence: str) -> tuple[str, str]:
    """Cut a sentence whose end denies its last clause: what is said for itself, and that clause.

    The clauses before it that only go on are denied with it; what it follows from isn't, unless nobody can believe that
    it follows (わけがない, はずがない).

    >>> denied_at_the_end("皆が同じなので、揺れが減り、学習が進むことはない")
    ('皆が同じなので、', '学習が進む')
    >>> denied_at_the_end("過学習が減る")
    ('過学習が減る', '')
    """
    found = _DENIED_AT_THE_END.search(sentence)
    if found is None:
        return sentence, ""
    said = sentence[: found.start()]
    ends = [joint.end() for joint in _JOINTS.finditer(said)] if found["noun"] not in ("わけ", "はず") else []
    return said[: ends[-1] if ends else 0], said[said.rfind("、") + 1 :]


_EN_SIGNS: Final = frozenset(
    "opposite reverse contrary inverse converse negation way not or mistake error wrong fallacy "
    "misconception confusion nonsense misleading careless incorrect foolish who whoever anyone those "
    "everybody everyone people mark marks point points credit long yearn pine pray ache my fairy "
    "fairytale fairytales tales tale once world as oh may if please would wouldn't how it gone only "
    "except save but no nope false untrue don't do never doesn't does won't "
    "fake fiction fictions lie lies rumor rumors rumour rumours superstition superstitions legend legends".split()
)
"""Without one of these words, a heading or a quotation nothing is turned in English."""
_WORD: Final = re.compile("[a-z']+")


def turned(sentence: str) -> bool:
    """Whether a sentence says nothing of what it holds: its opposite, a wish, something quoted and rejected.

    >>> turned("学習が速くなる、のちょうど反対のことが起きる"), turned("学習が速くなる")
    (True, False)
    >>> turned('one often reads "training becomes much faster", but that is not correct')
    True
    >>> turned("training becomes faster: the opposite of what happens"), turned("unlike adagrad, it forgets")
    (True, False)
    """
    if _JAPANESE.search(sentence) is None:
        signs = '"' in sentence or "'" in sentence or not _EN_SIGNS.isdisjoint(_WORD.findall(sentence))
        return signs and _EN.search(sentence) is not None
    return _JA.search(sentence) is not None or _REPORTED_TURN.search(sentence) is not None


def turns_before(sentence: str) -> bool:
    """Whether a sentence turns the one before it.

    >>> turns_before("なんてことは起こらない"), turns_before("これの逆が正しい"), turns_before("それは速い")
    (True, True, False)
    """
    return _SAID_BEFORE.search(sentence) is not None
