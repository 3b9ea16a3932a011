"""Stories of the demo, read by anybody at this machine without becoming somebody."""

import pytest
from django.test import Client

from telemachy.demo.content.earlier import told_pairs

LISAS = told_pairs("accelerator")[0].telling
STORY = f"/stories/{LISAS.slug}"


def follow(visitor, path):
    return visitor.get(path, follow=True)


def test_anybody_reads_a_story_and_the_list_from_the_door_and_stays_nobody(foundry, visitor):
    door = visitor.get("/demo").content.decode()

    for path, goal in ((f"/demo/at/foundry9{STORY}", STORY), ("/demo/at/foundry9/stories/", "/stories/")):
        assert f'href="{path}"' in door
        answer = follow(visitor, path)
        assert answer.redirect_chain == [(goal, 302)]
        assert LISAS.title in answer.content.decode()
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_the_plain_address_of_a_story_finds_its_organisation(foundry, visitor, ending):
    answer = visitor.get(STORY + ending)

    assert answer.headers["Location"] == f"/demo/at/foundry9{STORY}{ending}"
    assert follow(visitor, STORY + ending).status_code == 200


@pytest.mark.parametrize("path", ["/stories/", "/stories/a-story-that-there-is-not", "/p/founders-to-scale/pairs"])
def test_whatever_else_is_asked_for_still_leads_to_the_door(foundry, visitor, path):
    assert visitor.get(path).headers["Location"] == "/demo"


def test_a_story_is_not_looked_for_from_elsewhere_or_without_the_demo(foundry, visitor, settings):
    settings.ALLOWED_HOSTS = ["*"]
    elsewhere = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(STORY).headers["Location"] == "/demo"

    settings.DEMO = False
    assert visitor.get(STORY).status_code == 404
