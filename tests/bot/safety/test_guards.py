"""What makes a danger smaller, rule by rule on a small rulebook."""

from __future__ import annotations

import pytest

from .builders import a_net, one_rule

GUARDS = """
figure: {effect: drop, reach: overlap, phrases: [dö av skratt]}
negated: {effect: lower, reach: before, phrases: [inte, aldrig velat]}
after: {effect: lower, reach: after, phrases: [inte]}
past: {effect: lower, reach: sentence, phrases: [för länge sen], unless: [i kväll]}
film: {effect: lower, reach: text, phrases: [på film]}
"""


@pytest.mark.parametrize(
    ("message", "level"),
    [
        ("jag vill dö", "hard"),
        ("jag vill dö av skratt", None),
        ("jag vill inte dö", "soft"),
        ("jag har aldrig velat vill dö", "soft"),
        ("jag kan inte sova jag vill dö", "hard"),
        ("vill dö inte", "soft"),
        ("för länge sen ville jag det men vill dö", "soft"),
        ("det var för länge sen. nu vill dö", "hard"),
        ("för länge sen vill dö i kväll", "hard"),
        ("vi såg det på film. vill dö", "soft"),
        ("orkar inte leva", "hard"),
        ("jag orkar inte inte leva", "soft"),
        ("på filn vill dö", "hard"),
    ],
)
def test_a_guard_touches_what_it_reaches_and_nothing_else(message: str, level: str | None) -> None:
    """The five reaches; a negation that belongs to the phrase is none; guards forgive no slips."""
    net = a_net(one_rule("vill ..1 dö", "orkar inte ..1 leva"), guards=GUARDS)
    assert next((danger.level for danger in net.dangers(message)), None) == level


def test_a_guard_can_be_kept_to_one_part_of_a_rule() -> None:
    """ "Her mother pays" must not lower what the writer says about their own age."""
    rules = """
    - {id: young, kind: minor_exploited, level: hard, together: [[är 14], [betalar mig]]}
    """
    guards = "other: {effect: lower, reach: before, only_for: [young/0], phrases: [hon]}"
    net = a_net(rules, guards=guards)
    assert [d.level for d in net.dangers("hon är 14 och han betalar mig")] == ["soft"]
    assert [d.level for d in net.dangers("jag är 14 och hon betalar mig")] == ["hard"]


def test_a_guard_can_be_kept_away_from_a_rule() -> None:
    """Some rules are made of negations."""
    guards = "negated: {effect: lower, reach: before, not_for: [rule], phrases: [inte]}"
    assert [d.level for d in a_net(one_rule("vill dö"), guards=guards).dangers("inte vill dö")] == ["hard"]


def test_all_parts_of_a_rule_must_be_heard() -> None:
    """An age alone is no danger, nor is a payment."""
    net = a_net("[{id: young, kind: minor_exploited, level: hard, together: [[är 14], [betalar mig]]}]")
    assert not list(net.dangers("jag är 14"))
    assert not list(net.dangers("han betalar mig"))
    assert [d.rule for d in net.dangers("han betalar mig. jag är 14")] == ["sv.young"]
