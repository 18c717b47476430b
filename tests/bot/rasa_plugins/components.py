"""Rasa's components outside its graph: training data, messages, and a model folder made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

RESOURCE = Resource("part")
CONTEXT = ExecutionContext(GraphSchema({}), model_id="m")

EXAMPLES = [
    ("sells_sex", "sv", "jag säljer sex"),
    ("sells_sex", "sv", "jag tar betalt för sex"),
    ("sells_sex", "en", "i sell sex"),
    ("sells_sex", "en", "they pay me for sex"),
    ("homelessness", "sv", "jag har ingenstans att bo"),
    ("homelessness", "sv", "jag behöver bostad i kväll"),
    ("homelessness", "en", "i have nowhere to live"),
    ("homelessness", "en", "i need somewhere to sleep"),
    ("greet", "sv", "hej hej"),
    ("greet", "sv", "god morgon hej"),
    ("greet", "en", "hello there"),
    ("greet", "en", "good morning hello"),
]


class Folder:
    """What Rasa's model storage is to a component: a place to write to and to read from."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def write_to(self, resource: Resource) -> Iterator[Path]:
        """Where a component leaves what it has learnt."""
        yield self.path

    @contextmanager
    def read_from(self, resource: Resource) -> Iterator[Path]:
        """The same place, later."""
        yield self.path


def training_data(examples: Iterable[tuple[str, str, str]] = EXAMPLES) -> TrainingData:
    """Examples as Rasa reads them out of nlu.*.yml: (intent, language of the block, text)."""
    return TrainingData([_example(*example) for example in examples])


def a_message(text: str, **properties: Any) -> Message:
    """A message on its way through the pipeline."""
    return Message({"text": text, **properties})


def entities(message: Message) -> dict[str, str]:
    """The entities that a message has got, by name."""
    return {entity["entity"]: entity["value"] for entity in message.get("entities", [])}


def _example(intent: str, language: str, text: str) -> Message:
    metadata = {"metadata": {"intent": {"language": language}}} if language else {}
    return Message({"text": text, "intent": intent, **metadata})
