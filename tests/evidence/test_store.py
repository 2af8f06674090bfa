import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from westminster.core.clock import now
from westminster.core.errors import GatewayDown
from westminster.core.settings import SettingsError
from westminster.evidence import store


def put(data=b"sealed"):
    name = store.new_name()
    store.current().put(name, [data[:3], data[3:]])
    return name


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_can_be_got(folder):
    name = put()
    assert store.current().get(name) == b"sealed"
    assert files(folder) == [folder / name[:2] / name[2:4] / name]


def test_nobody_else_on_the_machine_may_look(folder):
    put()
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_names_are_random_and_long():
    names = {store.new_name() for _ in range(1000)}
    assert len(names) == 1000
    assert {len(name) for name in names} == {32}


def test_removing_twice_is_no_fault(folder):
    name = put()
    for _ in range(2):
        store.current().remove([name])
    assert files(folder) == []


def test_a_name_that_is_gone_says_that_the_store_is_away():
    with pytest.raises(GatewayDown):
        store.current().get(store.new_name())


def test_a_writer_that_stops_half_way_leaves_no_name(folder):
    def half():
        yield b"half"
        raise KeyboardInterrupt

    name = store.new_name()
    with pytest.raises(KeyboardInterrupt):
        store.current().put(name, half())
    with pytest.raises(GatewayDown):
        store.current().get(name)


def test_a_full_disk_is_said_and_leaves_nothing(folder):
    def full():
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(GatewayDown):
        store.current().put(store.new_name(), full())
    assert files(folder) == []


def test_old_names_are_found_drafts_too(folder):
    old, young = put(), put()
    draft = folder / "drafts" / store.new_name()
    draft.write_bytes(b"half")
    long_ago = (now() - timedelta(hours=2)).timestamp()
    for path in (draft, folder / old[:2] / old[2:4] / old):
        os.utime(path, (long_ago, long_ago))
    os.utime(folder / young[:2] / young[2:4] / young, (now().timestamp(),) * 2)
    found = list(store.current().older_than(now() - timedelta(hours=1)))
    assert sorted(name for names in found for name in names) == sorted([old, draft.name])


def test_a_store_that_is_not_there_yet_has_nothing_old():
    assert list(store.current().older_than(now())) == []


def test_a_folder_may_have_any_name(configure, tmp_path):
    place = tmp_path / "évidence & co %20"
    configure(evidence_url=place.as_uri())
    assert store.current().get(put()) == b"sealed"
    assert place.is_dir()


@pytest.mark.parametrize("url", ["s3://bucket/a", "https://example.com", "file://", "file:///", "", "/a/folder"])
def test_other_stores_are_refused_by_the_name_of_the_setting(configure, url):
    configure(evidence_url=url)
    with pytest.raises(SettingsError, match="EVIDENCE_URL"):
        store.current()


def test_the_store_is_not_under_the_web_root(folder, settings):
    assert not Path(settings.evidence_url.removeprefix("file://")).is_relative_to(Path.cwd() / "static")
