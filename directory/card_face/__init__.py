"""How a card looks, for every house that shows one: template, words, style (docs/adr/0011)."""

from directory.card_face.face import FILTERS, FOLDER, filled, style_inside, words

__all__ = ["FILTERS", "FOLDER", "filled", "style_inside", "words"]
