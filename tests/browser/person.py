"""A person at a browser: signs in as people do, walks, and is watched for what a page complains of."""

from __future__ import annotations

import io
import mimetypes
import re
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Response

from .world import ROOT, SERVING

RAW = r"<\/?c-[a-z]|\{%|\{\{"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Contrast is a matter of two colours and a size, and takes longer to look at than all else on a page. Words that
# are drawn alike on the same ground, such as those of a long table, are looked at three times: first, middle, last.
# What was found to be legible so on one page is not looked at again on another, where all the grounds it stands on
# are flat and nothing laid over the page crosses it. What is laid over it hides what is under it where its own ground
# can't be seen through and nothing around it fades it.
ALIKE = """(legible) => {
  axe.configure({rules: [{id: "color-contrast", selector: "[data-contrast]"}]});
  for (const e of document.querySelectorAll("[data-contrast]")) e.removeAttribute("data-contrast");
  const plain = "rgba(0, 0, 0, 0) none 1 static none normal", grounds = new Map([[null, {drawn: "", flat: true, whole: true}]]);
  const ground = (e) => {
    if (!grounds.has(e)) {
      const s = getComputedStyle(e), under = ground(e.parentElement);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.position, s.filter, s.mixBlendMode].join(" ");
      const flat = / none [^ ]+ (static|relative) none normal$/.test(own);
      const whole = under.whole && / 1 [^ ]+ none normal$/.test(own);  // neither faded nor mixed with anything
      const hides = whole && /^rgb\\([^)]+\\) none 1 (absolute|fixed|sticky) /.test(own);
      grounds.set(e, own === plain ? under : hides ? {drawn: own, flat: true, whole}
        : {drawn: under.drawn + "/" + own, flat: under.flat && flat, whole});
    }
    return grounds.get(e);
  };
  const shown = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility() && e.getClientRects().length);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const box = (e) => [e, e.getBoundingClientRect()];
  const words = (e) => {  // where words may stand in a field: not where it leaves room for a sign
    const {left, right, top, bottom} = e.getBoundingClientRect(), s = getComputedStyle(e);
    const field = e.matches("input, select, textarea"), room = (side) => field ? parseFloat(s["padding" + side]) : 0;
    return [e, {left: left + room("Left"), right: right - room("Right"), top, bottom}];
  };
  const loose = shown.filter((e) => !/static|relative/.test(getComputedStyle(e).position)).map(box);
  const crossed = ([e, a]) => loose.some(([o, b]) => meet(a, b) && !o.contains(e));
  const says = (e) => e.matches("input, select, textarea")
    || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const alike = new Map(), known = new Set(legible), looked = [];
  for (const e of shown) {
    if (!says(e)) continue;
    const s = getComputedStyle(e), off = e.closest("[disabled], [aria-disabled]") || e.closest("label")?.control?.disabled;
    const drawn = [s.color, s.fontSize, s.fontWeight, s.textShadow, e.matches("input, select, textarea"), !!off];
    const key = drawn.join(" ") + ground(e).drawn;
    alike.has(key) ? alike.get(key).push(e) : alike.set(key, [e]);
  }
  for (const [key, some] of alike) {
    const sure = ground(some[0]).flat && !some.map(words).some(crossed);
    if (sure && known.has(key)) continue;
    if (sure) looked.push(key);
    for (const n of [0, some.length >> 1, some.length - 1]) some[n].dataset.contrast = "";
  }
  return looked;
}"""
# What a finger is to hit must be large enough, or stand apart. It does where 24 pixels each way around its middle, or
# all of it, and as much of whatever else there is to hit, do not meet; axe looks at the others. It would have to find
# out first what lies near what on all the page. What is large and covered by a
# bar at the edge of the window can be scrolled from under it.
TIGHT = """() => {
  axe.configure({rules: [{id: "target-size", selector: "[data-tight]"}]});
  for (const e of document.querySelectorAll("[data-tight]")) e.removeAttribute("data-tight");
  const roles = ["button", "link", "checkbox", "radio", "switch", "tab", "option", "menuitem", "menuitemcheckbox",
    "menuitemradio", "textbox", "searchbox", "combobox", "listbox", "slider", "spinbutton", "treeitem", "gridcell"];
  const hit = ["a[href], area[href], button, input, select, textarea, summary, [contenteditable]",
    ...roles.map((role) => `[role=${role}]`)].join();
  const all = [...document.querySelectorAll(hit)].filter((e) => e.checkVisibility({visibilityProperty: true}));
  const bars = new Map([[null, null]]);
  const bar = (e) => {
    if (!bars.has(e)) bars.set(e, /fixed|sticky/.test(getComputedStyle(e).position) ? e : bar(e.parentElement));
    return bars.get(e);
  };
  const boxes = all.map((e) => {
    const {left, right, top, bottom, width, height} = e.getBoundingClientRect();
    const x = Math.max(0, 24 - width) / 2, y = Math.max(0, 24 - height) / 2;
    return [e, {left: left - x, right: right + x, top: top - y, bottom: bottom + y, small: x + y > 0}];
  });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const covers = ([e, a], [o, b]) => !a.small && !b.small && !bar(o) !== !bar(e);
  const near = (one) => boxes.some((other) => other !== one && meet(one[1], other[1]) && !covers(one, other));
  for (const each of boxes) if (near(each)) each[0].dataset.tight = "";
}"""
# Of all that axe says, only what is wrong: the rest is long, and nobody reads it.
WRONG = """async (wanted) => (await axe.run(document, wanted)).violations.map((v) => [v.id,
  `${v.id} ×${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)} | ${(v.nodes[0].failureSummary || "").trim().slice(0, 240)}`])"""
