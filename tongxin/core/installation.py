"""The checks and duties of the installation itself: database, data folder, secrets, addresses, processes."""

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from tongxin.core import clock, jobs, leases, periodic, workdays
from tongxin.core.checks import NOTE, UNSAFE, WRONG, Check, Finding, declare
from tongxin.core.periodic import Duty

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}
LEAST_SPACE = 1024**3
LEAST_KEY = 50
LEAST_POSTGRESQL = 150000


def declare_all() -> None:
    """Called once by the app's `ready`."""
    declare(Check("core.database", gettext_lazy("数据库"), database))
    declare(Check("core.data", gettext_lazy("数据文件夹"), data_folder))
    declare(Check("core.secrets", gettext_lazy("密钥与调试开关"), secrets))
    declare(Check("core.address", gettext_lazy("访问地址与加密"), address))
    declare(Check("core.static", gettext_lazy("静态文件"), static_files))
    declare(Check("core.processes", gettext_lazy("后台进程"), processes))
    declare(Check("core.calendar", gettext_lazy("工作日历"), calendar))
    periodic.declare(Duty("core.leases", timedelta(hours=1), leases.sweep))
    periodic.declare(Duty("core.jobs", timedelta(days=1), jobs.prune))


def database() -> list[Finding]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        advice = _("运行 tongxin manage migrate。")
        return [Finding(WRONG, _("数据库结构不是最新。"), advice)]
    if connection.vendor == "postgresql":
        return _postgresql()
    return _sqlite()


def data_folder() -> list[Finding]:
    folder = Path(settings.DATA)
    if not os.access(folder, os.W_OK):
        return [Finding(WRONG, _("不能写入 %(folder)s。") % {"folder": folder}, _("请检查权限。"))]
    findings = []
    if folder.stat().st_mode & 0o007:
        advice = _("运行 chmod o-rwx %(folder)s。") % {"folder": folder}
        findings.append(Finding(UNSAFE, _("本机其他用户可以读取数据文件夹。"), advice))
    free = shutil.disk_usage(folder).free
    if free < LEAST_SPACE:
        sentence = _("磁盘只剩 %(free)d MB。") % {"free": free // 1024**2}
        findings.append(Finding(UNSAFE, sentence, _("请清理或扩容，写满后无法保存。")))
    return findings


def secrets() -> list[Finding]:
    findings = []
    if len(settings.SECRET_KEY) < LEAST_KEY:
        advice = _("换成不少于 50 个随机字符，或删去 TONGXIN_SECRET_KEY 由程序生成。")
        findings.append(Finding(UNSAFE, _("密钥太短。"), advice))
    if settings.DEBUG:
        advice = _("删去环境变量 TONGXIN_DEBUG。")
        findings.append(Finding(UNSAFE, _("调试开关开着，出错页会显示内部数据。"), advice))
    if settings.DEMO:
        advice = _("正式使用前删去 TONGXIN_DEMO，并换一个数据文件夹。")
        findings.append(Finding(NOTE, _("这是演示环境，消息不会真的发出。"), advice))
    return findings


def address() -> list[Finding]:
    hosts = set(settings.ALLOWED_HOSTS)
    findings = []
    if "*" in hosts:
        advice = _("在 TONGXIN_HOSTS 中写明网站的域名。")
        findings.append(Finding(UNSAFE, _("接受任何域名的请求。"), advice))
    if not settings.BEHIND_TLS:
        level = NOTE if hosts <= LOCAL else UNSAFE
        advice = _("用 tongxin serve --tls，或放在启用 HTTPS 的代理之后并设 TONGXIN_TLS=1。")
        sentence = _("没有启用 HTTPS：手机摄像头、通行密钥和离线填写不可用，口令明文传输。")
        findings.append(Finding(level, sentence, advice))
    return findings


def static_files() -> list[Finding]:
    if settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    advice = _("运行 tongxin manage collectstatic --noinput。")
    return [Finding(WRONG, _("还没有收集静态文件，页面打不开。"), advice)]


def processes() -> list[Finding]:
    findings = []
    advice = _("用 tongxin serve 一起启动，或另行启动它。")
    if not leases.living(jobs.WORKER):
        findings.append(
            Finding(UNSAFE, _("没有在运行的 tongxin worker：消息发不出，导入不动。"), advice)
        )
    if not leases.living("clock"):
        findings.append(Finding(UNSAFE, _("没有在运行的 tongxin clock：到期不会提醒。"), advice))
    if late := periodic.overdue(clock.now()):
        sentence = _("定时任务逾时未完成：%(codes)s。") % {"codes": ", ".join(late)}
        findings.append(Finding(UNSAFE, sentence, _("请查看 clock 的日志。")))
    if failed := DBTaskResult.objects.failed().count():
        sentence = _("有 %(count)d 个后台作业失败。") % {"count": failed}
        findings.append(Finding(NOTE, sentence, _("请查看 worker 的日志。")))
    return findings


def calendar() -> list[Finding]:
    today = clock.today()
    if workdays.is_provisional(date(today.year, 12, 1)):
        level, year = UNSAFE, today.year
    elif today.month == 12 and workdays.is_provisional(date(today.year + 1, 12, 1)):
        level, year = NOTE, today.year + 1
    else:
        return []
    sentence = _("%(year)d 年的放假安排还没有录入，期限只扣周末。") % {"year": year}
    return [Finding(level, sentence, _("升级程序，或把该年的文件放入数据文件夹的 calendar 下。"))]


def _postgresql() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    if version >= LEAST_POSTGRESQL:
        return []
    return [Finding(WRONG, _("PostgreSQL 版本低于 15。"), _("请升级数据库。"))]


def _sqlite() -> list[Finding]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
    findings = []
    if mode != "wal":
        findings.append(Finding(UNSAFE, _("SQLite 没有使用 WAL 日志。"), _("请勿改动数据库设置。")))
    if broken:
        advice = _("请停止使用，从备份恢复或联系维护人员。")
        findings.append(Finding(WRONG, _("数据库里有指向不存在记录的引用。"), advice))
    return findings
