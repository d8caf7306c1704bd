"""Closed classes of English words: what grammar leans on when there is neither punctuation nor a tagger."""

from __future__ import annotations

__all__ = [
    "ARTICLES",
    "AUXILIARIES",
    "COMPLEMENTISERS",
    "CONJUNCTIONS",
    "DETERMINERS",
    "FILLERS",
    "HESITATIONS",
    "OPENERS",
    "PREPOSITIONS",
    "STRANDED",
    "SUBJECT_PRONOUNS",
    "VOCATIVES",
    "WH_WORDS",
    "agrees",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())


FIRST_SECOND_PLURAL = word_set("you we they y'all ye these those youse")
"""Subjects that take are / were / do / have."""

THIRD_SINGULAR = word_set(
    "he she it this that anyone anybody someone somebody everyone everybody everything anything something"
)
"""Pronouns that take is / was / does / has."""

SUBJECT_PRONOUNS = FIRST_SECOND_PLURAL | THIRD_SINGULAR | {"i", "there"}
"""Pronouns that can stand as the subject of a clause."""

MODALS = word_set(
    "can could will would shall should may might must can't cannot couldn't won't wouldn't shouldn't mightn't"
)
"""Auxiliaries that go with any subject."""

BE_HAVE_DO = word_set(
    "am is are was were isn't aren't wasn't weren't ain't do does did don't doesn't didn't have has had haven't "
    "hasn't hadn't"
)
"""Auxiliaries that agree with their subject."""

AUXILIARIES = MODALS | BE_HAVE_DO | {"d'you"}

_SINGULAR_AUX = word_set("is was does has isn't wasn't doesn't hasn't")
_PLURAL_AUX = word_set("are were do have aren't weren't don't haven't")
_FREE_AUX = MODALS | word_set("did didn't had hadn't")

WH_WORDS = word_set("what when where who whom whose why how which")
WH_CONTRACTED = word_set(
    "what's when's where's who's why's how's what're where're who're how're what'd where'd who'd how'd why'd "
    "when'd what'll "
    "when'll who'll how'll where'll what've whats wheres whos hows"
)
"""A wh-word grown together with its auxiliary."""

ARTICLES = word_set("the a an")
DETERMINERS = ARTICLES | word_set(
    "my your his her its our their some any no each every another both this that these those"
)
TITLES = word_set("mr mrs ms miss dr doctor mister madam mr. mrs. ms. dr. prof professor")

CONJUNCTIONS = word_set(
    "and but or because cos cause since although though unless until if whether while so nor plus except"
)
COMPLEMENTISERS = word_set(
    "if whether because cos since although though unless until till while when whenever where once that as than "
    "before after"
)
"""Words that open a subordinate clause: the subject after them opens no clause of its own."""

PREPOSITIONS = word_set(
    "of to for with from by at on in into about between through during without within against under over per "
    "than via towards "
    "toward upon regarding concerning like"
)

STRANDED = word_set("on in about for with at to from by of over through up off out back down")
"""Prepositions that may end a finished clause after a wh-word or a verb ("what's it about", "put it on")."""

FILLERS = word_set("um uh er erm em eh ah oh hmm mm uhm ehm hm")

HESITATIONS = word_set("um uh er erm uhm ehm em hm")
"""Fillers that may stand anywhere, between an auxiliary and its subject too."""

OPENERS = FILLERS | word_set(
    "so and but or then okay ok right well now no nope yes yeah yep ya sure alright please sorry hello hi hey "
    "hiya look listen good great "
    "perfect lovely thanks cheers cool fine just actually also anyway because cos brilliant excellent understood "
    "exactly correct "
    "basically honestly again still meanwhile secondly finally lastly therefore obviously wow aw aww lord cool really "
    "aye ha haha grand super wonderful indeed true certainly absolutely definitely noted got.it po ah-ha uh-huh "
    "mm-hm mhm "
    "wait afternoon morning evening goodbye bye quick quickly today tomorrow only plus"
)
"""Words after which a new clause may begin: discourse markers, receipts, greetings."""

MID_ADVERBS = word_set(
    "just also actually really only again still basically honestly already obviously definitely certainly now"
)
"""Adverbs that open a clause but also stand inside one, after its subject."""

NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
    "eighty ninety"
)
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday tomorrow today")

VOCATIVES = word_set(
    "sir ma'am maam madam miss mate love pet dear darling sweetheart buddy bud man boss guys hon honey bro "
    "brother sister "
    "auntie uncle aunty mama oga chief friend pal sunshine duck hen chum dude folks son doctor ji sweetie "
    "princess missus"
)

HANGING = (
    ARTICLES
    | word_set("my your his its our their every and or because cos since although though unless if whether nor than as")
    | MODALS
    | word_set("am is are was were isn't aren't wasn't weren't has haven't hasn't had hadn't doesn't don't didn't")
    | word_set(
        "of from into between during without within against under per via regarding concerning upon towards toward"
    )
    | word_set("i we they he she gonna wanna gotta trying very even")
)
"""Words that hardly ever end a finished clause."""

HANGING_ENDINGS = ("'m", "'re", "'ve", "'ll", "'d")
"""Contractions that hardly ever end one: "they'd", "you're"."""

WEAK_HANGING = FILLERS | word_set(
    "to for with by at about like which who what when where how why that then just been being have do does did "
    "so but plus "
    "until while only already also ever really her that's it's he's she's there's who's what's where's"
)
"""Words that end an unfinished clause more often than a finished one."""


def agrees(auxiliary: str, subject: str) -> bool:
    """Whether `auxiliary` goes with the pronoun `subject` after it, as in "are you", "does that", "is there".

    Examples
    --------
    >>> agrees("are", "you"), agrees("is", "you"), agrees("can", "they")
    (True, False, True)
    """
    if auxiliary in _FREE_AUX:
        return subject in SUBJECT_PRONOUNS and not (auxiliary in MODALS and subject in {"these", "those"})
    if auxiliary in _SINGULAR_AUX:
        return subject in THIRD_SINGULAR or (
            subject == "there" and auxiliary in {"is", "was", "isn't", "wasn't", "has"}
        )
    if auxiliary in _PLURAL_AUX:
        if subject == "there":
            return auxiliary in {"are", "were", "aren't", "weren't", "have"}
        return subject in FIRST_SECOND_PLURAL or (
            subject == "i" and auxiliary in {"do", "don't", "have", "haven't", "were"}
        )
    if auxiliary == "am":
        return subject == "i"
    if auxiliary == "ain't":
        return subject in SUBJECT_PRONOUNS
    return False
