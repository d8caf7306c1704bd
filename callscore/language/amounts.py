"""Sums of money in a line of a call, in digits and as spoken, with every reading that the words allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Amount", "find_amounts", "find_references"]

UNITS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine".split())} | {
    "oh": 0,
    "nought": 0,
}
TEENS = {
    w: i + 10
    for i, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
}
TENS = {w: (i + 2) * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
TENS["fourty"] = 40
SCALES = {
    "thousand": 1e3, "thousands": 1e3, "grand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5,
    "million": 1e6, "mil": 1e6, "crore": 1e7, "crores": 1e7,
}  # fmt: skip

CURRENCY_PREFIXES = {
    "£": "GBP", "€": "EUR", "₹": "INR", "₱": "PHP", "₦": "NGN", "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD",
    "c$": "CAD", "ca$": "CAD", "s$": "SGD", "nz$": "NZD", "tt$": "TTD", "j$": "JMD", "r": "ZAR", "rs": "INR", "n": "NGN",
    "p": "PHP", "ksh": "KES", "kshs": "KES", "gh₵": "GHS", "gh¢": "GHS", "₵": "GHS",
    "gbp": "GBP", "eur": "EUR", "usd": "USD", "inr": "INR", "zar": "ZAR", "kes": "KES", "ngn": "NGN", "php": "PHP",
    "ghs": "GHS", "aud": "AUD", "cad": "CAD", "sgd": "SGD", "nzd": "NZD", "pkr": "PKR", "ttd": "TTD", "jmd": "JMD",
}  # fmt: skip
CURRENCY_WORDS = {
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "p": "GBP", "euro": "EUR", "euros": "EUR",
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "buck": "USD", "rupee": "INR", "rupees": "INR", "rand": "ZAR",
    "rands": "ZAR", "naira": "NGN", "shilling": "KES", "shillings": "KES", "bob": "KES", "peso": "PHP", "pesos": "PHP",
    "cedi": "GHS", "cedis": "GHS", "ghana cedis": "GHS", "singapore dollars": "SGD", "canadian dollars": "CAD",
    "australian dollars": "AUD", "us dollars": "USD", "canadian": "CAD",
}  # fmt: skip
CURRENCY_WORDS |= {code: name for code, name in CURRENCY_PREFIXES.items() if len(code) == 3 and code.isalpha()}

RELATIVE = (
    (
        "half",
        re.compile(r"\bhalf (?:of (?:it|that|the|them)|now|the|today|this|on|and)\b|\bhalf(?= (?:and )?half)|\bhalf$"),
    ),
    (
        "rest",
        re.compile(
            r"\bthe (?:rest|remainder|remaining(?: one| amount| balance)?|other half|other one)\b|\band the other(?=[,.]| (?:on|by|at|in)\b)|"
            r"\b(?:rest|remainder) of (?:it|that)\b"
        ),
    ),
    (
        "full",
        re.compile(
            r"\bthe (?:full|whole) (?:amount|balance|lot|thing|sum|bill|payment)\b|\bin full\b|\ball of it\b|"
            r"\bthe lot\b|\b(?:clear|settle|pay) (?:the lot|it all|everything|the whole)\b|\bpay it off\b"
        ),
    ),
)

_TOKEN = re.compile(
    r"(?:(?:us|au?|ca?|s|nz|tt|j)?\$|gh[₵¢]|[£€₹₱₦₵])|\d+(?:[.,]\d+)*|[a-z]+(?:['’][a-z]+)?", re.IGNORECASE
)
_NOT_MONEY_AFTER = frozenset(
    """days day weeks week months month years year hours hour minutes minute mins min seconds second oclock o'clock am pm
    percent per cent times time people pieces pallets invoices invoice bills payments instalments installments accounts
    kids children calls letters reminders emails miles metres meters kilos bags boxes units items of in-a-row or-so
    digits letters street road avenue drive lane st rd hundredth""".split()
)
_FREE_AFTER = frozenset(
    """on by this today tomorrow tonight a per every each now and then for from to off i i'll would is works weekly monthly
    fortnightly via with into through at as before after until till straight if when once or but so that's that it and
    my the in next right please if yeah yes okay ok instead a-month down extra more left plus minus gets comes came out
    only same then neft upi eft ach cash cheque check transfer card end monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december first second you we could
    can will maybe max today's towards toward against again total altogether up sorry no not was""".split()
)
_NUMBERED = frozenset(
    """invoice invoices number no reference ref account extension ext box flat unit room page section group route order ending
    ends digits code postcode zip case file house floor ticket policy age aged clause bus gate door born year line step
    type part category rule model version channel day docket bill's statement""".split()
)
_PHONE = re.compile(r"(?<![£$€₹₱₦\d,.])\b\(?0?\d{3,5}\)?[-. ]\d{3,4}(?:[-. ]\d{3,4})?\b(?![,.]\d)|\b\d{2,4}(?:-\d{2,4})+\b")
_RANGE_OF_DAYS = re.compile(r"\s*(?:to|or|-)\s*[a-z0-9]+ (?:days?|weeks?|months?|years?|hours?|minutes?|times)\b")
_CLOCK_BEFORE = frozenset("at after before around past till until about".split())


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money at ``text[first:last]``.

    `values` holds every reading, the likeliest first: "four fifty" is 450 or 4.50; a bare "four" among thousands may be
    4,000. `currency` is an ISO 4217 code or None. `marked` says that a currency stands with it. `relative` is "half",
    "rest" or "full" for sums that are named and not numbered; `values` is empty then.
    """

    first: int
    last: int
    text: str
    values: tuple[float, ...] = ()
    currency: str | None = None
    marked: bool = False
    relative: str | None = None
    spelled_out: bool = True
    """Whether the number is whole as said ("three thousand", "£40"), not clipped ("four" for 4,000)."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    value: float
    first: int
    last: int
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        first, last = match.span()
        if word[0].isdigit():
            kind, value = "digits", _digits_value(word)
        elif word in UNITS:
            kind, value = "unit", float(UNITS[word])
        elif word in TEENS:
            kind, value = "teen", float(TEENS[word])
        elif word in TENS:
            kind, value = "tens", float(TENS[word])
        elif word in ("hundred", "hundreds"):
            kind, value = "hundred", 100.0
        elif word in SCALES:
            kind, value = "scale", SCALES[word]
        else:
            kind, value = "word", 0.0
        tokens.append(_Token(kind, value, first, last, word))
    return tokens


