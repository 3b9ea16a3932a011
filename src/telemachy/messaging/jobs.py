"""The jobs of messaging: sending a mail, and giving a killed worker's jobs to another."""

import uuid
from contextlib import suppress

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from .sending import send
from .tasks import tenant_task

#: Seconds without a sign of life after which a worker counts as dead: four heartbeats.
DEAD_AFTER = 20.0


@tenant_task("mail.send")
def send_mail(message_id: uuid.UUID, version: int) -> None:
    """Send one mail, unless it was held, taken back or changed since the job was stored."""
    send(message_id, version)


@app.periodic(cron="* * * * * */10")
@app.task(name="worker.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Hand over the jobs of workers that were killed: procrastinate leaves them "doing" for ever."""
    dead_after = float(context.additional_context.get("dead_after", DEAD_AFTER))
    await rescue_jobs(context.app.job_manager, dead_after)


async def rescue_jobs(manager: JobManager, dead_after: float = DEAD_AFTER) -> int:
    """Put the jobs of dead workers back into the queue and return how many there were."""
    rescued = 0
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=dead_after):
        with suppress(ConnectorException):  # another worker rescued it in this moment
            await manager.retry_job(job)
            rescued += 1
    return rescued
