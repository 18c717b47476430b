"""The pages of one service: what is seen, typed and saved, what waits, what others did meanwhile."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from markupsafe import escape
from sqlalchemy import func, select

from bot.gateway.render import Pages
from bot.gateway.session import Exchange
from bot.gateway.words import load
from directory import published
from directory.cards_making import make_card
from directory.clock import STOCKHOLM
from directory.critical import class_of
from directory.editing.draft import from_pairs
from directory.editing.drafting import draft_of, held
from directory.match import Need, find
from directory.models import ChangeRequest, MetadataRow, Service
from directory.reading import services
from directory.records import Language
from directory.verification import ReviewClass
from tests.bot.gateway.builders import FakeEmergency, a_reply
from tests.directory.editing.builders import draft_in
from tests.staff.builders import House, Visitor
from tests.staff.forms import Pairs, ids, sent, unlabelled

A_CLASS, B_CLASS = "bris", "somaya"
SAVE = ("do", "save")
LANGUAGES: tuple[Language, ...] = ("sv", "en")


def the_code(city: House) -> str:
    """A service of class B with a number."""
    with city.desk.reading() as session:
        return next(
            service.code
            for service in session.scalars(select(Service).order_by(Service.code))
            if service.phones and class_of(service) is ReviewClass.B
        )


def form_of(visitor: Visitor, code: str, **changed: str) -> Pairs:
    """The form as this visitor's browser would send it."""
    return sent(visitor.get(f"/service/{code}/edit").text, **changed)


def history_length(city: House) -> int:
    """How many changes there have been."""
    with city.desk.reading() as session:
        return session.scalar(select(func.count()).select_from(MetadataRow)) or 0


def errors(page: str) -> dict[str, str]:
    """Box -> what is said beside it."""
    return dict(re.findall(r'<p class="error" id="([^"]+)-error">([^<]*)</p>', page))


def test_every_service_of_the_seed_goes_through_its_form_without_a_trace(
    city: House, editor: Visitor
) -> None:
    """HTML and back: the same draft but for the code, which stays; a save of it writes nothing."""
    with city.desk.reading() as session:
        wanted = {s.code: draft_of(held(session, s)) for s in session.scalars(select(Service))}
    for code, draft in wanted.items():
        got = from_pairs(form_of(editor, code))
        boxes = {name: text for name, text in draft.fields.items() if text and name != "code"}
        assert {name: text for name, text in got.fields.items() if text} == boxes, code
        assert (got.lines, got.ticks) == (draft.lines, draft.ticks), code
    before = history_length(city)
    answer = editor.post(f"/service/{A_CLASS}/edit", [*form_of(editor, A_CLASS), SAVE])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/service/{A_CLASS}")
    assert "Ingenting var ändrat" in editor.get(f"/service/{A_CLASS}").text
    assert history_length(city) == before


def test_a_number_is_corrected_and_the_chats_copy_tells_it(city: House, editor: Visitor) -> None:
    """Typed, saved, published."""
    code = the_code(city)
    source = {"phones__0__source": "samtal med verksamheten", "phones__0__source_date": "2026-11-24"}
    pairs = form_of(editor, code, phones__0__number="070-174 06 05", **source)
    assert editor.post(f"/service/{code}/edit", [*pairs, SAVE]).status_code == 303
    page = editor.get(f"/service/{code}").text
    assert "Sparat." in page
    assert "070-174 06 05" in page
    assert published.read(city.desk.published_path) is not None
    with city.desk.reading() as session:
        row = session.scalars(select(MetadataRow).order_by(MetadataRow.last_action_date.desc())).first()
        assert row is not None
        assert (row.updated_by, row.origin) == (editor.email, "form")


def test_a_fault_stands_at_its_box_and_what_was_typed_is_kept(city: House, editor: Visitor) -> None:
    """422, a list at the top that leads to the box, nothing saved."""
    before = history_length(city)
    pairs = form_of(editor, A_CLASS, phones__0__number="ring oss", name_sv="", description_sv="Ny <text>")
    answer = editor.post(f"/service/{A_CLASS}/edit", [*pairs, SAVE])
    assert answer.status_code == 422
    assert set(errors(answer.text)) == {"name_sv", "phones-0-number", "phones-0-source"}
    assert '<a href="#phones-0-number">Telefon 1, nummer: ' in answer.text
    assert '<a href="#name_sv">Namn: Fyll i det här.</a>' in answer.text
    assert 'aria-invalid="true" aria-describedby="phones-0-number-error"' in answer.text
    again = from_pairs(sent(answer.text))
    assert again.text("description_sv") == "Ny <text>"
    assert again.listed("phones")[0].cells["number"] == "ring oss"
    assert "Ny <text>" not in answer.text
    assert history_length(city) == before


