"""问法 — a question to the database that is put into SQL once and asked many times, with other values.

Django writes the SQL of a query set anew each time it is asked, which for a short question takes longer
than its answer. What a page asks on every request is put once, with `Given` where its values belong:

    HELD = Question(lambda: Appointment.objects.filter(person=Given("person", BigIntegerField())))
    HELD.ask(person=7)

The query set is still the one description; Django's own compiler and iterables do the work. PostgreSQL is
sent the values apart from the words, so that it too plans a question once and not each time it is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression

T = TypeVar("T")


class Given(Expression):
    """The place of a value that is named when the question is asked."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Stand where the value will; `Question` puts it there."""
        return "%s", [self]

    def value(self, given: dict[str, Any], connection: Any) -> Any:
        """Return the value given under this name, as the database takes it. Raises KeyError."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


class Question(Generic[T]):
    """A query set with places for values.

    Not for one whose shape depends on the values (`in`, `None`), nor for one that prefetches.
    """

    def __init__(self, put: Callable[[], models.QuerySet[Any, T]]) -> None:
        self._put = put
        self._said = threading.local()  # a compiler holds the connection of its thread

    def ask(self, **given: Any) -> list[T]:
        """Return all rows of the answer. Raises KeyError where a value is missing."""
        said = self._as_sql()
        if said.sql is None:
            return []
        rows = self._rows(said.sql, given)
        said.compiler.execute_sql = lambda *_args, **_more: [rows]
        return list(said.queryset._iterable_class(said.queryset))

    def first(self, **given: Any) -> T | None:
        """Return the first row of the answer, or None. The query set says how many it fetches."""
        return next(iter(self.ask(**given)), None)

    def count(self, **given: Any) -> int:
        """Return how many rows the answer has, without fetching them."""
        said = self._as_sql()
        if said.sql is None:
            return 0
        ((number,),) = self._rows(f"SELECT COUNT(*) FROM ({said.sql}) counted", given)
        return int(number)

    def _rows(self, sql: str, given: dict[str, Any]) -> list[Sequence[Any]]:
        with planned_cursor(self._said.compiler.connection) as cursor:
            cursor.execute(sql, self._given(given))
            return list(cursor.fetchall())

    def _given(self, given: dict[str, Any]) -> list[Any]:
        connection = self._said.compiler.connection
        return [
            p.value(given, connection) if isinstance(p, Given) else p for p in self._said.values
        ]

    def _as_sql(self) -> Any:
        """Put the question, unless this thread has put it to this connection before."""
        said = self._said
        if hasattr(said, "queryset") and said.compiler.connection is connections[said.queryset.db]:
            return said
        queryset: Any = self._put()
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            said.sql, said.values = compiler.as_sql()
        except EmptyResultSet:  # a condition that nothing meets; Django need not ask either
            said.sql, said.values = None, []
        else:
            wanted = [chosen for chosen, _sql, _alias in compiler.select[: compiler.col_count]]
            converters = compiler.get_converters(wanted)
            compiler.get_converters = lambda _wanted: converters
            queryset.query.get_compiler = lambda *_args, **_more: compiler
        said.compiler, said.queryset = compiler, queryset
        return said


def answered(asked: Sequence[tuple[Question[Any], dict[str, Any]]]) -> list[bool]:
    """Say of each question, with the values given for it, whether it has an answer. One statement."""
    said, values = [], []
    for question, given in asked:
        sql = question._as_sql().sql
        said.append(f"EXISTS({sql})" if sql else "1 = 0")
        values += question._given(given) if sql else []
    if not said:
        return []
    with planned_cursor(connections[DEFAULT_DB_ALIAS]) as cursor:
        cursor.execute(f"SELECT {', '.join(said)}", values)
        return [bool(found) for found in cursor.fetchone()]


def planned_cursor(connection: Any) -> Any:
    """Return a cursor whose statements are planned once, where the database can do that.

    To PostgreSQL it sends the values apart from the words.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:  # a log shows the values too
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    apart: Any = ServerBindingCursor
    return connection._prepare_cursor(apart(connection.connection))
