"""The inbox: every mail of the demo, for everybody, in a frame that runs nothing."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from telemachy.messaging.calendar import Address, Meeting, cancellation, invitation

NOBODY = "1795464137645092435-0123456789ab"


def keep(folder, id, to, subject, html="<html><head><title>x</title></head><body><p>Words</p></body></html>"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Founders <telemachy@localhost>", to, subject
    message.set_content("Plain words: http://foundry9.localhost:8000/a/token-1")
    message.add_alternative(html, subtype="html")
    (folder / "demo-mail" / f"{id}.eml").write_bytes(message.as_bytes())


FIRST, SECOND = "1795464137645092435-aaaaaaaaaaaa", "1795464137645092436-bbbbbbbbbbbb"


@pytest.fixture
def two_mails(demo):
    keep(demo, FIRST, "Gwen Pritchard <gwen.pritchard@foundry9.example>", "Would you mentor Maya?")
    keep(demo, SECOND, "Jo <jo.ferreira@lumen.example>", "4 pairs need you")


def test_an_empty_inbox_says_what_comes_here(demo, visitor):
    assert "No mail yet" in visitor.get("/demo/inbox").content.decode()


def test_the_newest_mail_stands_first(two_mails, visitor):
    page = visitor.get("/demo/inbox").content.decode()

    assert 0 < page.index("4 pairs need you") < page.index("Would you mentor Maya?")


@pytest.mark.parametrize("query", ["organisation=accelerator", "to=gwen.pritchard@foundry9.example"])
def test_the_list_can_be_narrowed_to_an_organisation_or_a_person(two_mails, visitor, query):
    page = visitor.get(f"/demo/inbox?{query}").content.decode()

    assert "Would you mentor Maya?" in page
    assert "4 pairs need you" not in page


def test_a_mail_opens_in_a_frame_and_as_plain_text(two_mails, visitor):
    framed = visitor.get(f"/demo/inbox/{FIRST}").content.decode()
    plain = visitor.get(f"/demo/inbox/{FIRST}?as=text").content.decode()

    assert f'<iframe src="/demo/inbox/{FIRST}/page"' in framed
    assert "Plain words" in plain
    assert "<iframe" not in plain


def test_the_framed_page_may_style_itself_and_do_nothing_else(two_mails, visitor):
    policy = visitor.get(f"/demo/inbox/{FIRST}/page").headers["Content-Security-Policy"]

    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == "'unsafe-inline'"
    assert "script-src" not in rules
    assert "allow-scripts" not in rules["sandbox"]


def test_links_of_a_mail_open_outside_the_frame_in_the_readers_organisation(demo, visitor):
    html = '<html><head></head><body><a href="http://localhost:8000/a/t-2?answer=no">No</a></body></html>'
    keep(demo, FIRST, "Gwen <gwen.pritchard@foundry9.example>", "Links", html)

    page = visitor.get(f"/demo/inbox/{FIRST}/page").content.decode()
    assert '<base target="_top">' in page
    assert "http://localhost/demo/at/foundry9/t-2?answer=no" in page


def test_following_a_link_keeps_what_was_asked(foundry, visitor):
    answer = visitor.get("/demo/at/foundry9/t-2?answer=no")

    assert answer.headers["Location"] == "/a/t-2?answer=no"
    assert visitor.get("/demo/at/nowhere/t-2").status_code == 404


def test_a_script_in_a_subject_is_shown_as_text(demo, visitor):
    keep(demo, FIRST, "Gwen <gwen.pritchard@foundry9.example>", "<script>alert(1)</script>")

    for path in ("/demo/inbox", f"/demo/inbox/{FIRST}"):
        page = visitor.get(path).content.decode()
        assert "<script>alert(1)</script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("path", [f"/demo/inbox/{NOBODY}", f"/demo/inbox/{NOBODY}/page", "/demo/inbox/..%2Fsecret-key"])
def test_a_mail_that_is_not_there_is_not_there(demo, visitor, path):
    assert visitor.get(path).status_code == 404


def keep_invite(demo, write=invitation, **changes):
    page = "http://foundry9.localhost:8000/j/5f6d7a52-0c11-4d0e-9d3f-1f1f7c8a9b10/sessions/5f6d7a52-0c11-4d0e-9d3f-1f"
    facts = {
        "uid": "1@foundry9.example", "sequence": 0, "starts_at": datetime(2026, 12, 3, 7, 30, tzinfo=UTC),
        "minutes": 60, "time_zone": "Europe/London", "summary": "Maya and Gwen", "description": f"See {page}",
        "place": "", "url": page, "organiser": Address("Noa", "noa@foundry9.example"), "attendees": (),
        "stamped_at": datetime(2026, 11, 1, tzinfo=UTC),
    }  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Founders <t@localhost>",
        "gwen.pritchard@foundry9.example",
        "Booked",
    )
    message.set_content(f"It is attached. {page}")
    message.add_alternative("<p>It is attached.</p>", subtype="html")
    text = write(Meeting(**facts | changes))
    message.add_alternative(text, subtype="calendar", params={"method": "REQUEST"})
    message.add_attachment(text.encode(), maintype="application", subtype="ics", filename="invite.ics")
    (demo / "demo-mail" / f"{FIRST}.eml").write_bytes(message.as_bytes())


@pytest.mark.parametrize(
    ("write", "changes", "kind"),
    [
        (invitation, {}, "Invitation"),
        (invitation, {"sequence": 1}, "Update of an invitation"),
        (cancellation, {"sequence": 2}, "Cancellation"),
    ],
)
def test_the_calendar_entry_of_a_mail_stands_beside_it(demo, visitor, write, changes, kind):
    keep_invite(demo, write, **changes)

    page = visitor.get(f"/demo/inbox/{FIRST}").content.decode()
    for said in ("Maya and Gwen", "Thursday 3 December 2026, 07:30 (London time)", f">{kind}<"):
        assert said in page
    assert f'href="/demo/inbox/{FIRST}/invite.ics"' in page


def test_the_calendar_entry_that_is_downloaded_leads_to_the_demo(demo, visitor):
    keep_invite(demo)

    answer = visitor.get(f"/demo/inbox/{FIRST}/invite.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert event["URL"].startswith("http://localhost/demo/at/foundry9/j/5f6d7a52-")
    assert "foundry9.localhost" not in str(event["DESCRIPTION"])
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert "http://localhost/demo/at/foundry9/j/" in visitor.get(f"/demo/inbox/{FIRST}?as=text").content.decode()


def test_a_mail_without_a_calendar_entry_shows_none_and_gives_none(two_mails, visitor):
    assert "invite.ics" not in visitor.get(f"/demo/inbox/{FIRST}").content.decode()
    assert visitor.get(f"/demo/inbox/{FIRST}/invite.ics").status_code == 404


def test_without_the_demo_no_calendar_entry_is_given_out(demo, visitor, settings):
    keep_invite(demo)
    assert visitor.get(f"/demo/inbox/{FIRST}/invite.ics").status_code == 200

    settings.DEMO = False
    assert visitor.get(f"/demo/inbox/{FIRST}/invite.ics").status_code == 404


def test_a_calendar_entry_that_cannot_be_read_spoils_no_mail(demo, visitor):
    keep_invite(demo, lambda meeting: "BEGIN:VCALENDAR\nnonsense")

    assert visitor.get(f"/demo/inbox/{FIRST}").status_code == 200


def test_a_link_to_a_page_keeps_its_path_and_signs_nobody_in(foundry, visitor):
    answer = visitor.get("/demo/at/foundry9/j/5f6d7a52-0c11-4d0e-9d3f-1f1f7c8a9b10")

    assert answer.headers["Location"] == "/j/5f6d7a52-0c11-4d0e-9d3f-1f1f7c8a9b10"
    assert "_auth_user_id" not in visitor.session
