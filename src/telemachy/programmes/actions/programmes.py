"""Making a programme from its file, and giving it a new version."""

import hashlib

from django.db import transaction

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.people.actions import add_person, assign_role, create_organisation
from telemachy.people.actors import actor_for
from telemachy.people.models import Person, RoleAssignment
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Organisation
from telemachy.tenancy.policy import Actor

from ..file import ProgrammeFile, read_programme
from ..models import Programme, ProgrammeVersion
from ..queries.versions import file_of


def create_programme(text: str, *, cohort: str, by: Actor | None, slug: str = "") -> Programme:
    """Create a programme from its TOML file.

    Args:
        slug: its address, where the file's id has one already, as that of an earlier cohort.

    Raises:
        Refused: the file has mistakes (each named by line and key), or the organisation has a programme of this id.
    """
    file = read_programme(text, "programme file")
    slug = slug or file.id
    if Programme.objects.filter(slug=slug).exists():
        raise Refused(f"There is a programme {slug} already. Nothing was changed. Give the file another id.")
    programme = Programme.objects.create(slug=slug, name=file.name, cohort=cohort)
    audit.record(by, "programme.created", programme)
    adopt_file(programme, text, by=by)
    return programme


@transaction.atomic
def found_organisation(name: str, route: str, coordinator: tuple[str, str], text: str, *, cohort: str) -> Organisation:
    """Create an organisation with its first coordinator (name, e-mail) and programme: all of it, or nothing.

    Raises:
        Refused: as `create_organisation`, `add_person` and `create_programme` do.
    """
    organisation = create_organisation(name, route)
    with work(organisation.pk):
        person = add_person(*coordinator, by=None)
        assign_role(person, RoleAssignment.Role.COORDINATOR, by=None)
        create_programme(text, cohort=cohort, by=actor_for(person))
    return organisation


def adopt_file(programme: Programme, text: str, *, by: Actor | None) -> ProgrammeVersion:
    """Make a file the programme's latest version; the same text twice changes nothing.

    Raises:
        Refused: the file has mistakes, or it would show coordinators whose outcome is whose, which the people who have
            joined were not told.
    """
    file = read_programme(text, "programme file")
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = programme.versions.select_for_update().order_by("-number").first()
    if latest is not None and latest.sha256 == digest:
        return latest
    if latest is not None and programme.applications.exists():
        _refuse_identifying(file, latest)
    number = latest.number + 1 if latest else 1
    author = Person.objects.filter(pk=by.person_id).first() if by else None
    version = ProgrammeVersion.objects.create(programme=programme, number=number, text=text, sha256=digest, by=author)
    Programme.objects.filter(pk=programme.pk).update(name=file.name)
    audit.record(by, "programme.version", programme, number=number)
    return version


def _refuse_identifying(file: ProgrammeFile, before: ProgrammeVersion) -> None:
    if file.identified_outcomes and not file_of(before).identified_outcomes:
        raise Refused(
            "People joined this programme when its outcomes were theirs to share, so identified_outcomes stays false. "
            "Nothing was changed. A new programme may say true."
        )