def test_a_line_is_added_and_taken_away_by_buttons_that_save_nothing(city: House, editor: Visitor) -> None:
    """And keep what was typed; the form still remembers what it was first filled with."""
    before = history_length(city)
    pairs = form_of(editor, A_CLASS, description_sv="Halvskrivet")
    added = editor.post(f"/service/{A_CLASS}/edit", [*pairs, ("do", "add:phones")])
    assert added.status_code == 200
    draft = from_pairs(sent(added.text))
    assert len(draft.listed("phones")) == 2
    assert draft.text("description_sv") == "Halvskrivet"
    gone = editor.post(f"/service/{A_CLASS}/edit", [*sent(added.text), ("do", "remove:phones:0")])
    (left,) = from_pairs(sent(gone.text)).listed("phones")
    assert left.id == ""
    assert dict(sent(gone.text))["base"] == dict(pairs)["base"]
    assert history_length(city) == before


def test_a_critical_fact_of_class_a_waits_and_the_page_says_so(city: House, editor: Visitor) -> None:
    """The old number stands until a second person has said yes."""
    source = {"phones__0__source": "samtal med verksamheten", "phones__0__source_date": "2026-11-24"}
    pairs = form_of(editor, A_CLASS, phones__0__number="070-174 06 05", description_sv="Ny text.", **source)
    pairs = [(name, "De har bytt nummer" if name == "reason" else text) for name, text in pairs]
    assert editor.post(f"/service/{A_CLASS}/edit", [*pairs, SAVE]).status_code == 303
    page = editor.get(f"/service/{A_CLASS}").text
    assert "Resten väntar" in page
    assert "Väntar på att en annan person godkänner" in page
    assert "Telefonnummer</a> (" in page
    assert "116 111" in page
    assert "Väntar på att en annan person godkänner" in editor.get(f"/service/{A_CLASS}/edit").text
    draft = draft_in(city.desk.writing_engine, A_CLASS)
    assert (draft.listed("phones")[0].cells["number"], draft.text("description_sv")) == (
        "116 111",
        "Ny text.",
    )
    with city.desk.reading() as session:
        (request,) = session.scalars(select(ChangeRequest)).all()
        assert (request.submitted_by, request.reason) == (editor.email, "De har bytt nummer")
        assert request.after["number"] == "070-174 06 05"


def test_two_who_change_different_boxes_lose_nothing(city: House, editor: Visitor) -> None:
    """The second is told, sees both changes, and saves again."""
    other = city.sign_in("editor", "annan@example.org")
    mine = form_of(editor, A_CLASS, description_sv="Min text.")
    theirs = form_of(other, A_CLASS, fees_description_sv="Gratis.")
    city.clock.move(minutes=5)
    assert other.post(f"/service/{A_CLASS}/edit", [*theirs, SAVE]).status_code == 303
    city.clock.move(minutes=5)
    told = editor.post(f"/service/{A_CLASS}/edit", [*mine, SAVE])
    assert told.status_code == 409
    assert "Ni har ändrat olika uppgifter" in told.text
    assert re.search(
        r'id="fees_description_sv-theirs">annan@example.org 2026-11-24 10:05: ”Gratis.”', told.text
    )
    draft = draft_in(city.desk.writing_engine, A_CLASS)
    assert draft.text("description_sv") != "Min text."
    assert editor.post(f"/service/{A_CLASS}/edit", [*sent(told.text), SAVE]).status_code == 303
    draft = draft_in(city.desk.writing_engine, A_CLASS)
    assert (draft.text("description_sv"), draft.text("fees_description_sv")) == ("Min text.", "Gratis.")


def test_two_who_change_the_same_box_are_both_shown(city: House, editor: Visitor) -> None:
    """One's own stays in the box, the other's stands beside it; then one of them is chosen."""
    other = city.sign_in("editor", "annan@example.org")
    mine, theirs = (
        form_of(one, A_CLASS, description_sv=f"{word} text.")
        for one, word in ((editor, "Min"), (other, "Deras"))
    )
    city.clock.move(minutes=5)
    other.post(f"/service/{A_CLASS}/edit", [*theirs, SAVE])
    told = editor.post(f"/service/{A_CLASS}/edit", [*mine, SAVE])
    assert told.status_code == 409
    assert "Ni ändrade båda" in told.text
    assert "”Deras text.”" in told.text
    assert dict(sent(told.text))["description_sv"] == "Min text."
    assert draft_in(city.desk.writing_engine, A_CLASS).text("description_sv") == "Deras text."
    assert editor.post(f"/service/{A_CLASS}/edit", [*sent(told.text), SAVE]).status_code == 303
    assert draft_in(city.desk.writing_engine, A_CLASS).text("description_sv") == "Min text."


