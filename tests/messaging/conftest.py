"""A mail for Noor, and a real SMTP server that takes it."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.outbox import enqueue
from tests.cast import Cast
from tests.smtp import Sink, running_sink


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Point Django's SMTP backend at a sink; pytest-django would otherwise keep mails in memory."""
    with running_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def write(at_lumen: Cast) -> Callable[..., OutboxMessage]:
    """Return a function that writes Noor a mail, changed as the test says."""

    def write(**changes: Any) -> OutboxMessage:
        given = {
            "kind": "your-mentor",
            "event": f"accepted:{uuid.uuid4()}",
            "person_id": at_lumen.noor.pk,
            "to_name": at_lumen.noor.name,
            "to_address": at_lumen.noor.email,
            "programme_id": at_lumen.programme.pk,
            "from_name": "Engineers who lead, Lumen Works",
            "why": "You get this because you asked for a mentor.",
            "context": {
                "subject": "Elias said yes",
                "body": "Hello Noor,\n\nElias Berg is your\nmentor.\n\nWhy:\n- you share <hours>\n- he led",
                "url": "http://lumen.localhost:8000/now",
            },
            **changes,
        }
        return enqueue(given.pop("kind"), **given)

    return write
