"""Charts are drawn in a process of their own, whatever becomes of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from kb.site.charts.drawer import Drawer

VERSION = "5.21"


def spec(value: int = 1) -> str:
    return json.dumps(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "data": {"values": [{"a": 1, "b": value}, {"a": 2, "b": 5}]},
            "mark": "point",
            "encoding": {
                "x": {"field": "a", "type": "quantitative", "title": f"é {value}"},
                "y": {"field": "b", "type": "quantitative"},
            },
        }
    )


@pytest.fixture
def own() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


def test_what_is_no_chart_is_said_and_the_next_chart_is_drawn(own: Drawer):
    with pytest.raises(ValueError, match=r"."):
        own.draw('{"mark": 3}', VERSION)
    with pytest.raises(ValueError, match=r"."):
        own.draw("no JSON\n\n", VERSION)
    drawn = own.draw(spec(), VERSION)
    assert drawn is not None
    assert drawn.startswith("<svg")
    assert "é 1" in drawn


def test_a_process_that_is_gone_is_replaced(own: Drawer):
    first = own.draw(spec(), VERSION)
    assert own._process is not None
    own._process.send_signal(signal.SIGKILL)
    own._process.wait()
    assert own.draw(spec(), VERSION) == first


def test_where_no_process_can_be_started_the_chart_is_drawn_here():
    program = (
        "import sys\nfrom kb.site.charts import drawer, vega\ndrawer.sys.executable = '/nowhere/python'\n"
        f"assert vega.draw({json.loads(spec())!r}, 'x', 'X', '').startswith('<svg')\n"
        "assert 'vl_convert' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_many_threads_each_get_their_own_chart(own: Drawer):
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda value: own.draw(spec(value), VERSION), range(8)))
    assert [f"é {value}<" in (text or "") for value, text in enumerate(drawn)] == [True] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process only")
def test_a_child_asks_a_process_of_its_own():
    program = (
        "import os\nfrom tests.site.test_chart_drawer import Drawer, spec, VERSION\n"
        "own = Drawer()\nfirst = own.draw(spec(), VERSION)\nchild = os.fork()\n"
        "same = own.draw(spec(), VERSION) == first\nnumber = own._process.pid\n"
        "if not child:\n    own.close()\n    os._exit(0 if same else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0 and same\nassert own.draw(spec(2), VERSION) != first\n"
        "assert own._process.pid == number\nown.close()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
