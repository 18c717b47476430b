"""What stops a start before anything is started."""

from __future__ import annotations

import socket

import pytest

from bot.supervisor.ground import NotReady, check_ports, check_python


def test_another_python_is_named_with_the_way_out() -> None:
    """3.12 cannot run Rasa."""
    with pytest.raises(NotReady, match=r"needs Python 3\.11; this is 3\.12"):
        check_python((3, 12))


def test_this_python_will_do() -> None:
    """The tests run on the right one."""
    check_python()


def test_a_taken_port_is_named_with_its_house_and_variable() -> None:
    """A free one beside it is not."""
    with socket.socket() as taken, socket.socket() as free:
        for one in (taken, free):
            one.bind(("127.0.0.1", 0))
        taken.listen()
        port, other = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        with pytest.raises(NotReady) as told:
            check_ports({"CHAT": port, "STAFF": other})
    assert f"{port} (chat, LOTSEN_CHAT_PORT)" in str(told.value)
    assert "staff" not in str(told.value)


def test_every_taken_port_is_named_at_once() -> None:
    """Not one a try."""
    with socket.socket() as one, socket.socket() as two:
        for taken in (one, two):
            taken.bind(("127.0.0.1", 0))
            taken.listen()
        ports = {"CHAT": one.getsockname()[1], "RASA": two.getsockname()[1]}
        with pytest.raises(NotReady) as told:
            check_ports(ports)
    assert all(f"LOTSEN_{name}_PORT" in str(told.value) for name in ports)


def test_free_ports_stop_nothing_and_stay_free() -> None:
    """The probe lets go of them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    check_ports({"CHAT": port})
    check_ports({"CHAT": port})
