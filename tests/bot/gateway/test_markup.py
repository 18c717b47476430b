"""The little markup of plain texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.markup import marked, paragraphs
from directory.card_face.markup import words


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


def test_a_marked_number_is_a_link_and_one_that_cannot_be_dialled_is_not() -> None:
    """An unmarked one stays words; nothing that is marked can break the page."""
    link = '<a class="number" dir="ltr" href="tel:+46701740605">070-174 06 05</a>'
    assert paragraphs(f"Ring {marked('070-174 06 05')}.") == f"<p>Ring {link}.</p>"
    assert "<a" not in paragraphs("Ring 070-174 06 05.")
    assert paragraphs(f"Ring {marked('1')}.") == "<p>Ring 1.</p>"
