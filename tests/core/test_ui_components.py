"""Each component in each state: what it draws and what it refuses."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

import tongxin
from tongxin.core import clock, pages, workdays
from tongxin.core.context import Frame
from tongxin.core.drawn import icon_names, state
from tongxin.core.views.samples import SampleForm, SampleFrame, SampleOffer

SIGN = SampleOffer("签收", main=True, url="/p/1/acknowledge/")


def draw(source, **context):
    request = RequestFactory().get("/")
    return Template(source).render(Context({"frame": Frame(request), **context}))


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@pytest.mark.parametrize(
    "source",
    [
        "{% card titel='x' %}{% endcard %}",
        "{% next_step %}{% endnext_step %}",
        "{% empty %}",
        "{% button label='x' colour='red' %}",
        "{% notice %}{% endnotice %}",
    ],
)
def test_component_refuses_unknown_and_missing_props(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% state 'pink' 'x' %}",
        "{% icon 'unicorn' %}",
        "{% button 'x' kind='huge' %}",
        "{% notice tone='pink' %}{% endnotice %}",
        "{% next_step sentence='x' tone='pink' %}{% endnext_step %}",
    ],
)
def test_component_refuses_unknown_values(source):
    with pytest.raises(ValueError, match="unknown"):
        draw(source)


def test_state_is_colour_icon_and_word():
    html = state("red", "逾期<")
    assert "tone--red" in html and "#alert" in html and "逾期&lt;" in html


def test_every_icon_named_in_the_program_is_drawn():
    root = Path(tongxin.__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in root.rglob("*.html")]
    named = {name for source in sources for name in re.findall(r'icon="?([a-z-]+)" ', source)}
    named |= {name for source in sources for name in re.findall(r'{% icon "([^"]+)"', source)}
    assert named and named <= icon_names()


def test_act_is_posted_with_what_the_server_needs_to_judge_it():
    request = RequestFactory().get("/")
    html = draw("{% act_button offer %}", offer=SIGN, frame=SampleFrame(request), csrf_token="T")
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    assert 'method="post" action="/p/1/acknowledge/"' in html
    assert (fields["csrfmiddlewaretoken"], fields["version"], fields["identity"]) == (
        "T",
        "1",
        "office",
    )
    assert len(fields["request_key"]) == 16


def test_act_returns_to_the_page_that_is_named():
    request = RequestFactory().get("/")
    frame = {"frame": SampleFrame(request), "csrf_token": "T", "back": "/me/?month=2026-02"}
    posted = draw("{% act_button offer back=back %}", offer=SIGN, **frame)
    assert '<input type="hidden" name="next" value="/me/?month=2026-02">' in posted


def test_act_gets_a_fresh_request_key_each_time_it_is_drawn():
    keys = {re.search(r'request_key" value="([^"]+)', draw_offer(SIGN))[1] for _time in range(5)}
    assert len(keys) == 5


def draw_offer(offer, **context):
    return draw("{% act_button offer hint=hint %}", offer=offer, hint="", **context)


def test_refused_act_is_grey_with_its_reason_and_sends_nothing():
    html = draw_offer(SampleOffer("提请签发", refusal="还有 1 条建议没有答复。"))
    assert "<form" not in html and "<a " not in html
    assert 'aria-disabled="true"' in html
    tied = re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert f'id="{tied}"' in html and "还有 1 条建议没有答复。" in html


def test_act_with_a_form_opens_it():
    html = draw_offer(SampleOffer("申请改办", has_form=True, url="/p/1/reassign/"))
    assert '<a class="button button--plain" href="/p/1/reassign/"' in html and "<form" not in html


@pytest.mark.parametrize(
    ("due_on", "tone"),
    [
        (date(2026, 1, 28), "blue"),
        (date(2026, 1, 19), "amber"),
        (date(2026, 1, 14), "amber"),
        (date(2026, 1, 13), "red"),
    ],
)
def test_next_step_colours_by_time_left(due_on, tone):
    html = draw("{% next_step sentence='请签收' due_on=due %}{% endnext_step %}", due=due_on)
    assert f'class="next-step tone--{tone}"' in html


def test_next_step_says_who_waits_until_when_and_why_that_day():
    span = workdays.add_workdays(date(2026, 9, 24), 10)
    with clock.frozen(datetime(2026, 10, 12, 9)):
        html = draw(
            "{% next_step sentence='请签收' who='市教育局' due_on=span.due why=span %}键{% endnext_step %}",
            span=span,
        )
    told = words(html)
    assert "等待：市教育局 期限 2026年10月15日（星期四），还有 3 个工作日" in told
    assert "从 2026年9月24日 的次日起算 10 个工作日，到 2026年10月15日。" in told
    assert "不计入：国庆节 7 天（2026年10月1日 – 2026年10月7日）" in told
    assert "计入：调休上班日 2026年10月10日（星期六）" in told
    assert span.version in told


@pytest.mark.parametrize(
    ("span", "chinese"),
    [
        (workdays.add_workdays(date(2026, 3, 2), 3), "起算 3 个工作日，到 2026年3月5日。"),
        (workdays.add_days(date(2026, 3, 2), 3), "起算 3 日，到 2026年3月5日。"),
        (workdays.add_months(date(2026, 3, 2), 1), "起算 31 日，到 2026年4月2日。"),
    ],
)
def test_next_step_names_the_days_it_counted(span, chinese):
    drawn = draw(
        "{% next_step sentence='请签收' due_on=span.due why=span %}{% endnext_step %}", span=span
    )
    assert chinese in words(drawn)


def test_next_step_without_a_date_hides_the_question():
    html = draw("{% next_step sentence='已办结' tone='green' %}{% endnext_step %}")
    assert "<details" not in html


def test_timeline_tells_done_from_coming_without_colour():
    steps = [pages.Step("立案", date(2026, 1, 20)), pages.Step("答复", status="coming")]
    html = draw("{% timeline steps %}", steps=steps)
    assert words(html) == "立案 2026年1月20日 答复 （未到）"


def test_timeline_refuses_a_status_it_cannot_draw():
    with pytest.raises(ValueError, match="status"):
        draw("{% timeline steps %}", steps=[pages.Step("立案", status="finished")])


def test_facts_leave_out_what_does_not_apply_and_show_what_is_missing():
    html = draw("{% facts pairs %}", pairs=[("案号", "0315"), ("会办", ""), ("联名", None)])
    assert words(html) == "案号 0315 会办 —"


def test_field_ties_help_and_errors_to_its_control():
    form = SampleForm({})
    html = draw("{% field form.matter hint='一事一案' %}", form=form)
    tied = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert tied == ["id_matter-help", "id_matter-hint", "id_matter-errors"]
    assert all(f'id="{name}"' in html for name in tied)
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("name", ["kind", "topics"])
def test_field_with_several_controls_is_a_group_with_a_legend(name):
    html = draw("{% field bound %}", bound=SampleForm()[name])
    assert "<fieldset" in html and "<legend>" in html


def test_optional_field_says_so():
    assert "选填" in draw("{% field bound %}", bound=SampleForm()["unit"])
    assert "选填" not in draw("{% field bound %}", bound=SampleForm()["matter"])


def test_hidden_field_draws_only_its_control():
    class Secret(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert draw("{% field form.key %}", form=Secret()).strip().startswith("<input")


def test_form_errors_lead_to_their_fields():
    html = draw("{% form_errors form %}", form=SampleForm({"situation": "x", "kind": "joint"}))
    assert '<a href="#id_matter">案由</a>' in html and 'role="alert"' in html
    assert draw("{% form_errors form %}", form=SampleForm()).strip() == ""


def test_share_shows_the_numbers_behind_it_each_leading_to_its_rows():
    detail = (pages.Number("评价", 120, url="/a/"), pages.Number("应评", 140))
    share = pages.Number("满意", 86, "%", "/b/", detail)
    html = draw("{% figure_sentence numbers %}", numbers=[pages.Number("收到", 412, "件"), share])
    assert re.sub(r"<[^>]*>", "", html).strip() == "收到 412 件，满意 86 %（评价 120 / 应评 140）"
    assert 'href="/a/">120<' in html and 'href="/b/">86<' in html


def test_empty_place_teaches_and_offers_a_beginning():
    html = draw(
        "{% empty title='这里还没有提案' text='您提出的会在这里' action_url='/w/' action_label='写提案' %}"
    )
    assert words(html) == "这里还没有提案 您提出的会在这里 写提案"


def test_tabs_mark_the_current_one_and_carry_counts():
    items = [pages.TabLink("待审", "/a/", 113, active=True), pages.TabLink("拟立", "/b/", 0)]
    html = draw("{% tabs items label='审查' %}", items=items)
    assert html.count("aria-current") == 1 and words(html) == "待审 113 拟立 0"


def test_qr_code_scales_with_its_place_and_shows_no_words():
    html = draw("{{ words|qr:6 }}", words="<b>https://x/</b>")
    width = int(re.search(r'<svg width="(\d+)"', html)[1])
    assert (width % 6, "viewBox" in html, "style" in html, "https" in html) == (
        0,
        True,
        False,
        False,
    )
