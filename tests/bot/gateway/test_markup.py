"""The little markup of plain texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.markup import paragraphs, phone_address, web_address, words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ett", "<p>Ett</p>"),
        ("Ett\n\nTvå", "<p>Ett</p><p>Två</p>"),
        ("Ett\nTvå", "<p>Ett<br>Två</p>"),
        ("- ett\n- två\n", "<ul><li>ett</li><li>två</li></ul>"),
        ("- ett\ninte lista", "<p>- ett<br>inte lista</p>"),
        ("ring 112.", '<p>ring <a href="tel:112">112</a>.</p>'),
        ("112", '<p><a href="tel:112">112</a></p>'),
        ("1120 och 08-112 och 112-1", "<p>1120 och 08-112 och 112-1</p>"),
        ("<b>&amp;", "<p>&lt;b&gt;&amp;amp;</p>"),
        ("", ""),
    ],
)
def test_paragraphs(text: str, html: str) -> None:
    """Paragraphs, lists and 112; the rest is escaped."""
    assert paragraphs(text) == html


@given(st.text() | st.text("<>&\"' -\n112abc/="))
def test_no_text_makes_any_other_element(text: str) -> None:
    """Whatever a text holds, only our five elements come out, and quotes never leave an attribute."""
    elements = set(re.findall(r"<[^>]*>", str(paragraphs(text)) + str(words(text))))
    assert elements <= {
        "<p>", "</p>", "<br>", "<ul>", "</ul>", "<li>", "</li>", '<a href="tel:112">', "</a>",
    }  # fmt: skip


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
