"""Marks that nobody else writes: what a visitor might say of themselves, made anew for each run."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

_LETTERS = "bcdfghjkmpqvwxz"  # no vowels: no word in any language, and nothing that redaction hides
_FICTIONAL = range(5, 100)
"""070-174 06 05 to 070-174 06 99 belong to nobody."""
_RUN, _EACH = 10, 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Bytes to look for in lower-cased files. `everywhere` False: others write it too, so only in our own."""

    kind: str
    form: str
    pattern: bytes
    everywhere: bool = True


@dataclass(frozen=True, slots=True)
class Canary:
    """One visitor's marks; the nonce stands in the e-mail address and the name too."""

    nonce: str
    personnummer: str
    phone: str

    @property
    def email(self) -> str:
        """An address at a domain that belongs to nobody."""
        return f"{self.nonce}@example.org"

    @property
    def name(self) -> str:
        """A name, with a capital and a letter that is not ASCII."""
        return f"{self.nonce.title()}-Åsberg"

    def sing(self, frame: str) -> str:
        """The sentence with all marks in their places: {nonce}, {name}, {personnummer}, {phone}, {email}."""
        marks = (self.nonce, self.name, self.personnummer, self.phone, self.email)
        names = ("nonce", "name", "personnummer", "phone", "email")
        return frame.format(**dict(zip(names, marks, strict=True)))


@dataclass
class Flock:
    """The canaries of one run: they share the first letters, so that one search finds them all."""

    run: str = field(default_factory=lambda: _letters(_RUN))
    # The 30th of February: nobody has this number, and a run's own four last digits tell it from others.
    personnummer: str = field(
        default_factory=lambda: f"{secrets.randbelow(90) + 10}0230-{secrets.randbelow(9000) + 1000}"
    )
    phone: str = field(default_factory=lambda: f"070-174 06 {secrets.choice(_FICTIONAL):02d}")
    labels: dict[str, str] = field(default_factory=dict)

    def hatch(self, label: str) -> Canary:
        """A new one. `label`: where it is about to be sent."""
        nonce = next(word for word in iter(lambda: self.run + _letters(_EACH), "") if word not in self.labels)
        self.labels[nonce] = label
        return Canary(nonce, self.personnummer, self.phone)

    def marks(self) -> tuple[Mark, ...]:
        """Everything to look for."""
        digits = "".join(filter(str.isdigit, self.phone)).removeprefix("0")  # also behind +46
        return (
            *_forms("nonce", self.run),
            *_forms("personnummer", self.personnummer),
            *_forms("personnummer", self.personnummer.replace("-", "")),
            *_forms("phone", self.phone, everywhere=False),
            *_forms("phone", self.phone.replace(" ", "+"), everywhere=False),
            *_forms("phone", self.phone.replace(" ", "%20"), everywhere=False),
            *_forms("phone", digits, everywhere=False),
        )

    def label(self, context: bytes) -> str:
        """Where the canary in these bytes was sent; empty when that cannot be told."""
        plain = context.replace(b"\0", b"").decode("ascii", "ignore").lower()
        return next((label for nonce, label in self.labels.items() if nonce in plain), "")


def _forms(kind: str, text: str, everywhere: bool = True) -> tuple[Mark, ...]:
    """Lower case, because the files are lower-cased before the search."""
    low = text.lower()
    wide = low.encode("utf-16-le").removesuffix(b"\0")  # so cut, it is found in both byte orders
    percent = "".join(f"%{byte:02x}" for byte in low.encode())
    return (
        Mark(kind, "utf-8", low.encode(), everywhere),
        Mark(kind, "utf-16", wide, everywhere),
        Mark(kind, "percent", percent.encode(), everywhere),
    )


def _letters(number: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(number))
