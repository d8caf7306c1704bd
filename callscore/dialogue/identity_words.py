"""How a person is asked for on the telephone, and how somebody says that it is them, or that it is not."""

from __future__ import annotations

import re

__all__ = [
    "ADDRESSED",
    "ASKED_NAME",
    "ASKS_BACK",
    "ASKS_NAME",
    "ASKS_WHO",
    "COMES_ON",
    "CONFIRMS",
    "DENIES",
    "GIVES_NAME",
    "HAS_THE_JOB",
    "HOLDS_BACK",
    "ITS_ME",
    "NAME_ASKED",
    "NOT_ME",
    "NOT_THE_ONE",
    "NO_NAMES",
    "NUMBERS",
    "OWN_NAME",
    "PROOF",
    "RELATION",
    "SAYS_NO",
    "SAYS_YES",
    "SELF_NAMED",
    "SPEAKS_FOR",
]

CONFIRMS = re.compile(
    r"\b(?:yes|yeah|yep|yah|yup|aye|ja|opo|oo|sure|speaking|correct|that's me|thats me|it is(?! not)|"
    r"this is (?:him|her|he|she|me)(?=\W*(?:$|[.,!?]))|"
    r"this is (?!f\W|(?:not|the|a|an|my|his|her|their|our|only|just|reception|about|so|such|too|very|really|getting|"
    r"all|what|why|how|when|where|no|some|like|it|exactly|wrong|illegal|stupid|crazy|insane|nonsense|harass\w*|fuck\w*|"
    r"bull\w*|\w+(?:ing|ous|able))\b)|"
    r"i(?:'m| am) (?!(?:not|only|just|on|in|at|with|from|his|her|their|the|a|an|afraid|sorry|asking|sure|so|sick|tired|"
    r"done|fed|(?!doing|going)\w+ing)\b)|himself|herself|myself|"
    r"you(?:'ve)? got (?:him|her|me)|you have (?:him|her|me)(?=\W*(?:$|[.,!?]))|"
    r"that's right|thats right|mhm|mm-hm|uh-huh|"
    r"you(?:'re| are)(?: already)? (?:talking|speaking) (?:to|with) (?:him|her|me|us|them|the (?:man|woman|one))|"
    r"(?:that|it|this)(?:'d| would| will|'ll) be (?:me|him|her|us)|(?:that's|thats|that is) (?:him|her|us)|"
    r"the (?:one and only|very same|one and the same|very (?:man|woman|one))|in (?:the flesh|person)|for my sins|"
    r"guilty|last (?:time )?i (?:checked|looked)|what's left of (?:me|him|her)|so (?:they tell|i'm told|they say)|"
    r"you(?:'ve| have)? (?:found|reached|caught) (?:him|her|me)|that's what it says|my good self|"
    r"tis|haan|haa?n ?ji|ji|ako (?:nga|po|ito|iyon)|ndiyo|ndio|yebo|na me|a (?:me|she|him) (?:dis|dat|that))\b|"
    r"\bit's the \w+\W*$|^\W*(?:present|me|s[ií])\b\W*(?:$|[,.])|[•]",
    re.IGNORECASE,
)
COMES_ON = re.compile(
    r"^\W*(?:(?:hello|hi|yes|yeah|ya|haan|ja|well|okay|ok|sorry|good (?:morning|afternoon|evening))\b\W+){0,3}"
    r"(?:(?:this is|it's|it is|i'm|i am) (?:(?:mr|mrs|ms|miss|dr)\.? )?([\w'-]+)(?: ([\w'-]+))?\b(?! not\b)(?!'s\b)|"
    r"(?:(?:mr|mrs|ms|miss|dr)\.? )?([\w'-]+)(?: (?!(?:is|isn't|was|not|and|will|comes)\b)([\w'-]+))? "
    r"(?:here|speaking|this side)\b|(?:(?:mr|mrs|ms|miss|dr|doctor)\.? )?([\w'-]+)"
    r"(?: (?!(?:who|left|moved|died|gone|out|away|here|now)\b)([\w'-]+))?[ .,!]*$)",
    re.IGNORECASE,
)
"""Somebody who comes to the phone says the own name first: "Bell here, tell me", "Hello? This is Dolores"."""
DENIES = re.compile(
    r"^(?:no|nope|nah)\b|\b(?:who's (?:this|that|calling|asking)|who is (?:this|that|calling)|who wants|wrong number|"
    r"what(?:'s| is) (?:this|it) (?:about|regarding))\b",
    re.IGNORECASE,
)
SAYS_NO = re.compile(
    r"^\W*(?:no|nope|nah|sorry)\b[^.?!]{0,25}[,.!]?\s*(?:this is|it's|i'm|i am|my name is|you've got|you have|"
    r"there's no|he|she|they|wrong)\b",
    re.IGNORECASE,
)
"""A no to who was asked for, with somebody else's name or whereabouts."""
PROOF = re.compile(
    r"\b(?:date of birth|birth ?date|year you were born|last (?:four|three|4|3) (?:digits|numbers|of)|"
    r"last (?:four|4)\W*$|social security number|of (?:the|your) social|"
    r"post ?code|zip code|postal code|"
    r"mother's maiden|security (?:question|word|answer)|first line of (?:your|the) address|"
    r"(?:confirm|verify|check|give me|provide|what's|tell me|have|get|take)\b[^.?!]{0,25}\b(?:your|"
    r"the) (?!best|e-?mail|mailing|postal)(?:\w+ )?(?:address|identity|id number))\b",
    re.IGNORECASE,
)
ASKS_BACK = re.compile(
    r"\b(?:what (?:else )?(?:do|did|would|exactly do) you (?:need|want|require)|what (?:details|information|for)|"
    r"why (?:do|should|would|the)|which (?:one|details|information))\b",
    re.IGNORECASE,
)
"""A question back, where something that proves who it is was asked for."""
HOLDS_BACK = re.compile(
    r"\b(?:can't|cannot|can not|won't|will not|not going to|don't want to|rather not|not) "
    r"(?:share|sharing|give|giving|tell|telling|say|saying|disclos\w+|provid\w+|confirm\w*|verify\w*)\b",
    re.IGNORECASE,
)
"""Will not say what was asked for to prove who it is."""
NOT_THE_ONE = re.compile(
    r"\b(?:wrong number|(?:have|got|reached|dial(?:l?ed)?|called) the wrong|i(?:'m| am) not (?:him|her|that|"
    r"(?-i:[A-Z])\w+)|(?:this|it)(?: is|'s) not (?:him|her|me|(?-i:[A-Z])\w+)|"
    r"(?:don't|do not) (?:even |really )?know (?:a|any|anyone|anybody|who)\b)",
    re.IGNORECASE,
)
"""Says that it is not who was asked for, wherever it stands in the answer."""
SELF_NAMED = re.compile(r"\b(?:[Tt]his is|[Ii]t's|[Mm]y name(?:'s| is)|I'm|I am) (?P<name>[A-Z][a-z][\w'-]*)")
"""A name that somebody gives as the own one."""
ASKED_NAME = re.compile(
    r"\b(?:[Aa]m I (?:speaking|talking) (?:to|with)|(?:speak|talk) (?:to|with)|[Ii]s (?:that|this|it)|looking for|"
    r"trying to reach),? (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<name>[A-Z][a-z][\w'-]*(?: [A-Z][\w'-]*)*)"
)
"""The name of the one whom the agent asks for."""
SAYS_YES = re.compile(r"\b(?:yes|yeah|yep|yah|yup|aye|speaking|correct|sure|that's (?:me|right))\b", re.IGNORECASE)
ASKS_WHO = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:who(?:'s| is)|who are|who wants)\b[^.?]*\??\W*(?:please)?\W*$", re.IGNORECASE
)
"""All that is said is a question who calls: that alone denies nothing."""
NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen twenty thirty forty fifty sixty"  # noqa: SIM905
    " seventy eighty ninety first second third fourth fifth sixth january february march april may june july august"
    " september october november december".split()
)
NAME_ASKED = re.compile(
    r"(?:^(?:\w+[ ,.!]+){0,6}?i|[.!?] I)s (?:mr|mrs|ms|miss|dr|doctor|sir|madam)?\.? ?[\w'-]+(?: [\w'-]+)? (?:in|there|"
    r"available|about|around|home)\b|"
    r"\b(?:a word with|speak (?:to|with)|talk (?:to|with)|put me on to) (?:whoever|whomever|who|someone|somebody|the "
    r"(?:person|one|lady|man|gentleman))\b|"
    r"^(?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+\?$|\bis (?:this|that|it) (?:ma'am|sir|mr|mrs|ms|miss|dr)\b|"
    r"\bwho am i (?:talking|speaking) (?:to|with)\b|\bput me through to\b|\bwho (?:signs|pays|handles|deals)\b|"
    r"(?:^|[.!?] |^(?:(?:[Hh](?:i|ello|ey|iya)|[Yy]es|[Yy]eah|[Gg]ood|[Mm]orning|[Aa]fternoon|[Ee]vening|[Ss]o|"
    r"[Ss]orry|[Uu](?:m|h)|[Oo]h|[Ee]r|there|[Oo]kay|[Rr]ight)\W+)+)(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
    r"(?!(?:Hello|Hi|Hey|Yes|Yeah|Okay|Right|Really|Sorry|Speaking|What|Who|Why|Where|When|How|Which|Anyone|Anybody|Today|Tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?\?(?: |$)|"
    r"\b(?:[Hh]ave I (?:got|reached)|[Dd]id I reach|[Dd]o I have) (?:(?:Mr|Mrs|Ms|Miss|Dr)\b|[A-Z])|"
    r"\b[Aa]re you (?:(?:Mr|Mrs|Ms|Miss|Dr)\b|[A-Z])|"
    r"^\W*(?:(?:[Hh]ello|[Hh]i|[Yy]es)\W+)?(?:(?:Puan|Encik|Cik|Tuan|Datuk|Datin|Bapak|Ibu|Mr|Mrs|Ms|Miss|Dr|Madam|"
    r"Auntie|Uncle|Kuya|Ate)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:ah|lah|ba|nga|is it|eh)\?|"
    r"(?:^|[.!?] )(?:Je,? )?[Nn]i(?: wewe)? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?\?",
)
HAS_THE_JOB = re.compile(
    r"\b(?:are you|you(?:'re| are)?|is (?:it|that) you|would (?:it|that) be you)(?: still| the one| then)* "
    r"(?:the (?:one|person|lady|man|guy|gentleman|woman|fella|owner|manager|boss|bookkeeper|treasurer|director)|"
    r"(?:who|that|the one) (?:does|pays|handles|looks|signs|deals))\b|"
    r"\bit(?:'s| is) you (?:that|who) (?:does|pays|handles|looks|signs|deals)\b|"
    r"\byou (?:look after|do|handle|run|deal with|sign|see to|sort) (?:all )?(?:the |their |your )?(?:\w+ )?"
    r"(?:payables?|invoices?|bills?|books|accounts?|ledger|payments|finances?|cheques|checks)\b[^.?!]{0,40}\?",
    re.IGNORECASE,
)
"""Asks, or supposes, that it is the one who decides; not to be denied is to be confirmed."""
OWN_NAME = re.compile(
    r"\b(?P<lead>[\w'-]+) (?:speaking|here)\b|\b(?:this is|it's|i'm|i am|my name(?:'s| is)) (?P<after>[\w'-]+)|"
    r"[,.] (?P<last>[A-Z][\w'-]+)\W*$|^\W*(?P<alone>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)\W*$",
    re.IGNORECASE,
)
"""How somebody picks up with their own name: "Margaret speaking", "Bell and Sons, Lorraine"."""
ITS_ME = re.compile(
    r"\b(?:speaking|(?:yes|yeah|yep|ya|yah|ja|ji|opo|aye|this is me|it's me|i am),? (?:\w+ ){0,5}?who(?:'s|"
    r" is)? (?:is )?(?:this|that|speaking|calling)|"
    r"(?:yes|yeah|yep),? (?:this is|that's|i am|i'm|it is))\b",
    re.IGNORECASE,
)

