"""Takes the content out of everything Rasa's process logs, warns or crashes with.

At its default level Rasa writes a visitor's whole message to the log in several ways: a failed action logs
the tracker, an odd request logs its text, a typed "/x" becomes a warning that quotes it. Instead of chasing
each of them, every log record is made without its message: what is left is when, how bad, which module and
line, and the kind of exception.
"""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

_SAYS = "lotsen"
# Rasa's libraries deprecate each other by the page, and nobody here can mend that.
_OTHERS_BUSINESS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)


def install() -> None:
    """Make this process quiet for good; calling it again changes nothing."""
    logging.setLogRecordFactory(contentless_record)
    quiet_warnings()
    sys.excepthook = _excepthook
    sys.unraisablehook = lambda _: None


def quiet_warnings() -> None:
    """One line a warning, without its text, and none for deprecations."""
    warnings.showwarning = _show_warning
    # A lecture on Rasa 2 that Rasa 3 gives at every start, whatever the domain looks like.
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")


def say(words: str) -> None:
    """Log a fixed sentence of our own. Never pass anything that came from a visitor."""
    logging.getLogger(_SAYS).error(words)


def contentless_record(
    name: str,
    level: int,
    fn: str,
    lno: int,
    msg: object,
    args: Any,
    exc_info: Any,
    func: str | None = None,
    sinfo: str | None = None,
    **kwargs: Any,
) -> logging.LogRecord:
    """A record that says where and how bad, and of an exception only its class."""
    said = msg if name == _SAYS else ""
    failure = _class_of(exc_info)
    words = " ".join(part for part in (f"{Path(fn).stem}:{lno}", str(said), failure) if part)
    return logging.LogRecord(name, level, fn, lno, words, None, None, func, None)


def _class_of(exc_info: Any) -> str:
    if isinstance(exc_info, BaseException):
        return type(exc_info).__name__
    kind = exc_info[0] if isinstance(exc_info, tuple) else sys.exc_info()[0] if exc_info else None
    return kind.__name__ if kind else ""


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    if not issubclass(category, _OTHERS_BUSINESS):
        print(f"{category.__name__} {Path(filename).stem}:{lineno}", file=file or sys.stderr)


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" {Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else ""
    print(f"stopped by {kind.__name__}{where}", file=sys.stderr)
