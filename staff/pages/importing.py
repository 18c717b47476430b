"""Pages for bringing a file into the directory: choose it, see what it would change, do it."""

from __future__ import annotations

from starlette.responses import Response

from directory.importing import Fault, start_batch
from directory.importing.hsds_applying import HsdsConflicts
from directory.importing.hsds_previewing import HsdsPreview
from directory.importing.incoming import Seen, bring_in, look_at_content, safe_name
from directory.importing.outlook import Outlook, outlook, touched_since_a_file
from staff.form import UPLOAD_BYTES, UploadedFile
from staff.kept_files import KeptFile, KeptFiles
from staff.page import Page
from staff.past.words import field_words, said, value_words
from staff.visit import Visit

KEPT = KeptFiles()
MOST_SHOWN = 200
"""Faults, and services, on one page."""
NO_FILE = "Välj en fil."
NO_CHOICE = "Välj om det som personal har ändrat ska behållas."
CHANGED = "Katalogen har ändrats sedan sidan visades. Se igenom på nytt vad som händer."
CHOICES = ("keep", "overwrite")


def choose(visit: Visit) -> Response:
    """The form with one file."""
    return _choose(visit)


def send(visit: Visit) -> Response:
    """Reads the file; when it has no faults, on to what it would change."""
    sent = visit.form.get("file")
    if not isinstance(sent, UploadedFile) or not (sent.name or sent.content):
        return _choose(visit, 422, {"file": NO_FILE})
    seen = look_at_content(sent.name, sent.content)
    if seen.errors:
        return _choose(visit, 422, {}, seen.errors, safe_name(sent.name))
    key = KEPT.keep(visit.session.id, safe_name(sent.name), sent.content, visit.desk.clock())
    return visit.to(f"/import/{key}")


def look(visit: Visit) -> Response:
    """What the file would change; nothing is changed."""
    held = _held(visit)
    return _ahead(visit, held) if held else visit.to("/import", "file_gone")


def do(visit: Visit) -> Response:
    """Brings the file in, when the directory is as it was when the person saw what would happen."""
    held = _held(visit)
    if held is None:
        return visit.to("/import", "file_gone")
    seen, choice = look_at_content(held.name, held.content), visit.form.text("touched")
    batch_id = ""
    try:
        with visit.desk.writing(visit.user.email, "import") as session:
            ahead = outlook(session, seen)
            fault = _fault(visit, ahead, choice)
            if fault:
                session.rollback()
            else:
                keep = touched_since_a_file(session) if choice == "keep" else ()
                batch = start_batch(session, seen.file_name)
                bring_in(session, seen, batch, keep)
                batch_id = batch.id
    except HsdsConflicts as conflicts:
        return _choose(visit, 409, {}, conflicts.faults, held.name)
    if fault:
        return _ahead(visit, held, 409 if "edition" in fault else 422, fault)
    KEPT.forget(visit.session.id, visit.request.path_params["key"])
    visit.desk.publish()
    return visit.to(f"/imports/{batch_id}", "import_done")


def _fault(visit: Visit, ahead: Outlook, choice: str) -> dict[str, str]:
    """What keeps the file from being brought in as it was shown."""
    if visit.form.text("edition") != str(ahead.edition):
        return {"edition": CHANGED}
    return {"touched": NO_CHOICE} if ahead.touched and choice not in CHOICES else {}


def _held(visit: Visit) -> KeptFile | None:
    return KEPT.get(visit.session.id, visit.request.path_params["key"], visit.desk.clock())


def _choose(
    visit: Visit,
    status: int = 200,
    faults: dict[str, str] | None = None,
    errors: tuple[Fault, ...] = (),
    name: str = "",
) -> Response:
    return visit.show(
        "importing/choose.html",
        status,
        faults=faults or {},
        errors=[error.message("sv") for error in errors[:MOST_SHOWN]],
        more=max(0, len(errors) - MOST_SHOWN),
        name=name,
        megabytes=UPLOAD_BYTES // 1_000_000,
    )


def _ahead(visit: Visit, held: KeptFile, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    """The page with every change, before and after."""
    seen: Seen = look_at_content(held.name, held.content)
    try:
        with visit.desk.writing(visit.user.email, "import") as session:
            ahead = outlook(session, seen)
            session.rollback()
    except HsdsConflicts as conflicts:
        return _choose(visit, 409, {}, conflicts.faults, held.name)
    notes = seen.notes if isinstance(seen, HsdsPreview) else ()
    return visit.show(
        "importing/ahead.html",
        status,
        faults=faults or {},
        name=held.name,
        ahead=ahead,
        shown=ahead.services[:MOST_SHOWN],
        notes=[note.message("sv") for note in notes[:MOST_SHOWN]],
        choice=visit.form.text("touched"),
        said=said,
        field_words=field_words,
        value_words=value_words,
    )


PAGES: tuple[Page, ...] = (
    Page("/import", get=choose, post=send, get_role="editor", post_role="editor"),
    Page("/import/{key}", get=look, post=do, get_role="editor", post_role="editor"),
)
