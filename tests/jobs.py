"""Runs stored jobs inside a test, in the test's own transaction.

A real worker has connections of its own and would not see what an ordinary test has not committed. So this runner
takes exactly the rows that procrastinate stored, in its order, and runs each registered task with the arguments in the
row; an exception reaches the test. Real workers are tested in `tests/faults/test_worker_kill.py`.
"""

from datetime import datetime

from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

TABLES = ("procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers")


def forget_jobs() -> None:
    """Empty the tables of jobs after a test that commits: Django's flush does not know them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


def waiting_jobs(kind: str | None = None) -> list[ProcrastinateJob]:
    """Return the stored jobs that have not run, the next one first."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id")
    return list(jobs.filter(task_name=kind) if kind else jobs)


def run_due_jobs(until: datetime | None = None, kind: str | None = None) -> int:
    """Run every job due by then (default: now), those they store included, and return how many ran."""
    until = until or timezone.now()
    ran = 0
    while due := [job for job in waiting_jobs(kind) if job.scheduled_at is None or job.scheduled_at <= until]:
        run_job(due[0])
        ran += 1
    return ran


def run_job(job: ProcrastinateJob) -> None:
    """Run one stored job, and mark it done."""
    app.tasks[job.task_name].func(**job.args)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.pk])
