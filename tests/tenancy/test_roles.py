"""What the serving role cannot do, and that nothing serves under any other. The schema comes and goes cleanly."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from telemachy.tenancy.grants import grant_to_app_role
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
SERVE = "import telemachy.config.wsgi"
MIGRATE = "from telemachy.cli.environment import migrate; migrate()"


@pytest.mark.promise("P2")
@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE people_person",
        "TRUNCATE audit_auditevent",
        "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY people_person_tenant ON people_person",
        "CREATE POLICY everything ON people_person USING (true)",
        "DROP TABLE people_person",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TRIGGER mine BEFORE INSERT ON people_person EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "SET ROLE telemachy_owner",
        "SET SESSION AUTHORIZATION telemachy_owner",
        "ALTER ROLE telemachy_app BYPASSRLS",
        "SELECT * FROM pg_authid",
        "COPY people_person TO PROGRAM 'cat'",
        "DELETE FROM audit_auditevent",
        "DELETE FROM audit_auditseal",
        "DELETE FROM django_migrations",
    ],
)
def test_the_serving_role_cannot(at_lumen: Cast, sql: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        execute(sql)


def execute(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def test_the_serving_role_can_call_what_jobs_are_stored_with(at_lumen: Cast) -> None:
    functions = (
        "SELECT proname, has_function_privilege(oid, 'EXECUTE') FROM pg_proc WHERE proname LIKE 'procrastinate%'"
    )
    found = execute(functions)

    assert len(found) > 5
    assert [name for name, can in found if not can] == []


def rights() -> list[tuple]:
    return execute(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
        "WHERE grantee = current_user AND table_schema = 'public' ORDER BY 1, 2"
    )


@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_granting_twice_grants_the_same(cast: Cast) -> None:
    before = rights()
    grant_to_app_role(using="owner")
    grant_to_app_role(using="default")  # as the serving role itself: nothing to give

    assert rights() == before
    assert ("audit_auditevent", "INSERT") in before
    assert ("audit_auditevent", "UPDATE") not in before


# --- who may serve --------------------------------------------------------------------------------------------------


def url(role_variable: str) -> str:
    """Return the address of the database of this test under a role."""
    return re.sub(r"(?<=@/)[^?]*", str(connection.settings_dict["NAME"]), os.environ[role_variable])


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "telemachy.config.settings"}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env={**known, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


embedded = pytest.mark.skipif(
    "TELEMACHY_TEST_SUPERUSER_URL" not in os.environ, reason="the superuser's address is known of our own server only"
)


def test_the_application_role_serves(db_all: None) -> None:
    done = run(SERVE, DATABASE_URL=url("DATABASE_URL"))

    assert (done.returncode, done.stderr) == (0, "")


@embedded
@pytest.mark.promise("P2")
@pytest.mark.parametrize("role", ["TELEMACHY_TEST_SUPERUSER_URL", "DATABASE_OWNER_URL"])
def test_nothing_is_served_as_superuser_or_owner(db_all: None, role: str) -> None:
    done = run(SERVE, DATABASE_URL=url(role))

    assert done.returncode == 1
    assert done.stderr.startswith("The database role that would serve can read every organisation's rows")


@embedded
@pytest.mark.promise("P2")
def test_nothing_is_served_by_a_role_beyond_row_level_security(db_all: None) -> None:
    done = run(SERVE, DATABASE_URL=url("DATABASE_URL").replace("telemachy_app@", "telemachy_backup@"))

    assert done.returncode == 1
    assert "bypasses row-level security" in done.stderr


def test_nothing_is_served_under_a_key_that_everybody_knows(db_all: None, tmp_path: Path) -> None:
    done = run(SERVE, DATABASE_URL=url("DATABASE_URL"), TELEMACHY_SECRET_KEY="", TELEMACHY_HOME=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.startswith("There is no secret key")


def test_one_address_for_owner_and_server_is_refused_before_anything_is_made(db_all: None) -> None:
    owner = url("DATABASE_OWNER_URL")
    done = run(MIGRATE, DATABASE_URL=owner, DATABASE_OWNER_URL=owner)

    assert "Refused: DATABASE_URL and DATABASE_OWNER_URL name one role, “telemachy_owner”" in done.stderr


# --- the schema, forwards and back ----------------------------------------------------------------------------------

SCHEMA = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod) || a.attnotnull
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
UNION ALL SELECT 'policy', polrelid::regclass::text, polname, pg_get_expr(polqual, polrelid) FROM pg_policy
UNION ALL SELECT 'security', relname, relrowsecurity::text, relforcerowsecurity::text
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
ORDER BY 1, 2, 3
"""


@embedded
@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_migrations_go_back_to_nothing_and_forth_to_the_same_schema(db_all: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS back_and_forth")
        cursor.execute("CREATE DATABASE back_and_forth")
    addresses = {
        name: re.sub(r"(?<=@/)[^?]*", "back_and_forth", os.environ[name])
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    migrate = "from django.core.management import call_command as c; import django; django.setup();"
    steps = [f"c('migrate', *{app}, database='owner', verbosity=0)" for app in ([], ["matching", "zero"], [])]
    try:
        seen = []
        for step in steps:
            done = run(migrate + step, **addresses)
            assert done.returncode == 0, done.stderr
            with psycopg.connect(addresses["DATABASE_OWNER_URL"]) as reader:
                seen.append(reader.execute(SCHEMA).fetchall())
        assert seen[0] == seen[2] != seen[1]
        assert not any(table.startswith("matching_") for _, table, *_ in seen[1])
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP DATABASE back_and_forth")
