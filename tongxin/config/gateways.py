"""Reads from the environment how messages leave the house; what is not described does not exist."""

import os
from typing import Any

WECOM = "https://qyapi.weixin.qq.com"
OFFICIAL = "https://api.weixin.qq.com"


def gateways() -> dict[str, Any]:
    """The GATEWAYS setting: `site` and one entry per channel that is fully described."""
    described = {
        "sms": _described("SMS", "url", "key", "secret"),
        "wecom": _described("WECOM", "corp", "agent", "secret"),
        "official": _described("WECHAT", "app", "secret", "template"),
        "account_drafts": _described("WECHAT", "app", "secret", "cover"),
        "mail": {} if os.environ.get("TONGXIN_SMTP_HOST") else None,
    }
    found = {channel: entry for channel, entry in described.items() if entry is not None}
    if "sms" in found:
        found["sms"]["templates"] = {
            "notice": os.environ.get("TONGXIN_SMS_TEMPLATE_NOTICE", "notice"),
            "code": os.environ.get("TONGXIN_SMS_TEMPLATE_CODE", "code"),
        }
    if "wecom" in found:
        found["wecom"]["url"] = os.environ.get("TONGXIN_WECOM_URL", WECOM)
        found["wecom"] |= _given("WECOM", "authorize", "sign_in")
    if "official" in found:
        found["official"] |= _given("WECHAT", "authorize")
    for channel in ("official", "account_drafts"):
        if channel in found:
            found[channel]["url"] = os.environ.get("TONGXIN_WECHAT_URL", OFFICIAL)
    return {"site": os.environ.get("TONGXIN_SITE", ""), **found}


def _described(prefix: str, *names: str) -> dict[str, str] | None:
    values = {name: os.environ.get(f"TONGXIN_{prefix}_{name.upper()}", "") for name in names}
    return values if all(values.values()) else None


def _given(prefix: str, *names: str) -> dict[str, str]:
    """Those that the environment names; for the others the channel knows the provider's own address."""
    values = {name: os.environ.get(f"TONGXIN_{prefix}_{name.upper()}", "") for name in names}
    return {name: value for name, value in values.items() if value}
