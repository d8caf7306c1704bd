"""Ways to pay: how each is said, what it is called, and which of them may mean the same."""

from __future__ import annotations

import re

__all__ = ["METHODS", "METHOD_SCAN", "method_family", "same_method"]

_BANKS = (
    r"(?:kiwibank|commbank|westpac|anz|asb|bnz|nab|dbs|posb|ocbc|uob|maybank|cimb|rhb|bdo|bpi|metrobank|landbank"
    r"|gtb(?:ank)?|zenith|uba|ecobank|stanbic|kcb|equity|absa|fnb|capitec|nedbank|hdfc|icici|sbi|kotak|ncb|scotiabank"
    r"|(?:republic|access|first|fidelity|standard|royal|national|public|axis|union) bank"
    r"|barclays|lloyds|natwest|santander|monzo|starling|hsbc|aib|ptsb|desjardins|chase|wells fargo|citi(?:bank)?)"
)
"""Banks by which people name the account that a transfer goes to or comes from."""

METHODS = (
    ("direct debit", r"(?:direct|pre-?authori[sz]ed)[ -]debit|debit order|\bdd\b(?= |$)"
    r"|auto[ -]?(?:pay|debit|draft|matic payments?)|e-?mandate|\becs\b|\bnach\b|\bcentre ?pay\b", "debit"),
    ("standing order", r"standing order", "transfer"),
    ("debit card", r"debit card|bank card|\blinx\b"
     r"|(?:my|your|on (?:my|the|your)|same|that) debit\b(?! (?:order|note|date))",
     "card"),
    ("credit card", r"credit card", "card"),
    ("payment card", r"pay(?:ment|point) card|payzone|paypoint|barcode at the shop", "cash"),
    ("card", r"\bcards?\b(?! ending in \d+ visa)|\b(?:visa|mastercard|amex)\b", "card"),
    ("Zelle", r"\bzelle\b", "transfer"),
    ("checking account", r"\bach\b|\be[- ]?checks?\b|check by phone|checking(?: account)?|bank draft"
    r"|electronic draft|routing (?:and|number)|(?:savings|credit union|joint|current) account"
    r"|(?:the|your|my) (?:bank )?account on file"
    r"|(?:out of|from) (?:the|your|my) (?:bank )?account"
    r"|(?:the|your|my) bank account", "account"),
    ("UPI", r"\bupi\b|google ?pay|g ?pay\b|phone ?pe|paytm|\bbhim\b", "wallet"),
    ("NEFT", r"\bneft\b", "transfer"), ("RTGS", r"\brtgs\b", "transfer"), ("IMPS", r"\bimps\b", "transfer"),
    ("M-Pesa", r"m[ -]?pesa|pay ?bill\b|till number", "wallet"),
    ("Apple Pay", r"\bapple ?pay\b|\bsamsung pay\b", "card"),
    ("GCash", r"\bg[ -]?cash\b", "wallet"), ("Maya", r"\bpay ?maya\b", "wallet"),
    ("mobile money", r"mobile money|\bmomo\b|airtel money|easy ?paisa|jazz ?cash", "wallet"),
    ("PayNow", r"\bpaynow\b|(?<=by )pay now\b|(?<=via )pay now\b|(?<=through )pay now\b|(?<=use )pay now\b"
    r"|\bpay now (?:is|to|works|number|uen)\b", "transfer"),
    ("DuitNow", r"\bduit ?now\b", "transfer"), ("JomPAY", r"\bjom ?pay\b", "transfer"),
    ("FAST transfer", r"\bfast transfer\b|\b(?:by|via|the) fast\b(?= (?:from|transfer|to|on)\b|,)", "transfer"),
    ("InstaPay", r"\binsta ?pay\b|\bpeso ?net\b", "transfer"), ("Osko", r"\bosko\b", "transfer"),
    ("PayShap", r"\bpay ?shap\b", "transfer"),
    ("PayID", r"\bpay ?id\b", "transfer"), ("BPAY", r"\bb[ -]?pay\b", "transfer"), ("GIRO", r"\bgiro\b", "transfer"),
    ("e-transfer", r"\be-?transfer\b|\binterac\b", "transfer"),
    ("Bacs", r"\bbacs\b", "transfer"), ("EFT", r"\beft\b", "transfer"), ("CHAPS", r"\bchaps\b", "transfer"),
    ("SEPA transfer", r"\bsepa\b|\biban\b", "transfer"), ("Revolut", r"\brevolut\b", "transfer"),
    ("wire transfer", r"\bwire(?: transfers?|d|s)?\b|\bwiring\b", "transfer"),
    ("bank transfer", r"(?:bank |online |internet |instant |mobile |direct )?transfer(?:ring|red|s)?\b(?! you\b"
    r"| me\b| this call| the call|(?:red)? (?:you|her|him) )|faster payments?|\bibg\b|bank deposit|straight to (?:your"
    rf"|the) account|direct credit|\b(?:(?:through|via|into|at|in)(?: the| my| our| your)?|from (?:the|my|our))"
    rf" {_BANKS}\b"
    r"|\b(?:do|pay|send|put) (?:it|that|them) (?:through|by|with|via) (?:the|my) bank\b", "transfer"),
    ("internet banking", r"(?:internet|online|net|mobile|phone|telephone) banking|bank(?:ing)? app"
    r"|(?:my|the) bank's app|online bill payment|bill pay(?:ment|ments)?\b", "transfer"),
    ("cheque", r"\bcheques?\b", "cheque"),
    ("check", r"(?:(?<=\ba )|(?<=the )|(?<=my )|(?<=by )|(?<=first )|(?<=paper )|(?<=company )|(?<=mail you a )"
    r"|(?<=cut a )|(?<=cashier's )|(?<=certified )|(?<=own )|(?<=your )|(?<=regular )|(?<=personal ))checks?\b"
    r"|(?<!background )(?<!next )(?<!each )(?<!two )(?<!three )(?<!four )(?<!few )"
    r"(?<!pay )\bchecks\b", "cheque"),
    ("money order", r"money orders?", "money order"),
    ("payroll deduction", r"payroll deduction|deduct(?:ed)? (?:it )?from (?:my|your) (?:salary|wages)", "debit"),
    ("cash", r"\b(?:in |by |with )cash\b|\bcash deposit\b|(?<=the )cash\b|(?<!on )(?<!of )\bcash(?= (?:it is"
    r"|is (?:fine|okay|good)|at|on)\b|[,?!]|\.?$)|\bpost office\b|over the counter"
    r"|at the (?:branch|counter|till|shop)|(?:the|my|a) barcode", "cash"),
    ("PayPal", r"\bpay ?pal\b", "online"), ("Cash App", r"\bcash ?app\b", "wallet"), ("Venmo", r"\bvenmo\b", "wallet"),
    ("payment link", r"(?:payment|pay|bank|card|secure|the|that|one-time) links?\b"
    r"|links? (?:you|i)(?:'m| am)? (?:send|sent|text)", "online"),
    ("online", r"(?:customer |payment |pay |the |online )portal\b|\bonline\b(?! (?:class|banking|bank|transfer))"
    r"|(?:your|our|the) (?:web ?site|site\b)|on the app\b"
    r"|(?:through|via|in|on|by|with) (?:the|your|my) app\b", "online"),
)  # fmt: skip
"""Canonical name, how it is said, and the family within which two names may mean the same way of paying."""

METHOD_SCAN = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern, _) in enumerate(METHODS)), re.IGNORECASE)
_FAMILIES = {name: family for name, _, family in METHODS}
_RELATED = frozenset(
    {
        frozenset(pair)
        for pair in (("transfer", "online"), ("account", "debit"), ("account", "transfer"), ("card", "online"),
                     ("wallet", "online"), ("wallet", "transfer"), ("debit", "transfer"), ("debit", "online"),
                     ("account", "online"),
                     ("account", "cheque"))
    }
)  # fmt: skip


def method_family(name: str) -> str:
    """Family of ways to pay that a method belongs to: "transfer", "card", "cheque", "cash", "wallet", "debit" ...

    Examples
    --------
    >>> method_family("NEFT"), method_family("debit card")
    ('transfer', 'card')
    """
    return _FAMILIES.get(name, name)


def same_method(one: str, other: str) -> bool:
    """Whether two names may mean one way of paying: "EFT" and "bank transfer" may, "card" and "cheque" may not.

    Examples
    --------
    >>> same_method("EFT", "bank transfer"), same_method("card", "cheque")
    (True, False)
    """
    families = {method_family(one), method_family(other)}
    return len(families) == 1 or frozenset(families) in _RELATED
