"""What makes a table belong to an organisation: its policy, its composite references and its scoped manager.

Each is a constraint in `Meta.constraints`, so `makemigrations` writes it and no table can be created without it.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint

from .context import active_organisation_id, current_organisation_id
from .ids import uuid7

T = TypeVar("T", bound=models.Model)
Quote = Callable[[str], str]

SETTING = "(SELECT nullif(current_setting('app.org', true), '')::uuid)"  # '' is what a local setting reads afterwards


class TenantConstraint(BaseConstraint):
    """A constraint whose SQL waits for the end of the migration, when every table it names exists."""

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.append(self.statement(model, schema_editor.quote_name))

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.append(self.statement(model, schema_editor.quote_name))

    def statement(self, model: type[models.Model], quote: Quote) -> str:
        """Return the SQL that makes the constraint."""
        raise NotImplementedError

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Leave the judgement to the database, which alone sees the rows of every organisation."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


class TenantPolicy(TenantConstraint):
    """Row-level security, forced on the owner too: a row is seen and written only by its own organisation."""

    def __init__(self, *, name: str, column: str = "organisation_id") -> None:
        super().__init__(name=name)
        self.column = column

    def statement(self, model: type[models.Model], quote: Quote) -> str:
        """Return the SQL that forces the policy."""
        table, name = quote(model._meta.db_table), quote(self.name)
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY {name} ON {table} USING ({self.column} = {SETTING})"
        )

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        table, name = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        return f"DROP POLICY {name} ON {table}"

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, **({} if self.column == "organisation_id" else {"column": self.column})}


class TenantReference(TenantConstraint):
    """`FOREIGN KEY (organisation_id, x_id)`: a row can point only at rows of its own organisation.

    Ordinary foreign keys ignore row-level security, so with them a child could name another organisation's parent.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def statement(self, model: type[models.Model], quote: Quote) -> str:
        """Return the SQL of the composite foreign key."""
        field: Any = model._meta.get_field(self.field)
        target = field.remote_field.model._meta.db_table
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (organisation_id, {quote(field.column)}) "
            f"REFERENCES {quote(target)} (organisation_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        table, name = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, "field": self.field}


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key whose constraint is composite; declaring the field is all a model has to do."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        return name, path, args, kwargs

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        super().contribute_to_class(cls, name, private_only, **kwargs)
        # Migrations rebuild models as "__fake__" and carry the constraint in their options already.
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            reference = TenantReference(field=name, name=f"{cls._meta.db_table}_{name}_tenant"[:63])
            cls._meta.constraints = [*cls._meta.constraints, reference]


class TenantManager(models.Manager[T], Generic[T]):
    """Sees the active organisation's rows only, and raises `NoTenant` where none is active."""

    def get_queryset(self) -> models.QuerySet[T]:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class TenantModel(models.Model):
    """A row of one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "tenancy.Organisation", models.CASCADE, default=active_organisation_id, editable=False, related_name="+"
    )

    objects = TenantManager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "id"], name="%(app_label)s_%(class)s_in_organisation"),
            TenantPolicy(name="%(app_label)s_%(class)s_tenant"),
        ]
