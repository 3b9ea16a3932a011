"""What people write about their sessions reaches only those who may read it.

Random words are written as notes and preparations; then everybody opens every page there is, mails leave, jobs run.
The words are looked for in pages, mails, jobs, logs and every column of every table, in any form. Routes come from the
resolver and links from the pages, so what is added later is walked as well.
"""

import base64
import itertools
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.journeys.actions import (
    Preparations,
    book_session,
    offer_times,
    prepare_session,
    share_note,
    write_private_note,
)
from telemachy.journeys.models import Connection, PrivateNote, SharedNote
from telemachy.journeys.queries import notes as note_queries
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person, RoleAssignment
from telemachy.programmes.models import Programme
from telemachy.tenancy.context import work
from telemachy.tenancy.models import TenantModel
from tests.cast import Cast, make_cast, make_person
from tests.jobs import run_due_jobs
from tests.journeys.canary import Canary, canary, cells, found_in
from tests.journeys.pairs import end, make_pair
from tests.routes import SLOT, fill, patterns

committed = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
LUMEN, ELSEWHERE = "lumen.localhost", "elsewhere.localhost"
NOT_WALKED = ("/static/", "/accounts/logout", "/demo")  # files, the one address that ends the walk, the demo's own
MOST_PAGES = 1500
EVERY_TIME = ("noor", "petra", "ines", "administrator", "anonymous")  # the other five walk with `./dev test --all`
OPENED = ("notes.opened", "preparation.opened")
HREF = re.compile(r'\b(?:href|src|action|hx-get)="([^"#]+)')


@dataclass
class World:
    """Two pairs of one organisation, one of them ended, with words that only some may read."""

    cast: Cast
    ada: Person
    sam: Person
    canaries: list[Canary] = field(default_factory=list)
    only_post: set[str] = field(default_factory=set)

    def people(self) -> Iterator[tuple[str, Person | None, str]]:
        """Return everybody with the host they come to, and somebody who has not signed in."""
        for name in ("noor", "elias", "bruno", "petra", "ines", "tove"):
            yield name, getattr(self.cast, name), LUMEN
        yield "administrator", self.ada, LUMEN
        yield "stranger", self.sam, LUMEN
        yield "zadie", self.cast.zadie, ELSEWHERE
        yield "anonymous", None, LUMEN

    def word(self, name: str, *readers: str) -> str:
        """Return a new word for a text that only these may read."""
        self.canaries.append(canary(name, *readers))
        return f"I write {self.canaries[-1].text} here."

    def misplaced(self, data: bytes, reader: str = "") -> set[str]:
        """Return the words in these bytes that this reader may not see."""
        return found_in(data, (each for each in self.canaries if reader not in each.readers))


@pytest.fixture
def world(mirrors_closed: None) -> World:
    cast = make_cast()
    with work(cast.lumen.id):
        ada = make_person("Ada Admin", role=RoleAssignment.Role.ADMINISTRATOR)
        world = World(cast, ada, make_person("Sam Stranger"))
        going_on, ended = make_pair(cast), make_pair(cast, cast.bruno, cast.petra)
        write(world, going_on, "noor", "elias")
        write(world, ended, "bruno", "petra")
        prepare(world, going_on, "noor", "elias")
        end(ended)
    world.canaries += [Canary(f"master key {number}", key) for number, key in enumerate(master_keys())]
    return world


def master_keys() -> list[str]:
    return Path(django_settings.KEK_FILE).read_text().split()


def write(world: World, pair: Connection, mentee: str, mentor: str) -> None:
    for name in (mentee, mentor):
        actor = world.cast.actor(getattr(world.cast, name))
        write_private_note(pair, world.word(f"private of {name}", name), by=actor)
        share_note(pair, world.word(f"shared by {name}", mentee, mentor), by=actor)


def prepare(world: World, pair: Connection, mentee: str, mentor: str) -> None:
    by, other = (world.cast.actor(getattr(world.cast, name)) for name in (mentee, mentor))
    at = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    session = offer_times(pair, [at], by=by)
    prepare_session(session, Preparations(want=world.word("prepared", mentee, mentor)), by=by)
    book_session(session, at, by=other)
    offer_times(pair, [at + timedelta(days=14)], by=by)


