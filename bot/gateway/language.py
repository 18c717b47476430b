"""Which of our two page languages a visitor gets."""

from __future__ import annotations

from typing import Literal

PageLanguage = Literal["sv", "en"]


def known(code: str | None) -> PageLanguage | None:
    """The page language of this code, or None: "other" and everything else keeps what it was."""
    match code:
        case "sv":
            return "sv"
        case "en":
            return "en"
        case _:
            return None


def preferred(accept_language: str) -> PageLanguage:
    """From a browser's Accept-Language: Swedish readers and Nordic neighbours get Swedish.

    A browser that names no language gets Swedish; one that names only others gets English, which
    more people read a little of.
    """
    codes = [entry.split(";")[0].strip().lower() for entry in accept_language.split(",")]
    for code in codes:
        if code.split("-")[0] in {"sv", "nb", "nn", "no", "da"}:
            return "sv"
        if code.split("-")[0] == "en":
            return "en"
    return "en" if any(code not in {"", "*"} for code in codes) else "sv"


_FROM_THE_RIGHT = frozenset({"ar", "ckb", "fa", "he"})


def direction(code: str) -> str:
    """The value of the attribute `dir` for words in this language; ku is Kurmanji, in Latin letters."""
    return "rtl" if code in _FROM_THE_RIGHT else "ltr"
