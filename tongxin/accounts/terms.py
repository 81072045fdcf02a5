"""The roles of an assembly's work (design: assemblies, people, identities) and the words of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("委员")
    COLLECTIVE = "collective", _("集体提案经办人")
    PROPOSALS_CHAIR = "proposals_chair", _("提案委主任")
    PROPOSALS_OFFICE = "proposals_office", _("提案委办公室")
    REVIEWER = "reviewer", _("提案审查委员")
    PLENARY_GROUP = "plenary_group", _("大会提案组")
    GROUP_LIAISON = "group_liaison", _("小组联络员")
    COMMITTEE_STAFF = "committee_staff", _("专委会工作人员")
    RESEARCH_OFFICE = "research_office", _("研究室")
    MEMBER_LIAISON = "member_liaison", _("委员联络部门")
    GENERAL_OFFICE = "general_office", _("办公室")
    SECRETARY_GENERAL = "secretary_general", _("秘书长")
    CHAIR = "chair", _("主席")
    VICE_CHAIR = "vice_chair", _("副主席")
    ASSIGNER = "assigner", _("交办部门")
    UNIT_CLERK = "unit_clerk", _("承办单位经办人")
    UNIT_LEADER = "unit_leader", _("承办单位负责人")
    COUNTY_OFFICE = "county_office", _("县（市）区政协办公室")
    DISCIPLINE = "discipline", _("派驻纪检组")
    SYSTEM_MANAGER = "system_manager", _("系统管理员")
    SECURITY_MANAGER = "security_manager", _("安全管理员")
    AUDIT_MANAGER = "audit_manager", _("审计管理员")

    @classmethod
    def managers(cls) -> frozenset["Role"]:
        """The three managers apart (三员分立): nobody holds two of them."""
        return frozenset({cls.SYSTEM_MANAGER, cls.SECURITY_MANAGER, cls.AUDIT_MANAGER})

    @classmethod
    def of_members(cls) -> frozenset["Role"]:
        """Those who may sign in with one factor and a bound device; everybody else needs two."""
        return frozenset({cls.MEMBER})

    @classmethod
    def derived(cls) -> frozenset["Role"]:
        """Follow from mandates; nobody grants or ends them by hand."""
        return frozenset({cls.MEMBER, cls.COLLECTIVE})

    @classmethod
    def of_units(cls) -> frozenset["Role"]:
        """Held at an organisation that serves assemblies."""
        return frozenset({cls.UNIT_CLERK, cls.UNIT_LEADER, cls.ASSIGNER})

    @classmethod
    def temporary(cls) -> frozenset["Role"]:
        """End with the plenary and cannot export (practice 16)."""
        return frozenset({cls.PLENARY_GROUP, cls.GROUP_LIAISON})

    @classmethod
    def leaders(cls) -> frozenset["Role"]:
        return frozenset({cls.CHAIR, cls.VICE_CHAIR, cls.SECRETARY_GENERAL})

    @classmethod
    def proposals_staff(cls) -> frozenset["Role"]:
        """The Proposals Committee and its office."""
        return frozenset({cls.PROPOSALS_CHAIR, cls.PROPOSALS_OFFICE})


class Gender(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")


class CodePurpose(models.TextChoices):
    """What a code by message is good for."""

    SIGN_IN = "sign_in", _("登录")
    DEVICE = "device", _("确认新设备")


class LockReason(models.TextChoices):
    """Why a security manager locked an account."""

    LOST = "lost", _("手机或设备遗失")
    LEFT = "left", _("离岗或离任")
    SUSPECT = "suspect", _("疑似被他人使用")
    OTHER = "other", _("其他原因")
