"""The log that cannot hold content."""

from __future__ import annotations

import io
import logging

from bot.gateway.quiet_log import QuietHandler
from tests.bot.gateway.builders import a_log


def test_an_incident_is_hour_place_class_and_number() -> None:
    """Not the minute, not the message."""
    out = io.StringIO()
    number = a_log(out).incident("turn", ValueError("hemligt"))
    assert out.getvalue() == f"2026-11-24 10:00 turn ValueError {number}\n"


def test_libraries_cannot_write_content_through_it() -> None:
    """Message, arguments and traceback of a record are dropped; name and class stay."""
    out = io.StringIO()
    logger = logging.Logger("httpx")
    logger.addHandler(QuietHandler(a_log(out)))
    try:
        raise RuntimeError("hemligt")
    except RuntimeError:
        logger.exception("HTTP Request: %s", "hemligt")
    logger.info("hemligt")
    assert "hemligt" not in out.getvalue()
    assert out.getvalue().split()[2:4] == ["httpx", "RuntimeError"]
    assert len(out.getvalue().splitlines()) == 1
