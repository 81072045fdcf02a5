"""The sentences that the browser's scripts say, translated on the server."""

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """Code to sentence; `{…}` is filled in by the script."""
    return _drafts() | _secrecy() | _other()


def _drafts() -> dict[str, str]:
    return {
        "saved": _("已保存 {time}"),
        "saving": _("正在保存"),
        "kept": _("已留在本机 {time}"),
        "offline": _("网络断了。文字已留在本机，连上后自动保存。"),
        "signed_out": _("登录已过期。文字已留在本机，请在新页面登录后回到这里继续。"),
        "sign_in": _("打开登录页"),
        "not_saved": _("没有保存成功，文字已留在本机。稍后会再试。"),
        "restored": _("已恢复 {time} 留在本机的文字。"),
        "use_server": _("不用这份，换回已保存的文字"),
        "refused": _("没有保存，可能已在别处换了身份。文字已留在本机，请换回原来的身份后继续。"),
        "was_sent": _("这份文字 {time} 已经送出。如果没有办成，可以取回来接着改。"),
        "fetch_back": _("取回文字"),
        "let_go": _("不用了"),
        "conflict": _("这份文字在别处也改过。两份都在下面，请选一份，或各取所需后继续。"),
        "mine": _("这里的文字"),
        "theirs": _("已保存的文字"),
        "take_mine": _("用这里的"),
        "take_theirs": _("用已保存的"),
        "unsaved_sign_out": _(
            "本机还有没保存的文字，退出后会清除。请先回去保存；仍要退出请再按一次。"
        ),
    }


def _secrecy() -> dict[str, str]:
    return {
        "secret_stop": _("没有保存，也没有发出。文字都还在，请先改好下面几处。"),
        "secret_warn": _("请先看一下。确认无误，再按一次就会继续。"),
        "secret_not_ready": _("保密检查没有装好，暂不能保存和发送。文字都还在，请稍等或刷新页面。"),
    }


def _other() -> dict[str, str]:
    return {
        "working": _("正在办理"),
        "failed": _("没有办成：服务器没有应答。请检查网络后再按一次，文字都还在。"),
        "selected": _("已选 {n} 项"),
        "keys": _("快捷键"),
        "keys_on": _("使用快捷键"),
        "key_help": _("打开这张表"),
        "close": _("关闭"),
    }
