"""The sentences that the desk's script says, translated on the server and kept with the page."""

from django.utils.translation import gettext as _


def desk_words() -> dict[str, str]:
    """Code to sentence; `{…}` is filled in by the script."""
    return {
        "online": _("已联网"),
        "offline": _("没有网络，照常签到，连上后自动送出"),
        "waiting": _("{n} 条待送"),
        "all_sent": _("全部送出"),
        "ready": _("断网也能用"),
        "not_ready": _("还不能断网使用，请保持联网"),
        "done": _("已签到"),
        "left": _("已登记离场"),
        "again": _("{time} 已经签到过"),
        "nobody": _("名单上没有找到"),
        "walk_in": _("名单外到场：登记“{name}”"),
        "other_group": _("不是这个小组的人"),
        "old_code": _("二维码已经过期，请对方刷新手机上的页面"),
        "false_code": _("这个二维码不是本次活动的"),
        "no_proof": _("这台设备不能核对二维码（没有用 https 打开），请按姓名查找"),
        "too_early": _("还没有到签到时间（{time} 开始）"),
        "too_late": _("这一场签到已经结束（{time}）"),
        "undo": _("撤回"),
        "undone": _("已撤回"),
        "understood": _("知道了"),
        "expected": _("应签 {n}"),
        "present": _("已签 {n}"),
        "missing": _("未签 {n}"),
        "excused": _("请假 {n}"),
        "leave": _("这一场已准假"),
        "seat": _("座位 {seat}"),
        "no_token": _("请用办公室给的链接或二维码打开签到台。"),
        "gone": _("这个签到台已经收回或过期。没有送出的仍会继续送。"),
        "cleared": _("这台设备上的名单已经清除，可以交还。"),
        "not_yet": _("还有没送出的签到，送完才能清除。"),
        "camera_off": _("打不开摄像头"),
        "skewed": _("这台设备的时钟差了 {n} 分钟，已自动校正"),
    }