def test_a_button_that_is_pressed_twice_saves_once(city: House, editor: Visitor) -> None:
    """The second time there is nothing left to save, and nobody is accused."""
    pairs = [*form_of(editor, A_CLASS, description_sv="Min text."), SAVE]
    editor.post(f"/service/{A_CLASS}/edit", pairs)
    length = history_length(city)
    assert editor.post(f"/service/{A_CLASS}/edit", pairs).status_code == 303
    assert history_length(city) == length


def test_a_form_that_does_not_say_what_it_was_filled_with_saves_nothing(city: House, editor: Visitor) -> None:
    """Then nobody could tell what others did meanwhile."""
    pairs = [(n, t) for n, t in form_of(editor, A_CLASS, description_sv="Min text.") if n != "base"]
    length = history_length(city)
    told = editor.post(f"/service/{A_CLASS}/edit", [*pairs, SAVE])
    assert told.status_code == 409
    assert dict(sent(told.text))["description_sv"] == "Min text."
    assert history_length(city) == length


def test_stale_english_is_marked_until_somebody_says_that_it_holds(city: House, editor: Visitor) -> None:
    """On the service's page and in the form; one tick is enough."""
    assert "äldre än svenskan" not in editor.get(f"/service/{A_CLASS}").text
    editor.post(f"/service/{A_CLASS}/edit", [*form_of(editor, A_CLASS, description_sv="Ny text."), SAVE])
    city.clock.move(minutes=5)
    assert "engelskan är äldre än svenskan" in editor.get(f"/service/{A_CLASS}").text
    page = editor.get(f"/service/{A_CLASS}/edit").text
    (key,) = re.findall(r'name="still_holds" value="([^"]+)"', page)
    editor.post(f"/service/{A_CLASS}/edit", [*sent(page), ("still_holds", key), SAVE])
    assert "äldre än svenskan" not in editor.get(f"/service/{A_CLASS}").text


def test_a_new_service_is_made_and_found(city: House, editor: Visitor) -> None:
    """With an organisation that was not there before."""
    page = editor.get("/services/new").text
    least = {"code": "ny-verksamhet", "name_sv": "Ny verksamhet", "organization": "Ny förening"}
    pairs = sent(
        page, **least, organization_new="yes", source="https://example.org/", source_date="2026-11-24"
    )
    answer = editor.post("/services/new", [*pairs, SAVE])
    assert (answer.status_code, answer.headers["location"]) == (303, "/service/ny-verksamhet")
    assert "Ny verksamhet" in editor.get("/service/ny-verksamhet").text
    again = editor.post("/services/new", [*pairs, SAVE])
    assert again.status_code == 422
    assert set(errors(again.text)) == {"code"}


def test_a_new_service_needs_its_least(city: House, editor: Visitor) -> None:
    """Each fault at its box; lines can be added before."""
    page = editor.post("/services/new", [*sent(editor.get("/services/new").text), ("do", "add:hours")]).text
    answer = editor.post("/services/new", [*sent(page), SAVE])
    assert answer.status_code == 422
    assert set(errors(answer.text)) == {"code", "name_sv", "organization", "source"}


@pytest.mark.parametrize("path", ["/service/bris/edit", "/services/new"])
def test_who_may_only_look_may_not_change(city: House, path: str) -> None:
    """Neither the form nor its sending; the service's page has no link to it."""
    viewer = city.sign_in("viewer")
    assert viewer.get(path).status_code == 403
    assert viewer.post(path, [("name_sv", "x")]).status_code == 403
    assert "/service/bris/edit" not in viewer.get("/service/bris").text


@pytest.mark.parametrize("path", ["/service/ingen", "/service/ingen/edit", "/service/ingen/preview"])
def test_a_service_that_is_not_there(city: House, editor: Visitor, path: str) -> None:
    """404, for sending too."""
    assert editor.get(path).status_code == 404
    assert editor.post("/service/ingen/edit", [SAVE]).status_code == 404