def _digits_value(word: str) -> float:
    """Value of written digits: "1,200.50", "2,40,000", "412.5"; a comma before one or two final digits is a decimal one."""
    if re.fullmatch(r"\d+,\d{1,2}", word):
        return float(word.replace(",", "."))
    if word.count(".") > 1:
        return float(word.replace(".", "").replace(",", "."))
    return float(word.replace(",", ""))


_NUMBER = frozenset({"digits", "unit", "teen", "tens", "hundred", "scale"})


def _whole_number(tokens: Sequence[_Token], i: int) -> tuple[float, int, bool, float]:
    """One conventional number from token `i`: value, next index, whether it holds a scale or "hundred", last scale."""
    total, current, before = 0.0, -1.0, ""
    scale, large = float("inf"), False
    while i < len(tokens):
        token = tokens[i]
        following = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if token.kind == "digits":
            if before and not (before == "scale" and token.value < scale):
                break
            current = token.value
        elif token.kind == "unit":
            if before == "scale" and following in ("tens", "teen"):
                current, large = token.value * 100, True
                before, i = "hundred", i + 1
                continue
            if before in ("hundred", "and") and following == "hundred":
                break
            if not (before in ("", "scale", "hundred", "and") or (before == "tens" and token.value)):
                break
            current = max(current, 0) + token.value
        elif token.kind in ("teen", "tens"):
            if before not in ("", "scale", "hundred", "and"):
                break
            current = max(current, 0) + token.value
        elif token.kind == "hundred":
            if current >= 100 or before == "hundred":
                break
            current, large = (current if current > 0 else 1) * 100, True
        elif token.kind == "scale":
            if token.value >= scale or (current < 0 and before == "scale"):
                break
            total += (current if current > 0 else 1) * token.value
            current, scale, large = -1.0, token.value, True
        elif token.text == "and" and before in ("hundred", "scale") and following in ("unit", "teen", "tens"):
            before, i = "and", i + 1
            continue
        elif _is_and_a_half(tokens, i) and before in ("unit", "digits", "hundred", "scale", "teen", "tens"):
            half = {"hundred": 50.0, "scale": scale / 2}.get(before, 0.5)
            current = max(current, 0) + half
            i += 3
            before = "half"
            continue
        else:
            break
        before, i = token.kind, i + 1
    return total + max(current, 0), i, large, scale


def _is_and_a_half(tokens: Sequence[_Token], i: int) -> bool:
    return [token.text for token in tokens[i : i + 3]] == ["and", "a", "half"]


