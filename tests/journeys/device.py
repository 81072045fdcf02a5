"""A borrowed tablet at a door: opened by the office's link, signs people in with network and without."""

from tests.chromium import heard
from tests.journeys.steps import Screen, Story
from tongxin.accounts.actor import Actor
from tongxin.gatherings.models import Gathering


class Device:
    """A borrowed tablet without any account; what is kept in it outlives its tabs."""

    def __init__(self, story, link: str):
        self.context = story.device()
        self.look, self.hears = story.look, story.complaints.append
        self.opens(link)
        self.reads("断网也能用")

    def loses_network(self) -> None:
        self.context.set_offline(True)
        self.reads("没有网络")

    def finds_network(self) -> None:
        self.context.set_offline(False)

    def is_killed_and_opened_again(self) -> None:
        address = self.tab.url
        self.tab.close(run_before_unload=False)
        self.opens(address)

    def opens(self, address: str) -> None:
        self.tab = heard(self.context.new_page(), self.hears)
        self.tab.goto(address)

    def enters(self, text: str) -> "Device":
        self.tab.get_by_label("扫码，或输入姓名、拼音首字母").fill(text)
        self.tab.keyboard.press("Enter")
        return self

    def presses(self, name: str) -> "Device":
        self.tab.get_by_role("button", name=name).first.click()
        return self

    def reads(self, words: str) -> "Device":
        self.tab.locator("[data-desk]", has_text=words).wait_for()
        self.look(Screen(self.tab, self.look))
        return self

    def shows(self, *words: str) -> "Device":
        for one in words:
            self.tab.locator("[data-desk-result]", has_text=one).wait_for()
        self.look(Screen(self.tab, self.look))
        return self


def desk_at(story: Story, office: Actor, gathering: Gathering) -> Device:
    """The office opens a desk and hands over its link."""
    screen = story.at_desk(office)
    screen.opens(f"{story.here}/gatherings/{gathering.public_id}/door/")
    screen.fills("签到台的名字", "东门1号").presses("打开").reads("这个链接只显示这一次")
    link = screen.page.get_by_role("link", name="在这台设备上打开").get_attribute("href")
    return Device(story, link)
