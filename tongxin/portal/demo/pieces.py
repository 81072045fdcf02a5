"""Plays pieces for the public: one went out after its three reviews, one waits for the last, one is being written."""

from datetime import timedelta

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.portal.demo.found import Cast
from tongxin.records.actions.review_publication import start_publication
from tongxin.records.lifecycle import PUBLICATION
from tongxin.records.models import Publication

SOME_DAYS = timedelta(days=3)
REVIEWS = (PUBLICATION.pass_first, PUBLICATION.pass_second, PUBLICATION.pass_final)
OUT = {
    "title": "市政协组织委员视察老旧小区加装电梯",
    "summary": "委员们看了三个小区，同街道、居民和施工单位一起算了一笔账。",
    "body": "委员们先后到三个老旧小区，看已经装好的电梯，听居民讲为什么有的单元签不齐字。\n\n"
    "座谈会上，委员建议把补贴标准、施工时间和各楼层分摊办法写成一张纸，贴到单元门口。\n\n"
    "市有关部门表示，会后逐条研究，月底前答复。",
}
WAITING = {
    "title": "界别委员进社区：讲透一件事，办好一件事",
    "summary": "医药卫生界委员在社区讲慢性病用药。",
    "body": "医药卫生界的委员到社区开讲，六十多位居民带着药盒来问。\n\n"
    "委员把常见的八种用药误区写成一页纸，社区印好放在卫生站。",
}
BEGUN = {
    "title": "读书活动：一本书和一次调研",
    "summary": "",
    "body": "委员们读完书，带着问题去了乡镇。",
}


def play(cast: Cast) -> None:
    """Everything through the actions, as of the city's present day."""
    city = cast.city.assemblies[0].slug
    writer, *_others = cast.holders(Role.RESEARCH_OFFICE, city)
    reviewers = _reviewers(cast, city, writer)
    with clock.frozen(clock.now() - SOME_DAYS):
        out = _reviewed(_piece(writer, OUT), writer, reviewers)
        perform(PUBLICATION.put_out, out, writer)
        _reviewed(_piece(writer, WAITING), writer, reviewers[:-1])
    _piece(writer, BEGUN)


def _reviewers(cast: Cast, city: str, writer: Actor) -> list[Actor]:
    """Three people for the three reviews; none of them is the writer."""
    roles = (Role.MEMBER_LIAISON, Role.GENERAL_OFFICE, Role.SECRETARY_GENERAL)
    chosen: list[Actor] = []
    for role in roles:
        taken = {writer.person_id, *(one.person_id for one in chosen)}
        chosen.append(next(a for a in cast.holders(role, city) if a.person_id not in taken))
    return chosen


def _piece(writer: Actor, words: dict[str, str]) -> Publication:
    return start_publication(writer.assembly, actor=writer, **words)


def _reviewed(piece: Publication, writer: Actor, reviewers: list[Actor]) -> Publication:
    perform(PUBLICATION.offer, piece, writer)
    for act, reviewer in zip(REVIEWS, reviewers, strict=False):
        piece = perform(act, Publication._base_manager.get(pk=piece.pk), reviewer)
    return Publication._base_manager.get(pk=piece.pk)
