"""A document lets only its own script run, and no text can end an element or take a place that is not its own."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

from lxml.html import fromstring

from newscrawl.explanation.document import make_data_island, make_element, place_raw, render_document

EVIL = "</script><script>owned()</script></template><!--layout--> &"


def test_policy_names_the_one_script_by_its_digest() -> None:
    page = render_document("Title", "p{}", "'use strict';a<b&&c;", [])
    digest = b64encode(sha256(b"'use strict';a<b&&c;").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert "<script>'use strict';a<b&&c;</script>" in page


def test_texts_are_escaped_wherever_they_stand() -> None:
    raw = "<b>raw</b>"
    own = make_element("div", place_raw(raw))
    content = [make_element("p", EVIL, title=EVIL), own, make_data_island("data", [EVIL])]
    page = render_document(EVIL, "", "run();", content, [raw])
    tree = fromstring(page)
    assert [script.get("type") for script in tree.iter("script")] == ["application/json", None]
    assert page.count(raw) == 1
    assert "<div><b>raw</b></div>" in page
    (island,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert json.loads(island) == [EVIL]
