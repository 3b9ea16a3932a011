"""Models and migrations say the same."""

import pytest
from django.core.management import call_command


def test_no_model_has_changed_without_its_migration(db_all: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_changed_model_would_be_found(db_all: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: a field that is longer than its migration says."""
    from telemachy.programmes.models import Programme

    monkeypatch.setattr(Programme._meta.get_field("cohort"), "max_length", 201)

    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