ASKS_NAME = re.compile(
    r"\b(?:your (?:full |first |last |good )?name\b(?! on\b)|who(?:m)? (?:am i|i'm|i am) (?:speaking|talking))\b",
    re.IGNORECASE,
)
GIVES_NAME = re.compile(
    r"\b(?:it's|it is|this is|i'm|i am|my name(?:'s| is))\s+"
    r"(?!(?:not|sorry|afraid|just|only|busy|driving|fine|good|well|in|on|at)\b)[A-Za-z]|"
    r"^(?-i:(?!Yes|Yeah|No|Who|What|Why|Well|Hello|Hi|Sorry|Okay|Oh|Can|Could|The|It)"
    r"[A-Z][a-z]+(?: [A-Z][\w'-]+){0,2}[.,])",
    re.IGNORECASE,
)
"""A name asked for, and given."""

ADDRESSED = re.compile(
    r"^\W*(?:(?:[Hh](?:i|ello|ey|iya|abari)|[Gg]ood (?:morning|afternoon|evening|day)|[Nn]amaste|[Jj]ambo|[Yy]es|[Ss]o|"
    r"hello|hi)\b\W*){0,3}"
    r"(?:(?:(?:[Mm](?:r|rs|s|iss|ister|adam|ama|zee)|[Dd]r|[Ss]ir|[Bb]aba|[Aa]untie|[Uu]ncle|[Aa]lhaji|[Oo]ga|[Cc]hief)"
    r"\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)|"
    r"(?!(?:Yes|Yeah|No|Okay|Ok|Right|Hello|Hi|Hey|Good|Thanks?|Sorry|Please|Well|Actually|So|Sure|Alright|Listen|Look)\b)"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? (?:sir|ma'am|madam|ji|bhai|garu|anna|san|po|mzee))"
    r"(?! (?:from|here|at|with|speaking|calling|is|has|asked|told|said)\b)(?=\W|$)",
)
"""Begins by addressing somebody by title and name; not to deny it is to confirm it."""

RELATION = re.compile(
    r"\b(?:his|her|their) (?:\w+ )?(?:wife|husband|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|"
    r"assistant|secretary|carer)\b",
    re.IGNORECASE,
)
"""Asked of somebody else: who they are to the one whom the call is for."""

SPEAKS_FOR = re.compile(
    r"\b(?:passed(?: away)?|died|deceased|late (?:husband|wife)|funeral|next of kin|power of attorney|executor|"
    r"(?:named|authori[sz]ed) on (?:the|his|her) account|(?:i'm|i am) on the account)\b",
    re.IGNORECASE,
)
"""Said by somebody who may be spoken to for another: the next of kin (15 U.S.C. 1692c(d) counts the spouse as the
consumer), an executor, somebody with authority."""

NOT_ME = re.compile(
    r"\b(?:no|not|n't|nope|wrong|never|nobody|he|him|his|she|her|they|their|who|moved|left|only|just|reception|"
    r"switchboard|colleague)\b|n't\b",
    re.IGNORECASE,
)
"""A word that somebody needs who says that it is not them; asked of what only the classifier takes for it."""

NO_NAMES = frozenset(
    "i i'm mr mrs ms miss sir madam ma'am good morning afternoon evening day hello hi hiya hey am is it are you this"  # noqa: SIM905
    " that there here speaking talking to with the a an please may can could would from and it's in on for who my name"
    " calling call on do does have got just so okay right yes no me he she him her be of your".split()
)
