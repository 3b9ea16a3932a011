"""What has to hold before a session is offered, booked, moved or spoken of; each check raises a sentence."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from telemachy.errors import Conflict, NotThere, Refused
from telemachy.people.models import Person
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor

from ..models import Connection, Session
from ..queries.times import clashes
from ..wall_clock import on_wall

MOST_TIMES = 3
AHEAD = timedelta(days=366)
SHORTEST, LONGEST = 5, 480


def two_of(connection: Connection, by: Actor) -> tuple[Person, Person]:
    """Return who acts and the other of the two; raise `NotThere` for anybody else."""
    people = [member.person for member in connection.members.select_related("person")]
    mine = [person for person in people if person.pk == by.person_id]
    others = [person for person in people if person.pk != by.person_id]
    if not (mine and others):
        raise NotThere()
    return mine[0], others[0]


def refuse_who_left(other: Person) -> None:
    """Refuse to arrange anything with somebody who has left."""
    if other.status == Person.Status.WITHDRAWN:
        raise Conflict(_("%(name)s takes part no longer. Nothing was changed.") % {"name": other.name})


def refuse_second_offer(connection: Connection) -> None:
    """Refuse to offer times while others wait for an answer."""
    if Session.objects.filter(connection=connection, state=Session.State.OFFERED).exists():
        raise Refused(_("Times have been offered already and wait for an answer. Offer others in their place instead."))


def checked_times(
    times: Sequence[datetime], minutes: int, reader: Person, people: Iterable[Person], except_for: Session | None = None
) -> list[datetime]:
    """Return the times to be offered in their order: one to three, apart, to come, and free for both."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(_("A session lasts between 5 minutes and 8 hours."))
    wanted = sorted(map(to_the_minute, times))
    if not 1 <= len(wanted) <= MOST_TIMES:
        raise Refused(_("Offer one, two or three times."))
    if len(set(wanted)) < len(wanted):
        raise Refused(_("You suggested the same time twice. Choose different ones."))
    for moment in wanted:
        refuse_time(moment, reader)
    refuse_clash(wanted, minutes, reader, people, except_for)
    return wanted


def to_the_minute(moment: datetime) -> datetime:
    """Return a time without its seconds, which nobody offers and no link names."""
    return moment.replace(second=0, microsecond=0)


def refuse_time(moment: datetime, reader: Person) -> None:
    """Refuse a time that has passed, or one so far ahead that it is a slip of the keyboard."""
    check_time(moment, on_wall(moment, reader))


def check_time(moment: datetime, shown: str) -> None:
    """Refuse a time as `refuse_time` does; `shown` is how its reader says it."""
    now = clock.now()
    if moment <= now:
        raise Refused(_("%(time)s has passed. Choose a time to come.") % {"time": shown})
    if moment > now + AHEAD:
        raise Refused(_("%(time)s is more than a year away. Choose an earlier time.") % {"time": str(moment.date())})


def refuse_clash(
    times: Iterable[datetime],
    minutes: int,
    reader: Person,
    people: Iterable[Person],
    except_for: Session | None = None,
) -> None:
    """Refuse a time at which one of the two is in another session; whose and which it is nobody learns."""
    taken = clashes(people, times, minutes, except_for=except_for)
    if taken:
        sentence = _("%(time)s is taken: one of you has another session then. Choose another time.")
        raise Conflict(sentence % {"time": on_wall(taken[0], reader)})
