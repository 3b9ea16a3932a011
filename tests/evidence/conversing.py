"""Somebody signed in, as a browser would be."""

from django.test import Client

from telemachy.people.models import Person
from telemachy.tenancy.context import work


def signed_in(person: Person, host: str = "lumen.localhost") -> Client:
    """Return a client with the session of a person."""
    client = Client(headers={"host": host})
    with work(person.organisation_id):
        client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
    return client
