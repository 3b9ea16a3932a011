"""Runs stored jobs until told to stop, and first of all those that a killed worker left behind."""

import asyncio
import logging
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from .jobs import rescue_jobs

log = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two tries to reach the database
DEAD_BEATS = 4  # heartbeats that fail to come before a worker counts as dead


@dataclass(frozen=True)
class Pace:
    """How a worker runs; times in seconds.

    Attributes:
        threads: jobs run at the same time, each on a database connection of its own.
        heartbeat: between two signs of life; a worker that gives none for four is taken for dead.
        grace: what running jobs get to finish after SIGTERM; what is not finished by then is rolled back and run again
            by another worker.
    """

    threads: int = 2
    heartbeat: float = 5.0
    grace: float = 25.0

    @property
    def dead_after(self) -> float:
        """Return the silence after which a worker counts as dead."""
        return self.heartbeat * DEAD_BEATS


def run_worker(pace: Pace, *, wait: bool = True) -> None:
    """Run jobs until told to stop by SIGTERM or Ctrl-C; while the database is away, wait for it.

    Args:
        wait: keep waiting for jobs; otherwise end when none is due.
    """
    with app.replace_connector(PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4)):
        asyncio.run(_keep_running(pace) if wait else _run(pace, asyncio.Event(), wait=False))


async def _keep_running(pace: Pace) -> None:
    stop = asyncio.Event()
    while not stop.is_set():
        try:
            await _run(pace, stop, wait=True)
        except (ConnectorException, psycopg.Error):
            log.warning("The database is away; the worker waits for it.")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)


async def _run(pace: Pace, stop: asyncio.Event, *, wait: bool) -> None:
    async with app.open_async():
        await rescue_jobs(app.job_manager, pace.dead_after)
        work = asyncio.create_task(
            app.run_worker_async(
                wait=wait,
                concurrency=pace.threads,
                install_signal_handlers=False,
                update_heartbeat_interval=pace.heartbeat,
                stalled_worker_timeout=pace.dead_after,
                delete_jobs="successful",  # what took effect is remembered by TaskEffect
                additional_context={"dead_after": pace.dead_after},
            )
        )
        _stop_on_signals(work, stop, pace.grace)
        with suppress(asyncio.CancelledError):
            await work


def _stop_on_signals(work: "asyncio.Task[None]", stop: asyncio.Event, grace: float) -> None:
    def begin_to_stop() -> None:
        if not stop.is_set():
            stop.set()
            _end_after(grace)
            work.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, and any thread but the first
            loop.add_signal_handler(number, begin_to_stop)


def _end_after(seconds: float) -> None:
    """End the process then at the latest: a thread cannot be stopped, but its transaction is rolled back."""
    timer = threading.Timer(seconds, os._exit, [0])
    timer.daemon = True
    timer.start()