def _readings(groups: Sequence[float], scale: float) -> tuple[float, ...]:
    """Every sum that numbers said in a row may mean, the likeliest first.

    Examples
    --------
    >>> _readings([4, 50], float("inf")), _readings([2, 86, 40], float("inf"))
    ((450.0, 4.5), (286.4,))
    """
    head = float(groups[0])
    if len(groups) == 1:
        base = head - head % scale if scale < float("inf") else 0.0
        rest = head - base
        if base and 0 < rest < 100:
            return head, base + rest * scale / (10 if rest < 10 else 100)
        return (head,)
    second = groups[1]
    if len(groups) == 2:
        if head >= 100:
            return (head + second / 100,) if second < 100 else (head * 1000 + second, head + second)
        if second >= 100:
            return (head * 1000 + second,)
        if second >= 10:
            return head * 100 + second, head + second / 100
        return head * 1000 + second * 100, head * 10 + second, head + second / 10
    third = groups[2]
    if len(groups) == 3 and head < 100 and second < 100:
        if second == 0:
            return (head * 100 + third,)
        if third >= 100:
            return ((head * 100 + second) * 1000 + third,)
        if second >= 10:
            return (head * 100 + second + third / 100,)
        if head < 10 <= third:
            return (head * 1000 + second * 100 + third,)
    return ()


def _prefix_currency(text: str, first: int) -> tuple[str | None, int]:
    match = re.search(
        r"(?<![a-z])((?:us|au?|ca?|s|nz|tt|j)?\$|[£€₹₱₦₵]|gh[₵¢]|rs\.?|kshs?|[a-z]{3}|r|n|p) ?$", text[:first]
    )
    if match is None:
        return None, first
    code = match[1].rstrip(".")
    if code in ("r", "n", "p") and match[0].endswith(" "):
        return None, first
    currency = CURRENCY_PREFIXES.get(code)
    return (currency, match.start(1)) if currency else (None, first)


_SUFFIX = re.compile(
    r"[ -]?(?:(singapore dollars|canadian dollars|australian dollars|us dollars|ghana cedis|[a-z]+))\b"
    r"(?:(?: and)? ([a-z]+(?:[ -][a-z]+)?|\d{1,2})(?: (cents?|pence|p|paise)\b))?",
)


def _suffix_currency(text: str, last: int) -> tuple[str | None, int, float]:
    """Currency named after a number, where its words end, and the pence or cents said with it."""
    match = _SUFFIX.match(text, last)
    if match is None or match[1] not in CURRENCY_WORDS:
        return None, last, 0.0
    currency = CURRENCY_WORDS[match[1]]
    if match[3]:
        tokens = _tokens(match[2])
        if tokens and tokens[0].kind in _NUMBER:
            return currency, match.end(), _whole_number(tokens, 0)[0] / 100
    end = match.end(1)
    tail = re.match(
        r" (?:and )?((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]+)?)\b", text[end:]
    )
    if tail and match[1] in ("pound", "pounds", "euro", "euros", "dollar", "dollars"):
        tokens = _tokens(tail[1])
        value, used, _, _ = _whole_number(tokens, 0)
        if value < 100:
            return currency, end + tail.start(1) + tokens[used - 1].last, value / 100
    return currency, end, 0.0


