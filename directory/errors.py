"""What can go wrong with the directory: one exception a reason.

DirectoryError
  DirectoryUnavailable   locked, not there, no answer
  SchemaError
    SchemaEmpty          nothing has been set up yet
    SchemaOlder          made by an earlier version
    SchemaNewer          made by a later version
    SchemaUnknown        tables without a version
  HistoryNeedsAuthor     a change that nobody stands for
  UnknownService         a code that the directory does not hold
"""

from __future__ import annotations


class DirectoryError(Exception):
    """Anything that this house reports; the message is for people and holds no visitor's words."""


class DirectoryUnavailable(DirectoryError):
    """The database cannot be reached or is locked; try again, or use the published copy."""


class SchemaError(DirectoryError):
    """The database is not of the version that this program speaks."""


class SchemaEmpty(SchemaError):
    """There are no tables yet."""


class SchemaOlder(SchemaError):
    """The tables were made by an earlier version of the program."""


class SchemaNewer(SchemaError):
    """The tables were made by a later version of the program."""


class SchemaUnknown(SchemaError):
    """There are tables, but nothing says which version made them."""


class HistoryNeedsAuthor(DirectoryError):
    """Somebody tried to change the directory without saying who is changing it."""


class UnknownService(DirectoryError):
    """No service has this code."""
