"""Builds organisations of the demo in a process of its own, inside the environment of the one that started it."""

import gc
import sys

import django


def main(keys: list[str]) -> None:
    """Build the places of these keys, where they are missing."""
    gc.disable()  # a process that is about to end needs no collector, and building is a sixth quicker without
    django.setup()
    # What has models can be imported only now that Django knows its settings.
    from telemachy.demo.build import build_place, missing_places  # noqa: PLC0415

    for place in missing_places():
        if place.key in keys:
            build_place(place, tell=tell)


def tell(line: str) -> None:
    """Say a line at once, whoever else is speaking."""
    print(line, flush=True)


def command(key: str) -> list[str]:
    """Return the command that builds one place."""
    return [sys.executable, "-m", "telemachy.cli.building", key]


if __name__ == "__main__":
    main(sys.argv[1:])