# --- walking ----------------------------------------------------------------------------------------------------------
#: What a slot of a route names, where that is not the end of a model's name.
NAMED: dict[str, Callable[[], Iterable[Any]]] = {
    "programme": lambda: Programme.objects.values_list("slug", flat=True),
    "mentee": lambda: Person.objects.values_list("pk", flat=True),
    "mentor": lambda: Person.objects.values_list("pk", flat=True),
    "story": lambda: _pks("casestudy"),
    "slug": lambda: [*Programme.objects.values_list("slug", flat=True), "a-story"],
    "number": lambda: [1, 2],
    "version": lambda: [1, 2],
    "token": lambda: [token for text in _mail_texts() for token in re.findall(r"/a/([\w-]{20,})", text)],
    "key": lambda: ["nothing"],
    "uidb36": lambda: ["1"],
}


def values_of(slot: str) -> list[Any]:
    """Return what a slot can hold in the active organisation; a slot that nobody knows fails here."""
    return list(NAMED[slot]() if slot in NAMED else _pks(slot))


def _pks(name: str) -> list[Any]:
    named = [
        model
        for model in apps.get_models()
        if issubclass(model, TenantModel) and str(model._meta.model_name).endswith(name)
    ]
    assert named, f"Say in NAMED what the slot <{name}> of a route holds."
    return [pk for model in named for pk in model.objects.values_list("pk", flat=True)]


def _mail_texts() -> list[str]:
    return list(OutboxMessage.objects.values_list("text", flat=True))


def addresses() -> list[str]:
    """Return every route with every object of the active organisation in its slots."""
    made = []
    for path in [path for path, _pattern in patterns() if not f"/{path}".startswith(NOT_WALKED)]:
        names = [slot.group(2) for slot in SLOT.finditer(path)]
        for chosen in itertools.product(*(values_of(name) for name in names)):
            given = dict(zip(names, chosen, strict=True))
            made.append(fill(path, lambda _kind, name, given=given: given[name]))
    return list(dict.fromkeys(made))


def walk(client: Client, known: list[str], only_post: set[str], *, follow: bool = True) -> Iterator[tuple[str, Any]]:
    """Open these addresses and every address that a page names; return each with its answer.

    What answers to POST alone does so for everybody: `only_post` remembers it for the next walk.
    """
    waiting, seen = [address for address in known if address not in only_post], set(known)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 405:
            only_post.add(address)
            continue
        yield address, answer
        assert len(seen) < MOST_PAGES, "The walk does not end."
        fresh = dict.fromkeys(_links(address, answer) if follow else ()).keys() - seen - only_post
        waiting += sorted(fresh)
        seen |= fresh


def _links(address: str, answer: Any) -> list[str]:
    if answer.status_code in (301, 302, 303):
        return _inside(address, [answer.headers["Location"]])
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return []
    return _inside(address, (unescape(link) for link in HREF.findall(answer.content.decode())))


def _inside(address: str, links: Iterable[str]) -> list[str]:
    here = urlsplit(address).path
    whole = (here + link if link.startswith("?") else link for link in links)
    parts = [urlsplit(link) for link in whole]
    paths = [
        f"{part.path}?{part.query}" if part.query else part.path
        for part in parts
        if part.path.startswith("/") and part.netloc in ("", LUMEN, ELSEWHERE) and "next=" not in part.query
    ]
    return [path for path in paths if not path.startswith(NOT_WALKED)]


def body_of(answer: Any) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body + b"\n".join(f"{name}: {value}".encode() for name, value in answer.headers.items())


def browser(person: Person | None, host: str) -> Client:
    client = Client(headers={"host": host}, raise_request_exception=False)
    if person is not None:
        with work(person.organisation_id):
            client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
    return client


@dataclass
class Walked:
    """What somebody came across: the words read, the pages that showed any, and those with words not theirs."""

    read: set[str] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)
    leaks: list[tuple[str, set[str]]] = field(default_factory=list)


def walk_as(world: World, name: str, person: Person | None, host: str, *, only: str = "") -> Walked:
    """Walk as one person; with `only`, through the routes that contain it and no further."""
    with work(world.cast.lumen.id):
        known = [address for address in addresses() if only in address]
    walked = Walked()
    for address, answer in walk(browser(person, host), known, world.only_post, follow=not only):
        body = body_of(answer)
        if shown := found_in(body, world.canaries):
            walked.read |= shown
            walked.opened.append(address)
        if shown and (wrong := world.misplaced(body, name)):
            walked.leaks.append((address, wrong))
    return walked


