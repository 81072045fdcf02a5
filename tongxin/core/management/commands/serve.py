"""`tongxin serve`: the site by granian, the worker and the clock as supervised child processes."""

import os
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tongxin.core.supervisor import Program, Supervisor

BLOCKING_THREADS = "4"


class Command(BaseCommand):
    help = "Run the site, the worker and the clock."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="web processes"
        )
        parser.add_argument(
            "--tls", nargs=2, metavar=("CERTIFICATE", "KEY"), help="PEM files; the key in PKCS#8"
        )

    def handle(self, *args, host, port, workers, tls, **options):
        self._require_migrated()
        scheme = "https" if tls else "http"
        self.stdout.write(_("同心已启动：%(url)s") % {"url": f"{scheme}://{host}:{port}/"})
        self.stdout.flush()
        sys.exit(Supervisor(programs(host, port, workers, tls)).run())

    def _require_migrated(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(_("数据库还没有升级。请先运行 tongxin manage migrate。"))
        connection.close()


def programs(host: str, port: int, workers: int, tls: list[str] | None) -> list[Program]:
    """The three parts of the installation as child processes."""
    environment = {"TONGXIN_TLS": "1"} if tls else {}
    return [
        Program("web", _web(host, port, workers, tls), environment),
        Program("worker", [sys.executable, "-m", "tongxin.core.cli", "worker"], environment),
        Program("clock", [sys.executable, "-m", "tongxin.core.cli", "clock"], environment),
    ]


def _web(host: str, port: int, workers: int, tls: list[str] | None) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", BLOCKING_THREADS, "--no-ws", "--log-level", "warning"]
    command += [
        "--respawn-failed-workers",
        "--respawn-interval",
        "0.5",
        "--workers-kill-timeout",
        "15",
    ]
    if tls:
        command += ["--ssl-certificate", tls[0], "--ssl-keyfile", tls[1]]
    return [*command, "tongxin.config.wsgi:application"]
