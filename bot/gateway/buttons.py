"""Buttons: all the visitor sends is which one; what it means stays here, and only for the last answer."""

from __future__ import annotations

from bot.gateway.errors import BadChoice
from bot.gateway.reply import Choice
from bot.gateway.session import Exchange


def value(mark: str, choice: Choice) -> str:
    """What the page's button sends: the turn's mark and the choice's number."""
    return f"{mark}.{choice.id}"


def parts(sent: str) -> tuple[str, str]:
    """Mark and number from what a page sent; both may be nonsense."""
    mark, _, number = sent.partition(".")
    return mark, number


def find(last: Exchange | None, number: str, mark: str | None = None) -> Choice:
    """The choice that was shown. `mark` None: the sender has no page and means the last answer.

    Raises BadChoice when the last answer showed no such button.
    """
    if last is None or (mark is not None and mark != last.mark):
        raise BadChoice
    for choice in last.reply.choices:
        if choice.id == number:
            return choice
    raise BadChoice


def named(last: Exchange | None, typed: str | None) -> Choice | None:
    """The button of the last answer that somebody typed instead of pressing: its words, or its number."""
    said = (typed or "").strip(" .!?").casefold()
    choices = last.reply.choices if last and said else ()
    return next(
        (choice for choice in choices if said in (choice.title.strip(" .!?").casefold(), choice.id)), None
    )
