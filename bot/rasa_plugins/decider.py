"""The last word of the pipeline: merges the model, the phrase rules and the language into one intent."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.age import is_adult, is_minor
from bot.rasa_plugins.decision import Decision, Reading, Thresholds, decide
from bot.rasa_plugins.follow_ups import follow_up_in
from bot.rasa_plugins.intent_model import PAYMENT
from bot.rasa_plugins.language_identifier import LANGUAGE_GUESS
from bot.rasa_plugins.payer import roles_in
from bot.rasa_plugins.person_extractor import PERSON_ALONE
from bot.rasa_plugins.places import PLACE_ALONE
from bot.rasa_plugins.second_look import PAYER_PAIR
from bot.rasa_plugins.topics import crises, topics
from bot.safety import find_danger, fold

CANDIDATES = "candidates"
SOFT_DANGER = "soft_danger"
DANGER_DOUBTED = "danger_doubted"
UNDER_18 = "under_18"
_ASKED_BACK = ("nlu_fallback", "not_understood_again")
_PLACE_AND_LITTLE_ELSE = 5
_PERSON_AND_LITTLE_ELSE = 9
# Answers to a question of ours: may be no more than a fact.
_SAYS_LITTLE = ("deny", "affirm", "vague", "human_contact", "more_options")
_PERSON = ("gender", "audience", "age_group", "speaks", "wants_anonymous")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decider(GraphComponent, IntentClassifier):
    """In FallbackClassifier's place: sure enough to act, ask back with at most three topics, or danger."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._limits = Thresholds(**{f.name: config[f.name] for f in fields(Thresholds)})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bands of `Thresholds`."""
        limits = Thresholds()
        return {f.name: getattr(limits, f.name) for f in fields(Thresholds)}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Decider:
        """Nothing to train or load."""
        return cls(config)

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 - Rasa's check cannot read `X | None`
    ) -> list[Message]:
        """Set the intent to act on, the candidates to offer, and the soft danger flag."""
        for message in messages:
            reading = _reading(message, tracker)
            _write(message, decide(reading, crises(), _offerable(), self._limits), reading)
        return messages


def _reading(message: Message, tracker: DialogueStateTracker | None) -> Reading:
    text = message.get(TEXT) or ""
    folded, danger = fold(text), find_danger(text)
    ranking = [(entry["name"], entry["confidence"]) for entry in message.get(INTENT_RANKING_KEY)]
    top, confidence = ranking[0]
    told = {entity["entity"] for entity in message.get(ENTITIES, [])}
    words = len(folded.split())
    unclear = confidence < 0.5 or top == "out_of_scope"
    need, before = _slot(tracker, "need"), _intent_before(tracker)
    # "No, not me" is a no and "is it anonymous" a question to us, while nothing was looked for or asked.
    about_us = need is None and before != "ask_role" and not unclear and _is_dialogue(top)
    adult = is_adult(folded)
    return Reading(
        ranking=ranking,
        danger=(danger.kind, danger.level) if danger else None,
        language=message.get(LANGUAGE_GUESS),
        minor=is_minor(folded) or (not adult and _slot(tracker, "age_group") == UNDER_18),
        adult=adult,
        plain="tell_place" if message.get(PLACE_ALONE) else None if about_us else _plain(message, text, need),
        only_place="district" in told and unclear and words <= _PLACE_AND_LITTLE_ELSE,
        only_person=not told.isdisjoint(_PERSON)
        and (unclear or top in _SAYS_LITTLE)
        and words <= _PERSON_AND_LITTLE_ELSE
        and not about_us,
        roles=roles_in(text) if top in PAYER_PAIR or before == "ask_role" else frozenset(),
        asked_before=before in _ASKED_BACK,
        asked_role=before == "ask_role",
        payment=message.get(PAYMENT),
    )


def _slot(tracker: DialogueStateTracker | None, name: str) -> Any:
    return tracker.get_slot(name) if tracker else None


def _intent_before(tracker: DialogueStateTracker | None) -> str | None:
    """What the message before this one was understood as."""
    intent = tracker.latest_message.intent if tracker and tracker.latest_message else {}
    return intent.get("name")


def _plain(message: Message, text: str, need: str | None) -> str | None:
    """The intent of a message that says one thing and no more; a question about cards needs cards."""
    if message.get(PERSON_ALONE):
        return "tell_person"
    follow_up = follow_up_in(text)
    return follow_up if need or follow_up == "rather_not_say" else None


def _is_dialogue(intent: str) -> bool:
    return intent in topics() and topics()[intent].kind == "dialogue"


def _write(message: Message, decision: Decision, reading: Reading) -> None:
    confidence = next(
        (e["confidence"] for e in message.get(INTENT_RANKING_KEY) if e["name"] == decision.intent), 1.0
    )
    message.set(INTENT, {"name": decision.intent, "confidence": confidence}, add_to_output=True)
    message.set(CANDIDATES, list(decision.candidates), add_to_output=True)
    message.set(SOFT_DANGER, decision.soft, add_to_output=True)
    message.set(DANGER_DOUBTED, decision.doubted, add_to_output=True)
    if reading.minor or (decision.intent == "minor_exploited" and not reading.adult):
        others = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != "age_group"]
        entity = {"entity": "age_group", "value": UNDER_18}
        message.set(ENTITIES, [*others, entity], add_to_output=True)


def _offerable() -> tuple[str, ...]:
    return tuple(topic.code for topic in topics().values() if topic.kind != "dialogue")
