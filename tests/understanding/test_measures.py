"""The measures count what their names say, and nothing else."""

from __future__ import annotations

import pytest

from tests.understanding import measures
from tests.understanding.builders import row
from tests.understanding.figures import Share


def hits(name: str, *rows: measures.Row) -> tuple[int, int]:
    """(hits, n) of one measure."""
    share = measures.shares(rows)[name]
    return share.hits, share.n


def test_a_need_acted_on_is_right_or_wrong_or_asked_back() -> None:
    """Buttons that hold the right need are neither right at once nor wrong."""
    rows = (
        row("buys_sex", "buys_sex"),
        row("buys_sex", "sells_sex"),
        row("buys_sex", "nlu_fallback", offered=("sells_sex", "buys_sex")),
        row("buys_sex", "nlu_fallback", offered=("money_help",)),
    )
    assert hits("acted_right.sv", *rows) == (1, 4)
    assert hits("acted_wrong.sv", *rows) == (1, 4)
    assert hits("right_or_offered.sv", *rows) == (2, 4)
    assert hits("asked_back.sv", *rows) == (2, 4)


def test_hard_messages_also_count_by_themselves() -> None:
    """Direct ones do not."""
    rows = (row("addiction", "addiction"), row("addiction", "money_help", kind="hard"))
    assert hits("acted_right_hard.sv", *rows) == (0, 1)


def test_each_language_by_itself() -> None:
    """English messages leave the Swedish figures alone."""
    rows = (row("addiction", "addiction"), row("addiction", "money_help", language="en"))
    assert hits("acted_right.sv", *rows) == (1, 1)
    assert hits("acted_right.en", *rows) == (0, 1)


def test_any_danger_message_counts_for_a_crisis() -> None:
    """112 comes first whichever crisis was named; the soft line counts only as a hint."""
    rows = (
        row("suicide_risk", "immediate_danger"),
        row("suicide_risk", "addiction", soft=True),
        row("suicide_risk", "addiction"),
        row("addiction", "suicide_risk"),
        row("addiction", "addiction", soft=True),
    )
    assert hits("danger_recall.sv", *rows) == (1, 3)
    assert hits("danger_hinted.sv", *rows) == (2, 3)
    assert hits("danger_false.sv", *rows) == (1, 2)
    assert hits("danger_false_hinted.sv", *rows) == (2, 2)


def test_what_net_and_model_catch_alone() -> None:
    """The net when it is sure; the model by its first guess."""
    rows = (
        row("suicide_risk", "suicide_risk", net=("suicide_risk", "hard"), first=("addiction", 0.4)),
        row("suicide_risk", "suicide_risk", net=("suicide_risk", "soft")),
    )
    assert hits("danger_by_net_alone.sv", *rows) == (1, 2)
    assert hits("danger_by_model_alone.sv", *rows) == (1, 2)


def test_traps_are_danger_shown_where_there_is_none() -> None:
    """And do not mix with the ordinary false alarms."""
    rows = (
        row("greet", "immediate_danger", kind="traps", detail="figurative"),
        row("greet", "greet", kind="traps", detail="figurative"),
    )
    assert hits("danger_false_on_traps.sv", *rows) == (1, 2)
    assert hits("danger_false.sv", *rows) == (0, 0)
    assert measures.trap_shares(rows) == {"figurative.sv": Share(1, 2)}


def test_out_of_scope_must_get_no_service() -> None:
    """Being asked back is no service, a need is."""
    rows = (
        row("out_of_scope", "nlu_fallback", offered=("addiction",)),
        row("out_of_scope", "addiction"),
        row("out_of_scope", "greet"),
    )
    assert hits("out_of_scope_served", *rows) == (1, 3)


def test_what_is_unclear_must_be_asked_back() -> None:
    """A vague message has no right topic; acting on one is wrong."""
    rows = (row("vague", "nlu_fallback"), row("ask_role", "ask_role"), row("vague", "addiction"))
    assert hits("unclear_asked_back.sv", *rows) == (2, 3)
    assert "vague" not in measures.by_code(rows)


def test_each_hand_has_its_share() -> None:
    """Only of messages that a service answers."""
    rows = (row("addiction", "addiction"), row("addiction", "greet"), row("greet", "greet"))
    assert measures.by_hand(rows) == {"t99": Share(1, 2)}


def test_a_pair_may_be_asked_back_but_not_confused() -> None:
    """Paid and was paid also by themselves."""
    rows = (
        row("buys_sex", "ask_role", kind="pairs"),
        row("sells_sex", "buys_sex", kind="pairs"),
        row("child_at_risk", "child_at_risk", kind="pairs"),
    )
    assert hits("payer_right_or_asked", *rows) == (1, 2)
    assert hits("pairs_right_or_asked", *rows) == (2, 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [("hjälp mig nu", "language.1-3"), ("jag vet inte vart", "language.4-8"), ("ord " * 9, "language.9+")],
)
def test_language_by_length(text: str, name: str) -> None:
    """Being too short to tell is not right either."""
    rows = (
        row(None, "greet", kind="language", text=text),
        row(None, "greet", kind="language", text=text, guess=None),
    )
    assert hits(name, *rows) == (1, 2)


def test_danger_in_another_language_gets_112() -> None:
    """By the card of other languages or by a danger message."""
    rows = (
        row(None, "other_language", kind="foreign_danger", language="other", guess="other"),
        row(None, "immediate_danger", kind="foreign_danger", language="other", guess="sv"),
        row(None, "greet", kind="foreign_danger", language="other", guess="sv"),
    )
    assert hits("foreign_danger_card", *rows) == (2, 3)
    assert hits("foreign_seen", *rows) == (1, 3)


def test_macro_f1_weighs_every_code_alike() -> None:
    """Three of four right in one code, none in another: (2*3/7 + 0) / 2."""
    pairs = [("a", "a"), ("a", "a"), ("a", "a"), ("b", "a")]
    assert measures.macro_f1(pairs) == pytest.approx((2 * 3 / (3 + 4) + 0) / 2)


def test_confusions_count_only_what_was_acted_on() -> None:
    """The most frequent first; asking back confuses nothing."""
    rows = [row("addiction", "money_help")] * 2 + [
        row("addiction", "greet"),
        row("addiction", "nlu_fallback"),
    ]
    assert measures.confusions(rows, most=1) == [measures.Pair("addiction", "money_help", 2)]


def test_calibration_compares_confidence_with_truth() -> None:
    """By tenths; empty tenths are left out."""
    rows = [
        row("addiction", "addiction", first=("addiction", 0.92)),
        row("addiction", "greet", first=("greet", 0.98)),
        row("addiction", "greet", first=("greet", 0.15)),
    ]
    means, shares = zip(*measures.calibration(rows), strict=True)
    assert means == (pytest.approx(0.15), pytest.approx(0.95))
    assert shares == (Share(0, 1), Share(1, 2))


@pytest.mark.parametrize(("share", "value"), [(0.5, 3), (0.95, 5), (0, 1)])
def test_percentile(share: float, value: float) -> None:
    """Of one to five."""
    assert measures.percentile([5, 4, 3, 2, 1], share) == value