@committed
@pytest.mark.promise("P3")
@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_notes_reach_their_readers_and_nobody_else_whatever_is_opened_sent_logged_or_stored(
    everybody: bool, world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    for name, person, host in world.people():
        if not everybody and name not in EVERY_TIME:
            continue
        walked = walk_as(world, name, person, host)

        assert walked.leaks == [], name
        # The walk bites: whoever may read a word has come across it.
        assert walked.read == {each.name for each in world.canaries if name in each.readers}, name
        # Each page that opened something sealed has left one event.
        assert openings_by(world, person) == len(walked.opened), (name, walked.opened)

    run_due_jobs(timezone.now() + timedelta(days=30))
    assert len(mail.outbox) >= 4
    assert [(each.subject, wrong) for each in mail.outbox if (wrong := misplaced_in_mail(world, each))] == []
    assert leaks_in_tables(world) == {}
    said = capfd.readouterr()
    assert world.misplaced("\n".join([caplog.text, said.out, said.err]).encode()) == set()


def openings_by(world: World, person: Person | None) -> int:
    with work(world.cast.lumen.id):
        return AuditEvent.objects.filter(deed__in=OPENED, actor_id=person.pk).count() if person else 0


def misplaced_in_mail(world: World, message: Any) -> set[str]:
    parts = [part.get_payload(decode=True) or b"" for part in message.message().walk()]
    return world.misplaced(b"\n".join([message.message().as_bytes(), *parts]))


def leaks_in_tables(world: World) -> dict[str, set[str]]:
    """Return the columns that hold a word; nobody reads tables."""
    found: dict[str, set[str]] = {}
    for column, value in cells([world.cast.lumen, world.cast.elsewhere]):
        if wrong := world.misplaced(value):
            found.setdefault(column, set()).update(wrong)
    return found


# --- the twins: the search finds what it is meant to find -------------------------------------------------------------
@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode(),
        lambda text: text.upper().encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode().hex().encode(),
        lambda text: base64.b64encode(text.encode()),
        lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
        lambda text: base64.b64encode(b"xy" + text.encode("utf-16-le")),
        lambda text: base64.encodebytes(b"A longer text before it. " * 5 + text.encode()),
        lambda text: "".join(f"%{ord(letter):02X}" for letter in text).encode(),
        lambda text: (text[:10] + "=\r\n" + text[10:]).encode(),
        lambda text: (text[:10] + "\r\n " + text[10:]).encode(),
    ],
    ids=["plain", "capitals", "utf-16", "hex", "base64", "base64 at 1", "base64 at 2", "base64 of a mail", "address",
         "quoted-printable", "calendar"],
)  # fmt: skip
def test_the_search_finds_a_word_in_every_form(form: Callable[[str], bytes]) -> None:
    here, away = canary("here"), canary("away")

    assert found_in(b"Before " + form(here.text) + b" after", [here, away]) == {"here"}


@committed
def test_the_search_finds_a_note_that_is_stored_in_plain(world: World) -> None:
    word = world.canaries[0]
    with work(world.cast.lumen.id):
        SharedNote.objects.filter(author=world.cast.noor).update(sealed=word.text.encode("utf-16"))
        Connection.objects.filter(members__person=world.cast.noor).update(reasons=[word.text])

    assert leaks_in_tables(world) == {
        "public.journeys_sharednote.sealed": {word.name},
        "public.journeys_connection.reasons": {word.name},
    }


@committed
def test_the_walk_finds_a_query_that_forgets_whose_note_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(connection: Connection, person: Person) -> Any:
        return PrivateNote.objects.filter(connection=connection).select_related("author", "session")

    monkeypatch.setattr(note_queries, "private_notes", forgetful)
    leaks = walk_as(world, "elias", world.cast.elias, LUMEN, only="/j/").leaks

    assert set().union(*(wrong for _address, wrong in leaks)) == {"private of noor"}


@committed
def test_the_walk_finds_a_template_that_says_too_much(
    world: World, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of pairs reads the notes of each: as Ines sees it, and as the search finds it."""
    (tmp_path / "journeys").mkdir()
    template = "{% for pair in listed.pairs %}{% for note in pair.connection.shared_notes.all %}{{ note.said }}"
    (tmp_path / "journeys" / "pairs.html").write_text(template + "{% endfor %}{% endfor %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    monkeypatch.setattr(SharedNote, "said", property(note_queries.open_text), raising=False)

    leaks = walk_as(world, "ines", world.cast.ines, LUMEN, only="/pairs").leaks

    shared = {each.name for each in world.canaries if each.name.startswith("shared")}
    assert {urlsplit(address).path for address, _wrong in leaks} == {f"/p/{world.cast.programme.slug}/pairs"}
    assert set().union(*(wrong for _address, wrong in leaks)) == shared
