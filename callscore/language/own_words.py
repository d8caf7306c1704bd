"""What of an agent's line is the agent's own: quotes left out, and lines that tell the customer's words back."""

from __future__ import annotations

import re
from functools import lru_cache

from callscore.turn import straight

__all__ = ["own_words", "told_back"]

LEAST_OWN = 3
"""Words that have to be left for a line to be the agent's own: "Right, so" before a paraphrase says nothing."""

CACHED = 16_384
"""Lines whose answer is kept."""

_QUOTED = re.compile(r"[\"“][^\"“”]{3,}[\"”]")
_PARAPHRASED = re.compile(
    r"(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!bless, )"
    r"\b(?:you (?:said|say|says|mentioned|feel|felt|think|thought|reckon|told me|explained)|"
    r"(?:you're|you are|you were|are you) (?:saying|telling me|worried|afraid))"
    r"(?: that)? (?!(?:that )?you(?:'d|'ll| would| will| were going)\b)"
    r"(?=(?:you|we|i|it|it's|they|the|there|nobody|our|my|us)\b)"
    r"[^.,;!?]*?(?=\b(?:but|and yet|yet here|and then|and it|well|wait|cause|what's)\b|[.,;!?]|$)"
)
"""What the customer said or felt, told back: not the agent's own words. What was promised is left in, and so
are challenges: "do you think we do this for free"."""
_ABSOLVED = re.compile(
    r"^(?:\w+ ){0,3}?(?:nobody|no one|none of us)(?: here| there)?(?:'s| is)? "
    r"(?:thinks?|thought|saying|says|said|blames|blaming|calling|suggesting)\b(?!.*\b(?:but|except)\b)"
)
"""Blame that is denied: "nobody here thinks you were dodging us"."""


def own_words(text: str) -> str:
    """`text` with what it quotes left out, unless that leaves next to nothing."""
    bare = _QUOTED.sub(" ", text)
    return bare if len(bare.split()) >= LEAST_OWN else text


@lru_cache(maxsize=CACHED)
def told_back(text: str) -> bool:
    """Whether `text` denies blame, or next to nothing of it is left without what it tells back of the customer's."""
    plain = straight(text.lower()).strip()
    if _ABSOLVED.search(plain):
        return True
    left = _PARAPHRASED.sub(" ", plain)
    return left != plain and len(left.split()) < LEAST_OWN
