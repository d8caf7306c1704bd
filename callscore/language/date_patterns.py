"""How days and times of day are said: the patterns that the resolver of dates scans a line with."""

from __future__ import annotations

import re

__all__ = ["CARDINALS", "CLOCK", "MONTHS", "MONTHS_ON", "ORDINALS", "PATTERNS", "SCAN", "THING_AFTER", "WEEKDAYS"]


def _words(text: str) -> list[str]:
    """The words of a list written as one string."""
    return text.split()


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    _words(
        "january february march april may june july august september october november december"
    )
)  # fmt: skip
_ONES = _words("first second third fourth fifth sixth seventh eighth ninth")
ORDINALS = (
    {w: i + 1 for i, w in enumerate(_ONES)}
    | {
        w: i + 10
        for i, w in enumerate(
            _words("tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
        )
    }
    | {"twentieth": 20, "thirtieth": 30, "thirty first": 31}
    | {f"twenty {w}": i + 21 for i, w in enumerate(_ONES)}
)
CARDINALS = (
    {w: i + 1 for i, w in enumerate(_words("one two three four five six seven eight nine ten eleven twelve"))}
    | {w: i + 13 for i, w in enumerate(_words("thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"))}
    | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "thirty": 30}
    | {f"twenty {w}": i + 21 for i, w in enumerate(_words("one two three four five six seven eight nine"))}
)

_WD = r"(?P<{0}>mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|march|mar(?= \d)|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_ORD_WORDS = "|".join(sorted((w.replace(" ", "[ -]") for w in ORDINALS), key=len, reverse=True))
_ORD = rf"(?P<{{0}}>\d{{{{1,2}}}}(?:st|nd|rd|th)|{_ORD_WORDS})\b"
_COUNT = (
    r"(?P<{0}>\d{{1,2}}|" + "|".join(sorted((w.replace(" ", "[ -]") for w in CARDINALS), key=len, reverse=True)) + ")"
)
_TEENS_UP = "|".join(
    sorted(
        (w.replace(" ", "[ -]") for w, n in CARDINALS.items() if 9 < n < 32 and " of" not in w), key=len, reverse=True
    )
)
"""Day numbers said as cardinals, from ten on; smaller ones before "may" or "march" are too often something else."""

_NUMBERISH = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|oh)"
)

_YEAR = (
    r"(?:19[5-9]\d|20(?:0[1-9]|[1-4]\d))\b(?! (?:rupees|pounds|dollars|euros|rand|naira|shillings|pesos|bucks|quid|a"
    r"|each|per)\b)"
)
"""A year after a month; 2000 is left out, which is a sum far more often."""

_NUMBER_NAMES = r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
_DAYS_YEAR = (
    r"(?:19|20)\d\d|nineteen[ -](?:thirty|forty|fifty|sixty|seventy|eighty|ninety)" + _NUMBER_NAMES
    + r"|twenty[ -]twenty" + _NUMBER_NAMES
)  # fmt: skip
"""A year after a day, in figures or as spoken ("nineteen eighty-five")."""

_DAY_AHEAD = r"(?!,? (?:the )?(?:\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}\b(?![.,:]\d)|(?:" + _ORD_WORDS + r")\b))"
"""Not before the day of a month: "by March 20" is a day, and no "by March"."""

_NOT_A_LATER_DAY = r"(?! (?:on |of )?(?:tomorrow|next|this|the|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"

