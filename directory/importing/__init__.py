"""Bringing files into the directory, in two steps: `preview` says what is wrong, `apply` does it."""

from directory.importing.applying import Applied, PreviewHasFaults, apply, start_batch
from directory.importing.faults import Fault
from directory.importing.previewing import Preview, preview
from directory.importing.rows import ServiceRow

__all__ = ["Applied", "Fault", "Preview", "PreviewHasFaults", "ServiceRow", "apply", "preview", "start_batch"]
