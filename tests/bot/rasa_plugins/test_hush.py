"""The log of Rasa's process: when, how bad, where and what kind, and never what was said."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.rasa_plugins import hush

SECRET = "hemligt-9f3a"
log = logging.getLogger("a.library")


@pytest.fixture
def hushed() -> Iterator[io.StringIO]:
    """What the process logs with the hush installed and every level switched on; undone afterwards."""
    out, before = io.StringIO(), (logging.getLogRecordFactory(), sys.excepthook, sys.unraisablehook)
    handler, root = logging.StreamHandler(out), logging.getLogger()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(exc_text)s"))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    with warnings.catch_warnings():
        hush.install()
        yield out
    logging.setLogRecordFactory(before[0])
    sys.excepthook, sys.unraisablehook = before[1], before[2]
    root.removeHandler(handler)
    root.setLevel(level)


def formatted() -> None:
    """The usual way."""
    log.error(f"could not read {SECRET}")


def with_arguments() -> None:
    """The lazy way."""
    log.debug("could not read %s from %s", SECRET, {"text": SECRET})


def as_the_message() -> None:
    """The message itself is an object."""
    log.warning({"event": SECRET})


def with_an_exception() -> None:
    """An exception that quotes what was said, with the local variables of its frames."""
    try:
        raise ValueError(f"bad value {SECRET}")
    except ValueError:
        log.exception(f"failed on {SECRET}")


def with_an_exception_object() -> None:
    """The same, handed over as an object."""
    log.error(SECRET, exc_info=KeyError(SECRET))


def with_extra() -> None:
    """Extra fields."""
    log.error("failed", extra={"text": SECRET})


def with_the_stack() -> None:
    """The stack with it."""
    log.error(SECRET, stack_info=True)


def by_structlog() -> None:
    """As Rasa does it: structlog on top of logging."""
    structlog.wrap_logger(
        log, processors=[structlog.processors.KeyValueRenderer()], wrapper_class=structlog.stdlib.BoundLogger
    ).error("rest.message.received.failure", text=SECRET)


WAYS = [
    formatted, with_arguments, as_the_message, with_an_exception, with_an_exception_object, with_extra,
    with_the_stack, by_structlog,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_no_way_of_logging_carries_content(hushed: io.StringIO, way: Callable[[], None]) -> None:
    """One line comes out, so something was logged, and the secret is not in it."""
    way()
    assert "a.library" in hushed.getvalue()
    assert SECRET not in hushed.getvalue()


@pytest.mark.parametrize("way", [w for w in WAYS if w is not with_extra], ids=lambda way: str(way.__name__))
def test_without_the_hush_each_of_them_does(
    caplog: pytest.LogCaptureFixture, way: Callable[[], None]
) -> None:
    """The control: were these not leaks, the test above would prove nothing."""
    caplog.set_level(logging.DEBUG)
    way()
    assert SECRET in caplog.text


def test_what_is_left_is_enough_to_find_the_fault(hushed: io.StringIO) -> None:
    """Level, logger, file and line, and the exception's class."""
    with_an_exception()
    assert hushed.getvalue().startswith("ERROR a.library test_hush:")
    assert "ValueError" in hushed.getvalue()
    assert "Traceback" not in hushed.getvalue()


def test_our_own_fixed_sentences_are_kept(hushed: io.StringIO) -> None:
    """`say` is the one way to log words."""
    hush.say("a turn failed")
    assert "a turn failed" in hushed.getvalue()


def test_warnings_lose_their_words(hushed: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """Rasa warns about a typed "/x" by quoting it; the category and the place remain."""
    warnings.simplefilter("always")
    warnings.warn(f"could not parse {SECRET}", UserWarning, stacklevel=1)
    said = capsys.readouterr().err
    assert said.startswith("UserWarning test_hush:")
    assert SECRET not in said


@pytest.mark.parametrize(
    "crash",
    [
        f"raise RuntimeError('{SECRET}')",
        f"{{}}['{SECRET}']",
        f"class A:\n  def __del__(self): raise ValueError('{SECRET}')\na = A()\ndel a",
        f"import logging\nlogging.getLogger().error('%d', '{SECRET}')",
        f"import warnings\nwarnings.warn('{SECRET}')",
    ],
)
def test_a_crash_says_its_kind_and_not_its_words(crash: str) -> None:
    """Uncaught exceptions, failing destructors and logging's own complaints, in a process of their own."""
    program = f"from bot.rasa_plugins import hush\nhush.install()\ntext = '{SECRET}'\n{crash}"
    process = subprocess.run(  # the program stands on stdin, so that no traceback can quote it from a file
        [sys.executable, "-"], input=program, capture_output=True, text=True, check=False
    )
    assert SECRET not in process.stdout + process.stderr


def test_an_uncaught_exception_is_still_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Its class and the line it came from; a crash that says nothing cannot be mended."""
    try:
        raise LookupError(SECRET)
    except LookupError as error:
        hush._excepthook(LookupError, error, error.__traceback__)
    assert capsys.readouterr().err.startswith("stopped by LookupError test_hush:")


def test_installing_twice_changes_nothing(hushed: io.StringIO) -> None:
    """The channel installs it, and whoever else wants to may."""
    hush.install()
    formatted()
    assert hushed.getvalue().count("a.library") == 1


@given(st.text(min_size=8), st.sampled_from(["%s", "%r", "{}", "100%"]))
def test_no_text_survives_a_record(words: str, form: str) -> None:
    """Whatever the message and its form, the record holds none of it."""
    made = hush.contentless_record("some.lib", 40, "/x/module.py", 7, f"{form} {words}", (words,), None)
    assert made.getMessage() == "module:7"
    assert words not in {str(value) for value in vars(made).values()}
