"""Shows which years' State Council notices are known, or turns an upgraded `chinesecalendar` into our data file."""

import json
from pathlib import Path

from chinese_calendar import constants
from django.core.management.base import BaseCommand

from tongxin.core import workdays

CODES = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "tomb_sweeping",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-autumn Festival": "mid_autumn",
    "National Day": "national_day",
    "Anti-Fascist 70th Day": "victory_70",
}


class Command(BaseCommand):
    help = "Show the known years, or write the notices that the chinesecalendar package knows to a file."

    def add_arguments(self, parser):
        parser.add_argument(
            "--write", type=Path, help="file to write, e.g. <data folder>/calendar/2027.json"
        )

    def handle(self, *args, write, **options):
        if write:
            text = json.dumps(package_notices(), ensure_ascii=False, indent=1, sort_keys=True)
            write.write_text(text + "\n", encoding="utf-8")
        known = workdays.calendar()
        self.stdout.write(f"{min(known.years)}–{max(known.years)} ({known.version})")


def package_notices() -> dict:
    """The notices as our file holds them: per year, days off and make-up days under their festival."""
    years: dict[str, dict] = {}
    for kind, days in (("off", constants.holidays), ("makeup", constants.workdays)):
        for day, name in sorted(days.items()):
            year = years.setdefault(str(day.year), {"off": {}, "makeup": {}})
            year[kind].setdefault(CODES[name], []).append(day.isoformat())
    return {"source": "State Council notices by way of chinesecalendar", "years": years}