def test_every_box_has_a_label_and_every_id_is_one(city: House, editor: Visitor) -> None:
    """Keyboard and screen reader: also with every kind of line, faults and another's changes."""
    page = editor.get(f"/service/{A_CLASS}/edit").text
    for name in ("phones", "links", "hours", "exceptions", "places", "what_happens"):
        page = editor.post(f"/service/{A_CLASS}/edit", [*sent(page), ("do", f"add:{name}")]).text
    refused = editor.post(
        f"/service/{A_CLASS}/edit", [*sent(page, name_sv="", phones__0__number="x"), SAVE]
    ).text
    for html in (page, refused, editor.get(f"/service/{A_CLASS}/preview").text):
        assert unlabelled(html) == []
        assert len(ids(html)) == len(set(ids(html)))
        described = re.findall(r'aria-describedby="([^"]+)"', html)
        assert {id for value in described for id in value.split()} <= set(ids(html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids(html))
        assert "<script" not in html
        assert "style=" not in html
        assert not re.search(r"\son[a-z]+=", html)


def test_the_first_button_of_the_form_saves(city: House, editor: Visitor) -> None:
    """It is the one that Enter presses."""
    page = editor.get(f"/service/{A_CLASS}/edit").text
    form = page[page.index('class="service"') :]
    assert re.findall(r'<button name="do" value="([^"]+)"', form)[0] == "save"


def test_the_preview_is_the_chats_own_card(city: House) -> None:
    """The same bytes as in the chat, in both languages, at the chosen time for the chosen need."""
    now = datetime(2026, 12, 24, 3, 0, tzinfo=STOCKHOLM)
    viewer = city.sign_in("viewer")
    with city.desk.reading() as session:
        known = services(session)
    for code, need in (
        ("bris", "minor_exploited"),
        ("112", "immediate_danger"),
        ("kast-stockholm", "buys_sex"),
    ):
        if code not in {service.code for service in known}:
            code, need = next((s.code, min(s.needs)) for s in known if s.schedules and s.needs)
        page = viewer.get(f"/service/{code}/preview?day=2026-12-24&time=03:00&need={need}").text
        for language in LANGUAGES:
            match = next(m for m in find(Need(need, language=language), known, now) if m.service.code == code)
            card = make_card(match, language, now)
            pages = Pages(load(), FakeEmergency())
            chat = pages.chat(language, [Exchange("", a_reply(cards=(card,)), "m")], "t")
            drawn = re.search(r'<ul class="cards">.*?</li>\n</ul>', chat, re.DOTALL)
            assert drawn is not None
            assert drawn.group() in page, (code, language)


def test_a_moment_that_is_none_is_refused_at_its_box(city: House, editor: Visitor) -> None:
    """422, and what was typed is kept."""
    answer = editor.get("/service/bris/preview?day=24/12&time=9")
    assert answer.status_code == 422
    assert set(errors(answer.text)) == {"day"}
    assert 'value="24/12"' in answer.text


def test_the_preview_brings_the_chats_style_and_touches_nothing_else(city: House, editor: Visitor) -> None:
    """All of it stands inside one class."""
    answer = editor.get("/card.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text.startswith(".as-in-chat {")
    assert ":root" not in answer.text
    assert answer.text.count("{") == answer.text.count("}")


def test_the_services_page_tells_everything(city: House) -> None:
    """Facts with source and confidence, needs with code and rank, areas, state and what the chat does."""
    page = city.sign_in("viewer").get("/service/bris").text
    for part in ("116 111", "8sidor.se, 2025-08-20", "säkerhet hög", "inte kontrollerad", "minor_exploited"):
        assert part in page, part
    assert "sista utväg 1" in page
    assert "Sverige" in page
    assert "Så gör chatten nu" in page
    assert "/service/bris/history" in page


def test_what_staff_wrote_is_text_and_never_markup(city: House, editor: Visitor) -> None:
    """On every page of the service."""
    evil = "<img src=x onerror=alert(1)>\"'"
    pairs = form_of(editor, A_CLASS, internal_note=evil, description_sv=evil)
    editor.post(f"/service/{A_CLASS}/edit", [*pairs, SAVE])
    for path in ("", "/edit", "/preview"):
        assert "<img" not in editor.get(f"/service/{A_CLASS}{path}").text
    assert str(escape(evil)) in editor.get(f"/service/{A_CLASS}").text


@pytest.mark.parametrize(
    ("boxes", "status"),
    [
        ({"source": "x" * 201, "source_date": "2026"}, 422),
        ({"source": f"https://{'a.' * 120}example.org/", "source_date": "2026"}, 303),
    ],
)
def test_what_is_too_long_for_the_directory_is_told_or_shortened(
    city: House, editor: Visitor, boxes: dict[str, str], status: int
) -> None:
    """PostgreSQL would refuse it, and the page would break."""
    code = the_code(city)
    assert editor.post(f"/service/{code}/edit", [*form_of(editor, code, **boxes), SAVE]).status_code == status
