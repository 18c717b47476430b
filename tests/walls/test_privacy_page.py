"""PRIVACY.md says what the page says, and names the same proof."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROOFS: dict[str, str] = yaml.safe_load((ROOT / "tests/bot/gateway/promises.yml").read_text("utf-8"))
PAGE = yaml.safe_load((ROOT / "bot/gateway/texts/en.yml").read_text("utf-8"))["privacy"]["parts"]
SENTENCES = {sentence["id"]: sentence["text"] for part in PAGE for sentence in part["sentences"]}


@pytest.mark.parametrize("promise", [name for name, proof in PROOFS.items() if proof != "limit"])
def test_each_promise_stands_in_privacy_md_with_its_proof(promise: str) -> None:
    """One row of the table: the promise's name, its sentence, its test."""
    row = f"| {promise} | {SENTENCES[promise]} | `{PROOFS[promise]}` |"
    assert row in (ROOT / "PRIVACY.md").read_text("utf-8")
