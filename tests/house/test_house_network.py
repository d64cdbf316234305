"""Nothing leaves the machine while tests run."""

import socket

import pytest


def test_a_connection_to_another_machine_is_stopped() -> None:
    with pytest.raises(PermissionError, match="tried to reach"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
