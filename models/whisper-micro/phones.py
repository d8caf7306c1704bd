"""The sounds of English that the synthesisers name, under one set of names."""

from __future__ import annotations

__all__ = ["PAUSE", "PHONES", "UNKNOWN", "phone_number"]

PHONES = tuple(
    """pau t n ax s d r ih iy l k eh er ay m ae z f w ah aa p v ey dh ao uw b y hh ow aw ng th g uh sh jh ch oy
    zh""".split()
)
"""Names that flite and festival use; a phone's number is its place here."""

PAUSE = 0
UNKNOWN = -100
"""Frames of phones without a number: no loss is taken from them."""

_ESPEAK = dict(
    pair.split("=")
    for pair in """n=n t=t s=s d=d I=ih k=k l=l E=eh m=m r=r aI=ay @=ax V=ah eI=ey z=z w=w i:=iy p=p f=f a=ae D=dh
    3=er v=v u:=uw i=iy b=b h=hh j=y oU=ow 0=aa T=th N=ng I2=ih a#=ax aU=aw 3:=er t#=t @2=ax I#=ih g=g A@=aa dZ=jh
    O2=ao O:=ao O@=ao U=uh tS=ch o@=ao @L=l U@=uh S=sh e@=eh r-=r aa=ae i@3=ih OI=oy t2=t i@=ih @-=ax A:=aa aI3=ay
    Z=zh n-=n _:=pau _=pau""".split()
)
"""espeak-ng's mnemonics; those of rare sounds are left out."""

_NUMBERS = {name: i for i, name in enumerate(PHONES)}


def phone_number(name: str, *, espeak: bool = False) -> int:
    """Number of a phone by its engine's name, `UNKNOWN` for one that isn't in the table.

    >>> phone_number("t"), phone_number("dZ", espeak=True), phone_number("xx")
    (1, 37, -100)
    """
    return _NUMBERS.get(_ESPEAK.get(name, "") if espeak else name, UNKNOWN)
