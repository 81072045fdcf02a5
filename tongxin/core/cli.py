"""The command `tongxin`: serve, worker, clock, check, and manage for everything else Django offers."""

import os
import sys

from django.core.management import execute_from_command_line

from tongxin.core.depth import with_room

COMMANDS = {"serve": "serve", "worker": "worker", "clock": "clock", "check": "checkup"}
USAGE = """usage: tongxin COMMAND [options]

  serve     the site, the worker and the clock, supervised
  worker    jobs and deliveries only
  clock     periodic duties only
  check     what is missing or unsafe in this installation
  manage    any other command of Django

tongxin COMMAND --help tells the options."""


def main(arguments: list[str] | None = None) -> None:
    """Entry of the console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    name, rest = (given[0], given[1:]) if given else ("", [])
    if name == "manage":
        with_room(execute_from_command_line, ["tongxin manage", *rest])
    elif name in COMMANDS:
        with_room(execute_from_command_line, ["tongxin", COMMANDS[name], *rest])
    else:
        sys.stderr.write(f"{USAGE}\n")
        sys.exit(0 if name in {"-h", "--help", "help"} else 2)


if __name__ == "__main__":
    main()
