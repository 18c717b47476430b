"""Misspelt and accent-less variants of messages, the same ones at every run."""

from __future__ import annotations

import random
import unicodedata

_NEIGHBOURS = {
    "q": "wa",
    "w": "qes",
    "e": "wrd",
    "r": "etf",
    "t": "ryg",
    "y": "tuh",
    "u": "yij",
    "i": "uok",
    "o": "ipl",
    "p": "oå",
    "å": "pä",
    "a": "qsz",
    "s": "awdx",
    "d": "sefc",
    "f": "drgv",
    "g": "fthb",
    "h": "gyjn",
    "j": "hukm",
    "k": "jil",
    "l": "kö",
    "ö": "lä",
    "ä": "öå",
    "z": "ax",
    "x": "zsc",
    "c": "xdv",
    "v": "cfb",
    "b": "vgn",
    "n": "bhm",
    "m": "njk",
}  # fmt: skip - a keyboard reads best in rows


def with_slips(text: str, rate: float = 0.06, seed: int = 0) -> str:
    """`text` with about `rate` of its letters hit wrongly: neighbour, double, lost, swapped."""
    dice = random.Random(f"{seed}:{text}")
    letters, out, i = list(text), [], 0
    while i < len(letters):
        taken, typed = _typed(letters[i : i + 2], dice) if dice.random() < rate else (1, letters[i])
        out.append(typed)
        i += taken
    return "".join(out)


def _typed(letters: list[str], dice: random.Random) -> tuple[int, str]:
    """(how many letters were used up, what stands there instead)."""
    letter = letters[0]
    if not letter.isalpha():
        return 1, letter
    slip = dice.choice(("neighbour", "double", "lost", "swapped"))
    if slip == "neighbour":
        return 1, dice.choice(_NEIGHBOURS.get(letter.lower(), letter))
    if slip == "double":
        return 1, letter * 2
    if slip == "lost":
        return 1, ""
    return len(letters), "".join(reversed(letters))


def without_diacritics(text: str) -> str:
    """`text` as typed on a keyboard without å, ä, ö."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
