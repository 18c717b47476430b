"""What was sent with a form: fields, and files read whole."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from directory.unseen import without_unseen

UPLOAD_BYTES = 5_000_000
FORM_BYTES = 200_000
MOST_FIELDS = 2_000
PATIENCE = 20.0
"""Seconds that a form may take to arrive."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent; `name` is what the sender's computer called it."""

    name: str
    content: bytes


class FormData(ImmutableMultiDict[str, str | UploadedFile]):
    """Fields by name; `getlist` gives all of one name in their order."""

    def text(self, name: str) -> str:
        """The words of a field; "" when it is missing or is a file."""
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The words of every field with this name."""
        return [value for value in self.getlist(name) if isinstance(value, str)]


async def read_form(request: Request, *, files: bool) -> FormData:
    """The form of a POST. Raises HTTPException 413, 415, 408 or 400; never reads past the limit."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data" and files:
        limit = UPLOAD_BYTES
    elif kind == "application/x-www-form-urlencoded" or not kind:
        limit = FORM_BYTES
    else:
        raise HTTPException(415)
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise HTTPException(413)
    try:
        return await asyncio.wait_for(_read(_counted(request, limit)), PATIENCE)
    except TimeoutError:
        raise HTTPException(408) from None


def _counted(request: Request, limit: int) -> Request:
    """The same request, which stops when more arrives than was allowed."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)


async def _read(request: Request) -> FormData:
    async with request.form(max_files=4, max_fields=MOST_FIELDS, max_part_size=FORM_BYTES) as sent:
        items = [(name, await _value(value)) for name, value in sent.multi_items()]
    if len(items) > MOST_FIELDS:
        raise HTTPException(413)
    return FormData(items)


async def _value(value: UploadFile | str) -> str | UploadedFile:
    """Text with one kind of line end and without signs that nobody sees; a file with its bytes."""
    if isinstance(value, str):
        return without_unseen(value.replace("\r\n", "\n"))
    return UploadedFile(value.filename or "", await value.read())
