"""A page is read in the charset that its bytes are in, whatever it says of itself."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.dom import decode_body
from newscrawl.dom.decoding import DETECTION_BYTES

SENTENCES = {
    "arabic": "صوت مجلس المدينة يوم الثلاثاء على تأجيل تجريف الحوض الداخلي للميناء حتى الربيع، حسبما قال مسؤولون. ",
    "chinese": "市议会周二投票决定将内港疏浚工程推迟到春季，官员们说，因为那里的淤泥中含有比调查显示的更多的铜。",
    "czech": "Městská rada v úterý hlasovala o odložení bagrování přístavu na jaro, uvedli úředníci, protože bahno "
    "obsahuje více mědi, než ukázaly průzkumy. ",
    "french": "Le conseil a voté mardi le report du dragage jusqu’au printemps, ont déclaré des élus, à cause de ça. ",
    "german": "Der Rat stimmte am Dienstag für die Verschiebung auf das Frühjahr, sagten Beamte; „größer“ als je. ",
    "greek": "Το δημοτικό συμβούλιο ψήφισε την Τρίτη την αναβολή της εκβάθυνσης του λιμανιού έως την άνοιξη. ",
    "hebrew": "מועצת העיר הצביעה ביום שלישי על דחיית החפירה בנמל הפנימי עד האביב, אמרו גורמים רשמיים. ",
    "japanese": "市議会は火曜日、港の内側の浚渫を春まで延期することを決議したと当局者が述べた。カタカナもあります。",
    "korean": "시의회는 화요일 항구 안쪽 준설을 봄까지 연기하기로 의결했다고 관계자들이 밝혔다. ",
    "polish": "Rada miasta zagłosowała we wtorek za odłożeniem pogłębiania portu do wiosny, ponieważ muł zawiera "
    "więcej miedzi, niż wykazały badania. Żółć, gęś, jaźń. ",
    "russian": "Совет города проголосовал во вторник за отсрочку работ в гавани до весны, сообщили чиновники. ",
    "taiwanese": "市議會週二投票決定將內港疏浚工程推遲到春季，官員們說，因為那裡的淤泥中含有比調查顯示的更多的銅。",
    "turkish": "Belediye meclisi salı günü iç limanın taranmasını bahara ertelemeyi oyladı, yetkililer söyledi. ",
}
CHARSETS = [
    ("russian", "windows-1251"), ("russian", "koi8-r"), ("russian", "iso-8859-5"), ("russian", "utf-8"),
    ("japanese", "shift_jis"), ("japanese", "euc_jp"), ("chinese", "gb18030"), ("chinese", "gbk"),
    ("taiwanese", "big5"), ("korean", "euc_kr"), ("polish", "iso-8859-2"), ("polish", "windows-1250"),
    ("czech", "iso-8859-2"), ("czech", "windows-1250"), ("greek", "iso-8859-7"), ("greek", "windows-1253"),
    ("arabic", "windows-1256"), ("hebrew", "windows-1255"), ("turkish", "windows-1254"), ("french", "windows-1252"),
    ("german", "windows-1252"),
]  # fmt: skip
WIDE = [(name, charset) for name in ("russian", "german", "chinese") for charset in ("utf-16-le", "utf-16-be")]
WIDE.append(("japanese", "iso2022_jp"))


def write_page(language: str, charset: str, declared: str = "", count: int = 5) -> tuple[bytes, str]:
    """Give a page in the charset, and its text."""
    meta = f'<meta charset="{declared}">' if declared else ""
    paragraphs = f"<p>{SENTENCES[language]}</p>\n" * count
    page = f'<!doctype html><html><head>{meta}</head><body><a href="/">Home</a>\n{paragraphs}</body></html>'
    body = page.encode(charset)
    return body, body.decode(charset)


@pytest.mark.parametrize("declared", ["", "utf-8", "no-such-charset", "utf-16"])
@pytest.mark.parametrize(("language", "charset"), [*CHARSETS, *WIDE])
def test_a_page_that_does_not_say_or_is_wrong_is_read(language: str, charset: str, declared: str) -> None:
    body, text = write_page(language, charset, declared)
    assert decode_body(body).text == text


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("language", "charset"), [*CHARSETS, *WIDE])
def test_a_page_that_says_it_is_read(language: str, charset: str, count: int) -> None:
    body, text = write_page(language, charset, charset, count)
    decoded = decode_body(body)
    assert decoded.text == text
    assert not decoded.is_mismatch


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
def test_a_header_says_it_as_well(language: str, charset: str) -> None:
    body, text = write_page(language, charset)
    assert decode_body(body, f"text/html; charset={charset}").text == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_above_all(mark: bytes, charset: str) -> None:
    body, text = write_page("russian", charset, "windows-1252")
    assert decode_body(mark + body, "text/html; charset=koi8-r").text == text


@pytest.mark.parametrize(
    ("language", "charset", "declared", "is_mismatch"),
    [
        ("german", "windows-1252", "utf-8", True),
        ("chinese", "gb18030", "utf-8", True),
        ("russian", "utf-8", "windows-1251", True),
        ("russian", "windows-1251", "iso-8859-1", True),
        ("russian", "utf-8", "utf-8", False),
        ("german", "windows-1252", "iso-8859-1", False),
        ("chinese", "gb18030", "gb2312", False),
        ("japanese", "shift_jis", "x-sjis", False),
        ("russian", "utf-8", "", False),
    ],
)
def test_a_declaration_that_is_wrong_is_told(language: str, charset: str, declared: str, is_mismatch: bool) -> None:
    body, text = write_page(language, charset, declared)
    decoded = decode_body(body)
    assert (decoded.text, decoded.is_mismatch) == (text, is_mismatch)


def test_an_ascii_page_may_declare_what_it_likes() -> None:
    assert not decode_body(b'<meta charset="koi8-r"><p>plain</p>').is_mismatch


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251"])
def test_utf8_that_was_cut_is_utf8(declared: str) -> None:
    body, _ = write_page("russian", "utf-8", declared, 20)
    cut = body[: body.rindex("города".encode()) + 3]
    decoded = decode_body(cut)
    assert decoded.charset == "utf-8"
    assert decoded.text.endswith("г\ufffd")


def test_utf8_with_a_foreign_line_is_utf8() -> None:
    body, _ = write_page("russian", "utf-8", "utf-8", 20)
    decoded = decode_body(body.replace(b"Home", b"caf\xe9 Home"))
    assert decoded.charset == "utf-8"
    assert "caf\ufffd Home" in decoded.text
    assert SENTENCES["russian"].strip() in decoded.text


@given(st.binary(max_size=300), st.sampled_from([None, "text/html; charset=utf-8", "charset=utf-16", "x;charset=\0"]))
def test_any_bytes_are_read(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode_body(body, content_type).text, str)


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
def test_detection_of_a_long_page_is_quick(language: str, charset: str) -> None:
    body, text = write_page(language, charset, count=3 * DETECTION_BYTES // len(SENTENCES[language]))
    start = time.process_time()
    decoded = decode_body(body)
    assert time.process_time() - start < 0.25
    assert decoded.text == text