LEGIBLE: set[str] = set()  # how words were drawn, and on what, that could be read


@dataclass
class Visitor:
    """One browser window of one person. `wrong` holds what a page has complained of."""

    page: Page
    url: str
    name: str = ""
    wrong: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=lambda: {200, 204, 302, 304})

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url} {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        # A status is looked at in the answer itself; the browser's word on it says nothing more.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.wrong.append(f"{self.page.url} {message.text}")

    def _answered(self, response: Response) -> None:
        self._said(response.status, response.url)

    def _said(self, status: int, url: str) -> None:
        if status >= 400 and status not in self.expected:
            self.wrong.append(f"{status} {url}")

    def goes(self, path: str) -> Page:
        """Open an address, and look that no component is shown raw."""
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self.looks()

    def looks(self) -> Page:
        """Look at the page as it came: nothing on it shows how it was made."""
        self.page.wait_for_load_state("domcontentloaded")
        raw = self.page.evaluate(f"document.body.outerHTML.match(/{RAW}/)")
        assert raw is None, f"{self.page.url} shows {raw}"
        return self.page

    def asks(self, url: str) -> tuple[str, str]:
        """Ask for an address beside the window: nothing is drawn. Return where it led and what the page says; a file says nothing."""
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self.page.context.cookies(url))
        asked = Request(quote(url, safe=string.punctuation), headers={"Cookie": cookies})
        try:
            answer = urlopen(asked, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            self._said(answer.status, answer.url)
            if "text/html" not in answer.headers.get("Content-Type", ""):
                return answer.url, ""
            text = answer.read().decode()
        raw = re.search(RAW, text)
        assert raw is None, f"{url} shows {raw}"
        return answer.url, text

    def signs_in(self, name: str) -> Visitor:
        """Sign in as a person of the demonstration: one click on the name, as everybody does."""
        self.name = name
        self.goes("/account/login/")
        own = self.page.get_by_text(name, exact=True)
        self.page.get_by_role("button").filter(has=own).click()
        self.page.get_by_role("heading", name="我的待办").wait_for()
        return self

    def opens(self, name: str | re.Pattern[str]) -> Page:
        """Follow a link of this name on the page."""
        self.main().get_by_role("link", name=name).first.click()
        return self.looks()

    def fills(self, form: Locator | Page, said: dict[str, Any]) -> None:
        """Fill a form by its labels: words into a box, one of a list, or several (a tuple) to be ticked."""
        for label, value in said.items():
            named = re.compile(rf"^{re.escape(label)}(必填)?$")
            control = form.locator("input, textarea, select").and_(form.get_by_label(named))
            box = control.or_(form.get_by_role("group", name=named)).first
            tag = box.evaluate("e => e.tagName")
            if tag == "FIELDSET":
                for each in value if isinstance(value, tuple) else (value,):
                    box.get_by_label(each, exact=True).check()
            elif tag == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)

    def does(self, act: str, said: dict[str, Any] | None = None) -> None:
        """Do an act on the page of a case: open its form, fill it, press the button of its name."""
        self.main().get_by_role("complementary").get_by_role("link", name=act).first.click()
        form = self.page.get_by_role("dialog", name=act)
        self.fills(form, said or {})
        self.page.locator("#page").evaluate("page => page.classList.add('as-it-was')")
        form.get_by_role("button", name=act).click()
        self.hears(f"已办理：{act}")
        form.wait_for(state="hidden")
        self.page.locator("#page:not(.as-it-was)").wait_for()

    def presses(self, button: str | re.Pattern[str]) -> Page:
        """Press the first button of this name on the page."""
        exact = isinstance(button, str)
        self.main().get_by_role("button", name=button, exact=exact).first.click()
        return self.looks()

    def hands(self, label: str, name: str, content: bytes) -> None:
        """Put a file into the field of this label."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = FilePayload(name=name, mimeType=kind, buffer=content)
        self.main().get_by_label(re.compile(f"^{re.escape(label)}(必填)?$")).set_input_files(file)

    def makes_room_for(self, name: str) -> Visitor:
        """Let somebody else sit down at the machine."""
        self.page.context.clear_cookies()
        return self.signs_in(name)

    def hears(self, words: str) -> None:
        """Wait until the page says that something was done."""
        self.page.get_by_role("status").get_by_text(words).first.wait_for()

    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.get_by_role("main")

    def sees(self, text: str) -> bool:
        """Whether this text stands on the page."""
        return self.main().get_by_text(text).first.is_visible()

    def picture(self, name: str, *, width: int = 1440, height: int = 900) -> None:
        """Take a picture of the page, where pictures were asked for. Few colours are enough, and small."""
        if not settings.PICTURES:
            return
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(
            "document.querySelectorAll('#toasts p').forEach((line) => line.remove())"
        )
        taken = self.page.screenshot(animations="disabled")
        folder = ROOT / settings.PICTURES
        folder.mkdir(parents=True, exist_ok=True)
        small = Image.open(io.BytesIO(taken)).convert("RGB").quantize(200, dither=Image.Dither.NONE)
        small.save(folder / f"{name}.png", optimize=True)
        if before:
            self.page.set_viewport_size(before)


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Return what keeps people out of this page, in axe's words, each with the place."""
    if not page.evaluate("Boolean(window.axe)"):
        # A page that fetches no script, such as the verifier that works from a disk, is not made to.
        fetches = page.evaluate("[...document.scripts].some((script) => script.src)")
        if fetches and any(page.url.startswith(url) for url in SERVING):
            page.add_script_tag(url="/axe.js")
        else:
            page.evaluate(AXE_SCRIPT)
    page.evaluate(TIGHT)
    looked = page.evaluate(ALIKE, list(LEGIBLE)) if contrast else []
    wanted = {
        "runOnly": RULES,
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": contrast}},
        "preload": False,  # of films and sounds; no page has any
    }
    found = page.evaluate(WRONG, wanted)
    if not any(rule == "color-contrast" for rule, _line in found):
        LEGIBLE.update(looked)
    return [line for _rule, line in found]


def overflow(page: Page) -> list[str]:
    """Return what makes the page wider than the window; empty when nothing does."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("main *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".tw, .steps, .views"))
          .slice(0, 4).map((e) => e.outerHTML.slice(0, 120))
          .concat(`${document.documentElement.scrollWidth} > ${innerWidth}`)"""
    )


Opens = Callable[..., Visitor]


def visitor(context: BrowserContext, url: str) -> Visitor:
    """Open a window in a context of its own."""
    return Visitor(context.new_page(), url)
