"""When invented people can meet, as they would type it."""

import random

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")

OFFICE = ("09:00-11:00", "10:00-12:00", "12:00-13:30", "13:00-15:00", "14:00-16:00", "15:00-17:00", "16:00-17:30")
EUROPE_TO_TORONTO = ("13:00-15:00", "14:00-16:00", "15:00-17:00", "15:30-17:30")
BERLIN_TO_TORONTO = ("14:00-16:00", "15:00-17:00", "16:00-18:00")
TORONTO = ("08:30-10:30", "09:00-11:00", "09:00-12:00", "10:00-12:00", "13:00-15:00")
BEFORE_SHIFT = ("07:00-08:30", "07:00-08:00", "07:30-09:00")
BETWEEN_SHIFTS = ("12:00-13:30", "13:30-15:00", "14:30-16:00", "15:30-17:00", "16:30-18:00")
EVENING = ("17:00-18:30", "18:00-20:00", "17:30-19:00")


def draw_week(rng: random.Random, times: tuple[str, ...], least: int, most: int) -> str:
    """“Mon 09:00-11:00; Wed 14:00-16:00”: different days, or two times a day where there are more than days."""
    count = rng.randint(least, most)
    days = sorted(rng.sample(range(5), min(count, 5)))
    slots = [(day, rng.choice(times)) for day in days]
    while len(slots) < count:
        extra = (rng.randrange(5), rng.choice(times))
        if extra not in slots:
            slots.append(extra)
    return "; ".join(f"{DAYS[day]} {time}" for day, time in sorted(slots))
