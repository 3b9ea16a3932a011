"""The home folder and the key in it: private, whole or absent, and the same for two who start at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from telemachy.cli.environment import make_home
from telemachy.errors import Refused
from telemachy.journeys.master_key import read_master_keys


@pytest.fixture(autouse=True)
def no_other_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELEMACHY_KEK_FILE")


def test_the_home_and_its_key_are_readable_by_this_user_only(tmp_path: Path) -> None:
    make_home(tmp_path / "home")

    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "home" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home" / "master-key").stat().st_mode & 0o777 == 0o600


def test_a_second_start_keeps_the_key(tmp_path: Path) -> None:
    make_home(tmp_path)
    first = (tmp_path / "secret-key").read_text()
    make_home(tmp_path)

    assert (tmp_path / "secret-key").read_text() == first
    assert len(first) > 50


def test_twenty_starts_at_once_read_one_whole_key(tmp_path: Path) -> None:
    def start(_: int) -> str:
        make_home(tmp_path)
        return (tmp_path / "secret-key").read_text()

    with ThreadPoolExecutor(20) as threads:
        keys = set(threads.map(start, range(20)))

    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert sorted(file.name for file in tmp_path.iterdir()) == ["master-key", "secret-key"]


def test_a_home_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Refused, match="Choose another with --home"):
        make_home(tmp_path / "file" / "home")


def test_the_master_key_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEMACHY_KEK_FILE", str(tmp_path / "elsewhere"))

    make_home(tmp_path / "home")

    assert len(read_master_keys(tmp_path / "elsewhere")) == 1
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["secret-key"]


def test_a_master_key_that_others_can_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    make_home(tmp_path)
    (tmp_path / "master-key").chmod(0o640)

    with pytest.raises(Refused, match="can be read by others"):
        make_home(tmp_path)


def test_a_master_key_that_cannot_be_written_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEMACHY_KEK_FILE", str(tmp_path / "no-such-folder" / "master-key"))

    with pytest.raises(Refused, match="Name another file in TELEMACHY_KEK_FILE"):
        make_home(tmp_path / "home")
