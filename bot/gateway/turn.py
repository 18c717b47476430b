"""One visitor turn, from what was typed or pressed to the Reply. Start reading here.

Way of a turn: limits -> hear (length, redaction, safety net) -> Rasa -> cards from the copy when
Rasa had none -> the danger message over it all -> the card in the visitor's own language when it is neither
Swedish nor English -> the session remembers what the page must show.
The web page and the testers' door both come through here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.gateway import buttons
from bot.gateway.danger import Guard
from bot.gateway.errors import RasaSilent, Refused
from bot.gateway.fallback import Fallback
from bot.gateway.forgetting import Forgetting
from bot.gateway.hearing import Heard, hear
from bot.gateway.limits import InFlight
from bot.gateway.neighbours import Rasa, RasaAnswer, SafetyNet
from bot.gateway.own_language import OwnLanguage
from bot.gateway.quiet_log import QuietLog
from bot.gateway.reply import Choice, Reply
from bot.gateway.session import Exchange, Session


@dataclass(frozen=True, slots=True)
class Turns:
    """All that a turn needs, handed in. Raises what errors.py lists; other faults are answered with 112."""

    rasa: Rasa
    net: SafetyNet
    guard: Guard
    own_language: OwnLanguage
    fallback: Fallback
    in_flight: InFlight
    forgetting: Forgetting
    log: QuietLog

    async def say(self, session: Session, typed: str) -> Exchange:
        """Free text. Raises TooLong, TooFast or Busy."""
        return await self._take(session, lambda: self._answer_text(session, typed))

    async def choose(self, session: Session, number: str, mark: str | None = None) -> Exchange:
        """A button of the last answer. Raises BadChoice, TooFast or Busy."""
        choice = buttons.find(session.last, number, mark)
        return await self._take(session, lambda: self._answer_choice(session, choice))

    async def _take(self, session: Session, answer: Callable[[], Awaitable[tuple[str, Reply]]]) -> Exchange:
        with self.in_flight.one(), session.one_turn():
            try:
                said, reply = await answer()
            except Refused:
                raise
            except Exception as fault:
                self.log.incident("turn", fault)
                said, reply = "", self.fallback.silent(session.language, None)
        exchange = session.remember(said, reply)
        if session.over:  # the visitor left while Rasa worked, which may have begun a new tracker
            session.exchanges = []
            await self.forgetting.forget(session.sender)
        return exchange

    async def _answer_text(self, session: Session, typed: str) -> tuple[str, Reply]:
        heard = hear(typed, self.net, self.log)
        if not heard.is_text:
            return "", self.fallback.line("not_text", session.language)
        if heard.text == "":
            return "", self.fallback.line("empty", session.language)
        if heard.danger is None and (named := buttons.named(session.last, heard.text)):
            return await self._answer_choice(session, named)
        asked = self._ask(session, heard.text)
        return heard.text or "", await self._answer(session, heard, asked, None)

    async def _ask(self, session: Session, text: str | None) -> RasaAnswer:
        """Rasa never gets what could not be redacted."""
        if text is None:
            raise RasaSilent
        return await self.rasa.say(session.sender, text, session.language)

    async def _answer_choice(self, session: Session, choice: Choice) -> tuple[str, Reply]:
        asked = self.rasa.choose(session.sender, choice.payload, session.language)
        pressed = Heard(choice.title, self.guard.of_choice(choice.need))
        return choice.title, await self._answer(session, pressed, asked, choice.need)

    async def _answer(
        self, session: Session, heard: Heard, asked: Awaitable[RasaAnswer], need: str | None
    ) -> Reply:
        """Rasa's answer made safe; without Rasa the gateway's own. `need`: known before Rasa is asked."""
        page, soft, danger, tongue = session.language, heard.soft, heard.danger, None
        try:
            answer = await asked
        except RasaSilent:
            reply = self.fallback.silent(page, need or session.need)
        except Exception as fault:
            self.log.incident("rasa", fault)
            reply = self.fallback.silent(page, need or session.need)
        else:
            tongue = answer.language_name
            reply, soft = self.fallback.with_cards(answer.reply, page), soft or answer.soft_danger
            danger = None if answer.danger_doubted else danger  # `soft_danger` is set then: one line with 112
        reply = self.guard.over(reply, danger, soft=soft, page=page, before=session.dangers)
        return self.own_language.over(reply, tongue, page)
