"""Wording that never falls silent: a language without words falls back to the other."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

_OTHER = {"sv": "en", "en": "sv"}


class SafeNLG(TemplatedNaturalLanguageGenerator):
    """Rasa's generator answers None, and so nothing, when no variation fits; silence can cost a life."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The variation for the slot `language` (Swedish when unset), or the same words in the other."""
        wanted = filled_slots.get("language") or "sv"
        for language in (wanted, _OTHER.get(wanted, "sv"), "sv"):
            slots = {**filled_slots, "language": language}
            response: dict[str, Any] | None = super().generate_from_slots(
                utter_action, slots, output_channel, **kwargs
            )
            if response is not None:
                return {**response, "lang": language}
        return None
