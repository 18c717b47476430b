"""What the preview shows: the card in both languages, as it would be at some moment for some need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from markupsafe import Markup
from sqlalchemy.orm import Session

from directory.calendar_se import local
from directory.clock import STOCKHOLM
from directory.editing.checking import wording
from directory.models import Service
from directory.records import Language
from staff.service_form.card import drawn
from staff.service_form.choices import Options, offered
from staff.service_form.record import record_of


@dataclass(frozen=True, slots=True)
class Preview:
    """`cards`: language -> the card as HTML; none when the moment cannot be read."""

    code: str
    name: str
    day: str
    time: str
    need: str
    needs: Options
    cards: Mapping[Language, Markup]
    faults: Mapping[str, str]


def previewed(session: Session, service: Service, asked: Mapping[str, str], now: datetime) -> Preview:
    """The card as asked for in the address: `day`, `time`, `need`; now and its first need by default."""
    here = local(now)
    day, time = asked.get("day") or f"{here:%Y-%m-%d}", asked.get("time") or f"{here:%H:%M}"
    record = record_of(session, service)
    needs = offered(session).terms["need"]
    offers = sorted(record.needs, key=lambda code: (record.needs[code], code)) or sorted(
        record.last_resort_for
    )
    need = asked.get("need", "") if asked.get("need") in needs else next(iter([*offers, *needs]), "")
    moment = _moment(day, time)
    languages: tuple[Language, ...] = get_args(Language)
    cards = {language: drawn(record, need, language, moment) for language in languages} if moment else {}
    faults = {} if moment else {"day": wording()["bad_moment"]}
    return Preview(service.code, service.name, day, time, need, needs, cards, faults)


def _moment(day: str, time: str) -> datetime | None:
    """The moment on Stockholm's clock; None when it is none."""
    try:
        return datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M").replace(tzinfo=STOCKHOLM)
    except ValueError:
        return None
