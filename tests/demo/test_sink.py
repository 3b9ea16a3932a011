"""The demo's mails: received by SMTP, kept in a folder, read by another process."""

import smtplib
from email.message import EmailMessage

import pytest

from telemachy.demo.mailbox import kept_mails, open_mail
from telemachy.demo.sink import Sink


@pytest.fixture
def sink(tmp_path):
    sink = Sink(tmp_path / "mails")
    sink.start()
    yield sink
    sink.stop()


def send(sink, subject, to="Amira Haddad <amira@lumen.example>"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = '"Engineers, Lumen Works" <telemachy@localhost>', to, subject
    message.set_content("Grüße, plainly")
    message.add_alternative("<p>Grüße</p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", sink.port) as server:
        server.send_message(message)


def test_a_mail_that_was_accepted_is_in_the_folder(sink, tmp_path):
    send(sink, "Who would you like to work with?")

    (kept,) = kept_mails(tmp_path / "mails")
    assert (kept.subject, kept.to_name, kept.to_address) == (
        "Who would you like to work with?", "Amira Haddad", "amira@lumen.example",
    )  # fmt: skip
    assert (kept.sender, kept.domain) == ("Engineers, Lumen Works", "lumen.example")


def test_the_newest_mail_comes_first(sink, tmp_path):
    for subject in ("first", "second", "third"):
        send(sink, subject)

    assert [kept.subject for kept in kept_mails(tmp_path / "mails")] == ["third", "second", "first"]


def test_a_mail_opens_as_text_and_as_html(sink, tmp_path):
    send(sink, "Both")

    (kept,) = kept_mails(tmp_path / "mails")
    opened = open_mail(tmp_path / "mails", kept.id)
    assert (opened.kept, opened.text.strip(), opened.html.strip()) == (kept, "Grüße, plainly", "<p>Grüße</p>")


@pytest.mark.parametrize("id", ["", "..", "../secret-key", "1795464137645092435-0123456789ab", "a" * 300])
def test_nothing_but_a_kept_mail_can_be_opened(tmp_path, id):
    (tmp_path / "mails").mkdir()
    (tmp_path / "secret-key").write_text("secret")

    assert open_mail(tmp_path / "mails", id) is None


def test_there_are_no_mails_before_the_folder_is_there(tmp_path):
    assert list(kept_mails(tmp_path / "nowhere")) == []
