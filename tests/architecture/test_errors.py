"""The errors are the four that are drawn."""

import inspect

from telemachy import errors


def test_the_drawing_shows_every_error_and_no_other() -> None:
    drawn = {
        word for word in (errors.__doc__ or "").replace("├──", " ").replace("└──", " ").split() if word[:1].isupper()
    }
    defined = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__}

    assert defined <= drawn
    assert defined == {"TelemachyError", "NotThere", "NotAllowed", "Refused", "Conflict"}