def find_amounts(text: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """Sums of money in `text`, in order.

    Parameters
    ----------
    text
        One line, with or without capitals and punctuation.
    taken
        Character ranges that are something else (dates, times of day) and not to be read as money.

    Examples
    --------
    >>> [(a.text, a.values) for a in find_amounts("call it two eighty six forty, or £150 if that's easier")]
    [('two eighty six forty', (286.4,)), ('£150', (150.0,))]
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    ranges = (*taken, *(match.span() for match in _PHONE.finditer(lowered)))
    tokens = _tokens(lowered)
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        if tokens[i].kind not in _NUMBER or _inside(tokens[i], ranges):
            i += 1
            continue
        amount, i = _amount_at(lowered, tokens, i, ranges)
        if amount is not None:
            found.append(amount)
    for name, pattern in RELATIVE:
        for match in pattern.finditer(lowered):
            if not any(a.first < match.end() and match.start() < a.last for a in found):
                found.append(Amount(match.start(), match.end(), match[0], relative=name))
    return tuple(
        Amount(a.first, a.last, text[a.first : a.last], a.values, a.currency, a.marked, a.relative, a.spelled_out)
        for a in sorted(found, key=lambda a: a.first)
    )


def _inside(token: _Token, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first < token.last and token.first < last for first, last in ranges)


def _amount_at(
    text: str, tokens: Sequence[_Token], i: int, ranges: Sequence[tuple[int, int]]
) -> tuple[Amount | None, int]:
    """The sum that begins at token `i`, or None where the number is something else; and the next token's index."""
    begin, groups, scale, large = i, list[float](), float("inf"), False
    while i < len(tokens) and tokens[i].kind in _NUMBER and not _inside(tokens[i], ranges):
        between = text[tokens[i - 1].last : tokens[i].first] if groups else ""
        digits = tokens[i].kind == "digits"
        if groups and between.strip(" -") and not (between.strip() == "," and scale < float("inf") and not digits):
            break
        if groups and digits and not (tokens[i - 1].kind == "digits" and re.fullmatch(r"\d{3}", tokens[i].text)):
            break
        value, following, whole, last_scale = _whole_number(tokens, i)
        if groups and value == groups[-1] and value >= 10:
            break
        if groups and between.strip() == ",":
            if value >= scale or scale == float("inf"):
                break
            groups[-1] += value
        elif groups and digits and tokens[i - 1].kind == "digits":
            groups[-1] = groups[-1] * 1000 + value
        else:
            groups.append(value)
        large = large or whole
        scale = last_scale if len(groups) == 1 and last_scale < float("inf") else scale
        i = max(following, i + 1)
    run = tokens[begin:i]
    spaced = sum(token.kind == "digits" for token in run)
    currency, first = _prefix_currency(text, run[0].first)
    suffix, last, cents = _suffix_currency(text, run[-1].last)
    marked = currency is not None or suffix is not None
    values = _readings(groups, scale if len(groups) == 1 else float("inf"))
    if cents and values:
        values = (values[0] + cents,)
    if not values or not values[0] or (spaced > 1 and not marked):
        return None, i
    while i < len(tokens) and tokens[i].first < last:
        i += 1
    whole_run = large or run[0].kind == "digits" or marked or values[0] >= 100
    if not marked and not _reads_as_money(text, tokens, begin, i, values[0], large):
        return None, i
    if not marked and not large and values[0] < 100 and len(groups) == 1:
        values = (*values, values[0] * 100, values[0] * 1000)
        whole_run = False
    values = tuple(round(value, 2) for value in dict.fromkeys(values))
    return Amount(first, last, "", values, currency or suffix, marked, None, whole_run), i


def _reads_as_money(text: str, tokens: Sequence[_Token], begin: int, end: int, value: float, large: bool) -> bool:
    """Whether a number without a currency may be a sum: not a count, a clock time, a reference, a year, a phone number."""
    run = tokens[begin:end]
    before = tokens[begin - 1].text if begin else ""
    after = tokens[end].text if end < len(tokens) else ""
    gap = text[run[-1].last : tokens[end].first] if end < len(tokens) else ""
    if before in _NUMBERED or re.match(r"\s*(?:%|per ?cent)", text[run[-1].last :]):
        return False
    written = run[0].text if len(run) == 1 and run[0].kind == "digits" else ""
    if (
        written
        and (written.startswith("0") or re.fullmatch(r"\d{5,}", written))
        and not re.fullmatch(r"[1-9]\d*00", written)
    ):
        return False
    if written and re.fullmatch(r"(?:19|20)\d\d", written) and before in ("in", "since", "of", "from"):
        return False
    if len(run) > 2 and all(token.kind == "unit" for token in run):
        return False
    if _RANGE_OF_DAYS.match(text, run[-1].last):
        return False
    if after in _NOT_MONEY_AFTER and not gap.strip():
        return False
    if large or value >= 100 or "." in written:
        return bool(gap.strip()) or large or after in _FREE_AFTER or not after or bool(written)
    if before in _CLOCK_BEFORE and value <= 12:
        return False
    if (
        value <= 1
        or (before in ("x", "by") and value < 10)
        or before in ("these", "those")
        or (before in ("last", "or") and value <= 12)
    ):
        return False
    return not after or bool(gap.strip(" ")) or after in _FREE_AFTER


_REFERENCE = re.compile(
    r"\b(?P<noun>invoice|account|policy|reference|order|ref|case|contract|docket|loan|customer|agreement)"
    r"(?: (?:number|no\.?|num|id))?(?: (?:is|of|the))?[ #:]*"
    r"(?P<number>(?:[a-z]{1,4}[- ]?)?\d[\d-]{2,}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)[ -]?){3,})",
    re.IGNORECASE,
)


def find_references(text: str) -> tuple[tuple[int, int, str], ...]:
    """Invoice, account and reference numbers in `text`: first and last character, and the number as said.

    Examples
    --------
    >>> find_references("So the first is invoice 11407, that's £4,280")
    ((16, 29, '11407'),)
    """
    return tuple((match.start(), match.end("number"), match["number"].strip()) for match in _REFERENCE.finditer(text))
