"""Whether a number without a currency is a sum of money: not a count, a time of day, a reference or a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.methods import METHOD_SCAN
from callscore.language.number_words import NUMBER_KINDS, Token, words

__all__ = ["reads_as_money"]

_NOT_MONEY_AFTER = frozenset(
    words(
        "days day weeks week months month years year hours hour minutes minute mins min seconds second oclock "
        "o'clock am pm percent per cent times time people pieces pallets invoices invoice bills payments "
        "instalments installments account accounts kids children calls letters reminders emails miles metres meters "
        "kilos bags boxes units items of in-a-row or-so digits letters street road avenue drive lane st rd "
        "hundredth"
    )
)
"""Words after a number that say what it counts or measures."""

_FREE_AFTER = frozenset(
    words(
        "on by this today tomorrow tonight a per every each now and then for from to off i i'll would is "
        "works weekly monthly fortnightly via with into through at as before after until till straight if "
        "when once or but so that's that it and my the in next right please if yeah yes okay ok instead "
        "a-month down extra more left plus minus gets comes came out only same then neft rtgs imps upi eft ach "
        "sepa giro "
        "cash gcash momo paynow payid bpay zelle debit wire "
        "cheque check transfer card end monday tuesday wednesday thursday friday saturday sunday january "
        "february march april june july august september october november december first second you we could "
        "sir ma'am madam saar uncle auntie boss bro man mate love "
        "can will maybe max today's towards toward against again total altogether be up sorry no not was go"
    )
)
"""Words with which a sentence goes on after a sum."""

_NUMBERED = frozenset(
    words(
        "invoice invoices number no reference ref account extension ext box flat unit room page section group "
        "route order ending ends digits code postcode zip case file house floor ticket policy age aged clause "
        "bus gate door born year line "
        "apartment apt suite press dial step type part category rule model version channel day docket bill's "
        "statement"
    )
)
"""Words before a number that is theirs, and no sum."""

_LISTED = frozenset(words("statement bill's invoice bill account"))
"""Those of them after which a comma leads to the sum ("September statement, 7,930"), not to a number of theirs."""

_DIGITS_OF = re.compile(
    r"\b(?:last|final|first) (?:three|four|3|4)(?: digits?| numbers?| figures?)(?: (?:of|on|for) [^.?!]{0,40}?)?"
    r"(?: (?:is|are|was|were)|'(?:s|re)|:|,)? $|\b(?:last|final|first) (?:four|4)(?: of [^.?!]{0,30}?)? (?:is|are) $"
    r"|\bdigits (?:is|are) $"
)
"""Words before the last digits of a card, an account or a social security number."""

_PERCENT = re.compile(r"\s*(?:%|per ?cent)")
_RANGE_OF_DAYS = re.compile(r"\s*(?:to|or|-)\s*[a-z0-9]+ (?:days?|weeks?|months?|years?|hours?|minutes?|times)\b")
_COUNTED = re.compile(
    r"(?!(?:is|was|us|this|as|yes|works?|gets|goes|comes|leaves|brings|clears|covers|does|plus|across|always|perhaps"
    r"|unless|towards|afterwards|besides|less|thanks|sometimes|minus)$)[a-z]{2,}s"
)
"""A word in the plural: what stands before it is how many there are, not a sum."""

_GOES_ON = re.compile(
    r"[a-z]+'(?:s|d|ll)|[a-z]{3,}(?:ing|ies)|each|starting|would|could|should|be|is|sounds|because|cos|do|does"
)
"""Words by which a sentence goes on after its sum ("ninety five carries on", "thirty starting the fourteenth")."""

_COUNTED_BEFORE = frozenset(words("all any in into these those both first last next other"))
"""Words before a small bare number by which it counts things ("all three by transfer", "do it in two")."""

MOST_DIGITS = 5
"""Digits up to which a sum is said one by one ("four seven four zero"); longer ones are references."""

_CLOCK_BEFORE = frozenset(words("at after before around past till until about"))
"""Words before a small number that is a time of day."""


def reads_as_money(text: str, tokens: Sequence[Token], begin: int, end: int, value: float, large: bool) -> bool:
    """Whether a number without a currency may be a sum: not a count, a time of day, a reference, a year.

    Parameters
    ----------
    text, tokens
        The line in small letters, and its words and figures.
    begin, end
        The number is ``tokens[begin:end]``.
    value
        Its likeliest reading.
    large
        Whether it names hundreds, thousands or more.

    Examples
    --------
    >>> from callscore.language.number_words import tokenize
    >>> lines = ("call it fifty then", "it has fifty boxes", "your account 50 is here")
    >>> [reads_as_money(line, tokenize(line), 2, 3, 50.0, False) for line in lines]
    [True, False, False]
    """
    run = tokens[begin:end]
    before = tokens[begin - 1].text if begin else ""
    after = tokens[end].text if end < len(tokens) else ""
    gap = text[run[-1].last : tokens[end].first] if end < len(tokens) else ""
    written = run[0].text if len(run) == 1 and run[0].kind == "digits" else ""
    if run[0].text == "grand" and before not in ("a", "half", "couple", "few"):
        return False
    if _is_label(text, tokens, begin, run, before) or (written and _is_code_or_year(written, before)):
        return False
    if len(run) > 2 and all(token.kind == "unit" for token in run[:4]):
        beside = (
            *tokens[max(begin - 1, 0) : begin],
            *(tokens[end : end + 1] if len(run) == 3 or not gap.strip() else ()),
        )
        return len(run) <= MOST_DIGITS and not any(token.kind in NUMBER_KINDS for token in beside)
    if _RANGE_OF_DAYS.match(text, run[-1].last):
        return False
    then = tokens[end + 1] if end + 1 < len(tokens) else None
    of_it = after == "of" and value >= 100 and then is not None and then.text in ("it", "that", "them")
    if after in _NOT_MONEY_AFTER and not gap.strip(" -") and not of_it:
        return False
    if large or value >= 100 or "." in written:
        return bool(gap.strip()) or bool(written) or not _COUNTED.fullmatch(after) or bool(METHOD_SCAN.fullmatch(after))
    if _is_small_count(value, before, after, then):
        return False
    return not after or bool(gap.strip(" ")) or after in _FREE_AFTER or bool(_GOES_ON.fullmatch(after))


def _is_label(text: str, tokens: Sequence[Token], begin: int, run: Sequence[Token], before: str) -> bool:
    """Whether a number is that of something ("invoice 40", "the last four are 1234"), or a percentage."""
    listed = before in _LISTED and "," in text[tokens[begin - 1].last : run[0].first]
    return bool(
        (before in _NUMBERED and not listed)
        or _DIGITS_OF.search(text[: run[0].first])
        or _PERCENT.match(text, run[-1].last)
    )


def _is_code_or_year(written: str, before: str) -> bool:
    """Whether figures are a code, with a nought before them or five of them and more, or the year of something."""
    code = (written.startswith("0") or re.fullmatch(r"\d{5,}", written)) and not re.fullmatch(r"[1-9]\d*00", written)
    return bool(code or (re.fullmatch(r"(?:19|20)\d\d", written) and before in ("in", "since", "of", "from")))


def _is_small_count(value: float, before: str, after: str, then: Token | None) -> bool:
    """Whether a small number is an hour ("at four"), how many there are ("all three") or a size ("two by four")."""
    if value <= 12 and (before in _CLOCK_BEFORE or before in _COUNTED_BEFORE):
        return True
    if value <= 12 and after in ("by", "x") and then is not None and then.kind in NUMBER_KINDS:
        return True
    sized = before in ("x", "by") and value < 10
    return value <= 1 or sized or before in ("these", "those") or (before in ("last", "or") and value <= 12)
