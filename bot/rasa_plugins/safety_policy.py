"""The policy that outranks all others: a crisis gets the danger message, whatever else is going on."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.decision import DANGER_UNCLEAR
from bot.rasa_plugins.topics import crises

_FIND_SERVICES = "action_find_services"


def danger_steps(tracker: DialogueStateTracker) -> list[str]:
    """The actions that answer the latest message when it is a crisis, else an empty list.

    The second time for the same crisis the words differ: the same text twice reads as a machine that
    does not listen.
    """
    intent = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    if intent == DANGER_UNCLEAR:
        return [_words(tracker, f"utter_{intent}"), ACTION_LISTEN_NAME]
    if intent not in crises():
        return []
    return [_words(tracker, f"utter_danger_{intent}"), _FIND_SERVICES, ACTION_LISTEN_NAME]


def _words(tracker: DialogueStateTracker, first: str) -> str:
    return f"{first}_again" if _said_before(tracker, first) else first


def _said_before(tracker: DialogueStateTracker, action: str) -> bool:
    """True when the action ran in an earlier turn than the present one."""
    events = list(tracker.events)
    last_message = max(i for i, event in enumerate(events) if isinstance(event, UserUttered))
    return any(
        isinstance(event, ActionExecuted) and event.action_name == action for event in events[:last_message]
    )


def _done_since_message(tracker: DialogueStateTracker) -> int:
    done = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return done
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            done += 1
    return done


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class SafetyPolicy(Policy):
    """Predicts the steps of `danger_steps` one by one, above an active form and every rule."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Highest priority; a form's own predictions count as no-user predictions and ours must too."""
        return {"priority": 100}

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next step of a danger answer, or no opinion."""
        steps, done = danger_steps(tracker), _done_since_message(tracker)
        probabilities = self._default_predictions(domain)
        if done >= len(steps):
            return self._prediction(probabilities)
        probabilities[domain.index_for_action(steps[done])] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> SafetyPolicy:
        """Same as created: there is nothing stored."""
        return cls(*args, **kwargs)
