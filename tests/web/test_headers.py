"""Every answer carries the headers, whoever made it; health says what is so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import Cast

ANSWERS = [
    ("lumen.localhost", "/accounts/login/", 200),
    ("lumen.localhost", "/no/such/page", 404),
    ("lumen.localhost", "/now", 302),
    ("nobody.localhost", "/", 404),
    ("not.ours.example", "/", 400),
    ("lumen.localhost", "/static/telemachy/theme.js", 200),
    ("lumen.localhost", "/static/nothing.js", 404),
    ("lumen.localhost", "/static/../config/settings.py", 404),
    ("lumen.localhost", "/healthz", 200),
    ("lumen.localhost", "/readyz", 200),
]


@pytest.mark.promise("P14")
@pytest.mark.parametrize(("host", "path", "status"), ANSWERS)
def test_every_answer_is_under_the_strict_policy(cast: Cast, host: str, path: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(path)
    answer.close()

    assert answer.status_code == status
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(("host", "path", "status"), [answer for answer in ANSWERS if "/static/" not in answer[1]])
def test_no_page_is_kept_by_anybody(cast: Cast, host: str, path: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(path)

    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].replace(" ", "").split(","))


@pytest.mark.promise("P14")
def test_a_form_from_elsewhere_is_refused_under_the_strict_policy(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "lumen.localhost"})
    answer = strict.post("/accounts/login/", {"login": "a@example.org"})

    assert answer.status_code == 403
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_theme_sends_nobody_elsewhere(cast: Cast, target: str) -> None:
    answer = Client(headers={"host": "lumen.localhost"}).post("/theme", {"theme": "dark", "next": target})

    assert answer.headers["Location"] == "/"


@pytest.mark.promise("P24")
@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/readyz", 503), ("/accounts/login/", 503)])
def test_without_its_database_the_process_lives_and_says_that_it_is_not_ready(
    tmp_path: Path, path: str, status: int
) -> None:
    code = (
        "import django; django.setup(); from django.test import Client;"
        f"answer = Client(raise_request_exception=False, headers={{'host': 'localhost'}}).get({path!r});"
        "print(answer.status_code, answer.headers.get('Retry-After'), 'Content-Security-Policy' in answer.headers)"
    )
    nowhere = {"DATABASE_URL": f"postgresql://telemachy_app@/telemachy?host={tmp_path}"}
    known = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "telemachy.config.settings", **nowhere}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=known,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout.split() == [str(status), "None" if status == 200 else "5", "True"]