PATTERNS = {
    "iso": r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    "dashed": r"(?<![\d/.-])(?P<f1>\d{1,2})[-.](?P<f2>\d{1,2})[-.](?P<f_year>(?:19|20)\d\d)(?![\d/-])",
    "numeric": r"(?<![\d/])(?P<n1>\d{1,2})/(?P<n2>\d{1,2})(?:/(?P<n3>\d{2,4}))?(?![\d/])",
    "nth_day": r"\b(?:the )?(?:very )?(?P<nd_which>first|second|third|fourth|last) (?:(?P<nd_work>working"
    r"|business|week) ?day|" + _WD.format("nd_wd") + r"|(?P<nd_day>day)) (?:of|in) (?:(?P<nd_span>(?:the|this|next"
    r"|each|every|the following) month)|" + _MONTH.format("nd_month") + ")",
    "edge": r"\b(?:the )?(?P<edge>end|middle|mid|start|beginning|back end|close)[ -](?:of |to )?(?P<edge_of>(?:the "
    r"|this |next |each |every )?(?:month|week|year)|"
    + _MONTH.format("edge_month") + r")|\b(?P<month_end>month[ -]?end|month's end|(?:the )?last day of the month"
    r"|eom)\b",
    "nth_week": r"\b(?P<nth>first|second|third|last) week (?:of|in) (?:(?P<nth_next>next month|the month)|"
    + _MONTH.format("nth_month") + ")",
    "weekday_week": r"\b" + _WD.format("ww") + r" week\b|\b(?:a|one) week (?:on|from|this) (?:this )?"
    + _WD.format("wo"),
    "counted_from": r"\b" + _COUNT.format("cf_n") + r" (?P<cf_unit>week|fortnight|day)s? (?:from |after |on "
    r"|this )?(?P<cf_from>tomorrow|today|now|"
    + _WD.format("cf_wd") + ")",
    "day_month": r"\b(?:(?:the )?" + _WD.format("dm_wd") + r",? ?)?(?:the |on )?" + _ORD.format("dm_day")
    + r"(?:,? (?:day )?(?:of )?(?P<dm_this>this month|next month|last month|the month|the following month)|,? (?:of )?"
    + _MONTH.format("dm_month") + r")(?:,? (?P<dm_year>" + _DAYS_YEAR + r")\b)?",
    "month_day": r"\b(?:" + _WD.format("md_wd") + r",? ?)?" + _MONTH.format("md_month") + r",? (?:the )?(?:"
    + _ORD.format("md_ord") + r"|(?P<md_num>\d{1,2})(?![\d.,:]\d|\d)|(?P<md_card>" + "|".join(w.replace(" ",
    "[ -]") for w in sorted(CARDINALS, key=len, reverse=True) if not w.startswith(("a", "c")))
    + r")(?![ -]" + _NUMBERISH + r"\b))(?:,? (?P<md_year>" + _DAYS_YEAR + r")\b)?",
    "num_month": r"\b(?:" + _WD.format("nm_wd") + r",? ?)?(?P<nm_num>\d{1,2}|" + _TEENS_UP + r")(?: of)? "
    + _MONTH.format("nm_month")
    + r"(?:,? (?P<nm_year>" + _DAYS_YEAR + r")\b)?",
    "weekday_day": r"\b" + _WD.format("wd_wd") + r"(?:,| coming|,? that's)?[ -]+(?:on )?(?:the )?"
    + _ORD.format("wd_day"),
    "day": r"\b(?P<d_the>the )?" + _ORD.format("d_day"),
    "weekday": r"\b(?P<w_mod>this coming |this |next |last |coming |following |the )?" + _WD.format("w_wd")
    + r"\b(?P<w_after>(?: after next| coming| after that| after)\b)?",
    "relative": r"\b(?P<rel>the day after tomorrow|day after tomorrow|next tomorrow|tomorrow|tomoz|the morn"
    r"|tonight|today|right now|now now|(?:(?<=half )|(?<=hundred )|(?<=thousand )|(?<=wenty )|(?<=hirty )|(?<=orty )"
    r"|(?<=ifty )|(?<=ixty )|(?<=venty )|(?<=ghty )|(?<=inety )|(?<=\d ))now(?! that)"
    r"|straight away|right away|this morning|this afternoon|this evening|yesterday"
    r"|by (?:(?:the )?(?:end|close) of (?:the )?(?:day|business|play)|eod|cob)" + _NOT_A_LATER_DAY
    + r")(?P<rel_week> week)?\b",
    "later": r"\b(?:(?:and )?then )?" + _COUNT.format("la_n")
    + r" (?P<la_unit>week|fortnight|month|day)s? (?:later|after that(?: one)?|from (?:then|that)"
    r"|after(?! (?:the|my|i|we|it|he|she|they)\b)"
    r"|apart)\b",
    "in": r"\b(?P<in_word>in|within|after|give me|need) (?:another |about |the next )?" + _COUNT.format("in_n")
    + r"(?: more)?(?: (?P<in_work>business|working))? (?P<in_unit>week|fortnight|month|day)s?\b"
    r"(?! (?:after|later|from (?:then|that|this)))|\b(?P<ago_n>"
    + "|".join(w.replace(" ", "[ -]") for w in sorted(CARDINALS, key=len, reverse=True))
    + r"|\d{1,2}) (?P<ago_unit>week|month|day)s'? time\b",
    "event": r"\b(?P<event>(?:when|once|as soon as|soon as|after) (?:it|that|(?:i|we)(?:'m|'ve| am| get"
    r"| have)?(?: been)?(?= paid)|(?:my|the|his|her|our) \w+(?: \w+)?)(?:'s|'ve| is| has| have)? ?(?:comes? (?:in"
    r"|through)|paid|lands?|clears?|arrives?|goes through)|(?:next |on )?pay ?day(?! after tomorrow))\b",
    "period": r"\b(?P<per>next|this|the following|the week after|week after) ?(?P<per_unit>next|weekend|week"
    r"|month)?\b(?P<per_after> after next)?",
    "month": r"\b(?:(?P<m_in>in|by|until|till|of|during|before|from|early|late|mid|since) )(?:early |late |mid[ -]?)?"
    + _MONTH.format("m_month") + _DAY_AHEAD + r"(?:,? (?:of )?(?P<m_year>" + _YEAR + r"|last year|this year"
    r"|next year))?"
    + r"|\b" + _MONTH.format("m_of") + r",? (?:of )?(?P<m_of_year>" + _YEAR + r"|last year)"
    + r"|\b(?P<m_alone>january|february|april|june|july|august|september|october|november|december)\b",
}  # fmt: skip
SCAN = re.compile("|".join(f"(?P<{name}_>{pattern})" for name, pattern in PATTERNS.items()), re.IGNORECASE)

