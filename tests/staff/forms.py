"""What a browser would send of a page's form, read from the HTML as it came."""

from __future__ import annotations

from html.parser import HTMLParser

Pairs = list[tuple[str, str]]


class _Boxes(HTMLParser):
    """The controls of the page, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self.names: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self._text: list[str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Inputs and chosen options count at once, a textarea when it ends."""
        held = {name: value or "" for name, value in attrs}
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "label":
            self.labels.add(held.get("for", ""))
        if tag in ("input", "textarea", "select") and held.get("type") != "hidden":
            self.names[held.get("id", "")] = "aria-label" if "aria-label" in held else held.get("name", "")
        if tag == "input" and "name" in held and (held.get("type") != "checkbox" or "checked" in held):
            self.pairs.append((held["name"], held.get("value", "")))
        if tag == "textarea":
            self._text = [held["name"]]
        if tag == "select":
            self._select = held["name"]
        if tag == "option" and self._select and "selected" in held:
            self.pairs.append((self._select, held["value"]))

    def handle_data(self, data: str) -> None:
        """The words of a textarea; browsers pass over its first line break."""
        if self._text is not None:
            self._text.append(data.removeprefix("\n") if len(self._text) == 1 else data)

    def handle_endtag(self, tag: str) -> None:
        """Closes what was open."""
        if tag == "textarea" and self._text is not None:
            self.pairs.append((self._text[0], "".join(self._text[1:])))
            self._text = None
        if tag == "select":
            self._select = ""


def _read(page: str) -> _Boxes:
    boxes = _Boxes()
    boxes.feed(page)
    boxes.close()
    return boxes


def sent(page: str, **changed: str) -> Pairs:
    """The boxes of the page, some with another text; without the token, which Visitor.post puts in."""
    names = {name.replace("__", "-"): text for name, text in changed.items()}
    pairs = [(name, names.pop(name, text)) for name, text in _read(page).pairs if name != "csrf"]
    return [*pairs, *names.items()]


def unlabelled(page: str) -> list[str]:
    """The ids of boxes that no label names."""
    boxes = _read(page)
    return [id for id, name in boxes.names.items() if id not in boxes.labels and name != "aria-label"]


def ids(page: str) -> list[str]:
    """Every id, in order."""
    return _read(page).ids
