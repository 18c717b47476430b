"""One spelling of every character before any rule looks at a message."""

from __future__ import annotations

import unicodedata

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\u0060\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    }
)
# Cc control, Cf zero-width and direction marks, Cs lone surrogates (they cannot be written as UTF-8).
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
# Letters that no Unicode decomposition takes apart, but that people write for one another.
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ð": "d", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})


def normalise(text: str) -> str:
    """The same words in NFC, without invisible characters, with straight quotes and single spaces.

    Case and diacritics stay. Idempotent; text typed with combining accents (NFD) comes out as NFC.
    """
    spaced = " ".join(text.split())
    visible = "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible).translate(_QUOTES).split())


def fold(text: str) -> str:
    """`normalise`, then only what matching needs: small letters without accents (å, ä -> a; ö -> o; é -> e).

    Idempotent. Ornamental letters (bold, full width) become ordinary ones.
    """
    before = normalise(text)
    # A few characters (Greek iota, long s with a dot, ...) need a second turn to come to rest.
    while (after := _fold_once(before)) != before:
        before = after
    return after


def _fold_once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return normalise(bare.translate(_LETTERS))
