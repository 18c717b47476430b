"""Rasa is imported here once, without letting our hush change how the other tests' processes log and warn."""

from __future__ import annotations

import logging
import sys
import warnings

_before = (logging.getLogRecordFactory(), warnings.showwarning, sys.excepthook, sys.unraisablehook)

import bot.rasa_plugins.channel  # noqa: E402, F401 - installs the hush, which must be undone below

logging.setLogRecordFactory(_before[0])
warnings.showwarning = _before[1]
sys.excepthook, sys.unraisablehook = _before[2], _before[3]
