import cProfile
import pstats
import time

from tests.matrix.addresses import lines
from tests.matrix.people import COLUMNS


def test_prof(world, browsers, db, monkeypatch, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_args: "")
    ls = lines(world)
    print(len(ls))
    cost = []
    p=cProfile.Profile()
    for l in ls[::4]:
        t=time.process_time()
        for n in COLUMNS:
            browsers.ask(n,l.method,l.url,l.data)
        cost.append((time.process_time()-t, l.title))
    cost.sort(reverse=True)
    print(sum(c for c,_ in cost))
    for c in cost[:25]: print(c)
    p.enable()
    for l in ls[::20]:
        for n in COLUMNS: browsers.ask(n,l.method,l.url,l.data)
    p.disable(); pstats.Stats(p).sort_stats('cumtime').print_stats(70)
