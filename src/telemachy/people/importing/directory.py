"""Whom an e-mail or a name in the file means: people of the organisation and of the file together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from telemachy.people.importing.fields import fold
from telemachy.people.importing.result import ExistingPerson
from telemachy.people.importing.values import find_email, split_list

KNOWN, UNKNOWN, SEVERAL = "known", "unknown", "several"


class Directory:
    """Finds the key of a person by e-mail, staff number or full name."""

    def __init__(self, existing: Mapping[str, ExistingPerson]) -> None:
        self._existing = existing
        self._keys = set(existing)
        self._by_id = {person.external_id: key for key, person in existing.items() if person.external_id}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for key, person in existing.items():
            self._by_name[fold(str(person.values.get("name", "")))].add(key)

    def add(self, key: str, name: str, external_id: str) -> None:
        """Make somebody of the file known."""
        self._keys.add(key)
        self._by_name[fold(name)].add(key)
        if external_id:
            self._by_id[external_id] = key

    def existing(self, email: str, external_id: str) -> list[ExistingPerson]:
        """Whom the organisation has under the e-mail or the number: nobody, one, or two by contradiction."""
        keys = [email] if email in self._existing else []
        by_id = self._by_id.get(external_id) if external_id else None
        if by_id in self._existing and by_id not in keys:
            keys.append(str(by_id))
        return [self._existing[key] for key in keys]

    def find(self, text: str) -> tuple[str, str]:
        """(`KNOWN`, key), or why not with the text as an e-mail where it is one."""
        email = find_email(text).lower()
        if email:
            return (KNOWN if email in self._keys else UNKNOWN, email)
        if text in self._by_id:
            return (KNOWN, self._by_id[text])
        keys = self._by_name.get(fold(text), set()) if fold(text) else set()
        if len(keys) == 1:
            return (KNOWN, next(iter(keys)))
        return (SEVERAL if keys else UNKNOWN, text)

    def find_all(self, text: str) -> tuple[tuple[str, str], ...]:
        """`find` for every person of a list, each once."""
        return tuple(dict.fromkeys(self.find(item) for item in _people(text)))


def _people(text: str) -> Iterable[str]:
    items = split_list(text)
    return [part for item in items for part in (re.split(r"\s+(?=\S+@)|,", item) if "@" in item else [item]) if part]
