"""The ledger is append-only: the database itself refuses to change what a claim says."""

from django.db import migrations

#: What somebody said, of what and when. Whether it is shared or taken back may change, and references may be emptied.
SAID = (
    "id",
    "organisation_id",
    "connection_id",
    "person_id",
    "programme_id",
    "entity",
    "kind",
    "code",
    "happened",
    "text",
    '"on"',
    "value",
    "unit",
    "baseline",
    "baseline_on",
    "recorded_at",
)

CREATE = f"""
CREATE FUNCTION evidence_claim_values_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A claim is corrected by a new row, never changed.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evidence_claim_values_stay BEFORE UPDATE ON evidence_claim FOR EACH ROW
WHEN (({", ".join(f"OLD.{name}" for name in SAID)}) IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in SAID)}))
EXECUTE FUNCTION evidence_claim_values_stay();
"""
DROP = """
DROP TRIGGER evidence_claim_values_stay ON evidence_claim;
DROP FUNCTION evidence_claim_values_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_first")]
    operations = [migrations.RunSQL(CREATE, DROP)]
