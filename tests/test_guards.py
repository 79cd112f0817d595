"""What keeps the tests to themselves: no network, and nothing of the developer's."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

from bot.settings import load_settings


def test_no_name_is_looked_up_but_this_machine_s_own() -> None:
    with pytest.raises(pytest.fail.Exception, match="looked up"):
        socket.getaddrinfo("example.org", 443)
    assert socket.getaddrinfo("localhost", 80)


def test_no_connection_leaves_this_machine() -> None:
    with pytest.raises((SocketBlockedError, SocketConnectBlockedError)):
        socket.create_connection(("192.0.2.1", 9), timeout=1)


def test_no_setting_and_no_folder_of_the_developer_is_seen(tmp_path: Path) -> None:
    settings = load_settings()

    assert not [name for name in os.environ if name.startswith(("FOOTNOTE_", "DISCORD_"))]
    assert Path.cwd() == tmp_path
    if os.name == "posix" and not settings.store_path.is_relative_to(Path.home() / "Library"):
        assert settings.store_path.is_relative_to(tmp_path)
