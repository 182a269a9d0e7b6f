"""The button at the end of a page leads on in the story: what is judged is then used and taken along."""

import re
from itertools import pairwise

import pytest

from cnn.places import ROOT
from dashboard.navigation import ENTRIES

INSPECT = [entry.file for entry in ENTRIES if entry.section == "Inspect"]
STORY = [
    *pairwise([*INSPECT, "use/draw.py", "use/submit.py", "use/export.py"]),
    ("use/number.py", "use/submit.py"),
    ("use/export.py", "train/train.py"),
]


@pytest.mark.parametrize(("here", "after"), STORY)
def test_a_page_leads_to_the_next_one(here, after):
    (leads_to,) = re.findall(r'next_step\(".+?", "(.+?)"', (ROOT / "pages" / here).read_text("utf-8"))
    assert leads_to == after
