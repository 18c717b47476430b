"""What a card lets through as HTML."""

from __future__ import annotations

import pytest

from directory.card_face.markup import phone_address, web_address


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///x", False),
        ("mailto:", False),
        ("/lamna", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_become_links(address: str, kept: bool) -> None:
    """The directory is typed by people and is not trusted."""
    assert web_address(address) == (address if kept else "")


@pytest.mark.parametrize(
    ("tel", "kept"),
    [
        ("tel:+46701740605", True),
        ("tel:112", True),
        ("tel:", False),
        ("tel:112;ext=1", False),
        ("javascript:x", False),
        ("tel:+46 70", False),
        ("sms:112", False),
    ],
)
def test_only_plain_numbers_become_calls(tel: str, kept: bool) -> None:
    """Nothing but digits after tel:."""
    assert phone_address(tel) == (tel if kept else "")
