"""Brings the sign-in library's tables under the tenancy: it wants addresses unique everywhere, we have them per account.

`account_emailaddress` belongs to whoever's account it belongs to; its confirmations follow it.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE account_emailaddress ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_emailaddress_tenant ON account_emailaddress
    USING (EXISTS (SELECT 1 FROM people_account a WHERE a.id = user_id));
ALTER TABLE account_emailconfirmation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_emailconfirmation_tenant ON account_emailconfirmation
    USING (EXISTS (SELECT 1 FROM account_emailaddress e WHERE e.id = email_address_id));
DROP INDEX IF EXISTS unique_verified_email;
"""

BACKWARD = """
DROP POLICY account_emailaddress_tenant ON account_emailaddress;
DROP POLICY account_emailconfirmation_tenant ON account_emailconfirmation;
ALTER TABLE account_emailaddress DISABLE ROW LEVEL SECURITY;
ALTER TABLE account_emailconfirmation DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