MONTHS_ON = re.compile(r"(?:,? and |, )" + _MONTH.format("next_month") + r"(?!,? (?:the )?\d|'?s)", re.IGNORECASE)
"""A further month of a list that shares its day: "the twelfth of June, July and August"."""

THING_AFTER = re.compile(
    r"[ -](?:one|ones|time|times|payments?|instal?lments?|reminder|invoice|letter|notice|call|floor|street|st|avenue"
    r"|ave|road|"
    r"person|party|half|thing|class|line|page|name|of (?:them|these|those|all)|two|three|few|week|month|quarter"
    r"|place|hand|"
    r"thoughts?|post|timers?|load|loads|delivery|order|bill|cheque|check|chance|degree|attempt|bit|part|rate|lot|and"
    r"|account)\b"
)

_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"

CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\b)|\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]\.?m\b|"
    rf"\b(?:half past|quarter past|quarter to) {_NUMBERISH}\b|\b(?:{_NUMBERISH}(?: {_NUMBERISH})?"
    rf"|\d{{1,2}}) ?(?:o'?clock|[ap] ?m|noon)\b|"
    rf"\b(?:at|by|after|before|around|till|until|past|make it) (?:about )?(?:one|two|three|four|five|six|seven|eight"
    rf"|nine|ten|eleven|twelve|\d{{1,2}})"
    rf"(?: (?:fifteen|thirty|forty[ -]five))?(?= (?:in the|this|that|tomorrow|today|on)\b (?!{_NUMBERISH})(?:morning"
    rf"|afternoon|evening|day|night|mon|tues|wednes|thurs|fri))|"
    r"\b(?:at|by|after|before|around|till|until|past) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|\d{1,2})(?=[.,?!]|$)|"
    rf"\b(?:{_NUMBERISH}|\d{{1,2}}) in the (?:morning|afternoon|evening)\b|"
    rf"\b(?:at|by|after|before|around|till|until|past) (?:about )?{_HOUR}-(?:oh-five|ten|fifteen|twenty|thirty"
    r"|forty(?:-five)?|fifty)\b|"
    rf"\b(?:at|by|after|before|around|till|until) half {_HOUR}\b|"
    rf"\b{_HOUR} (?:to|till|until|and) noon\b|\bbetween {_HOUR} and {_HOUR}\b(?! (?:hundred|thousand|grand|pounds"
    r"|dollars|k)\b)",
    re.IGNORECASE,
)
"""Times of day."""
