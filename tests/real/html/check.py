"""Opens a page of `mixgen diff --format html` in a browser and uses it.

usage: check.py PAGE PICTURES
"""

import pathlib
import sys

from browser import Browser

WIDTHS = {"desktop": 1440, "phone": 390}

# Texts whose contrast with what is behind them is below WCAG's AA, with it.
CONTRAST = """
(() => {
  const parse = (color) => {
    const numbers = color.match(/[\\d.]+/g).map(Number);
    if (color.startsWith('color(srgb')) return [numbers[0] * 255, numbers[1] * 255, numbers[2] * 255, numbers[3] ?? 1];
    return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.sr')) continue;
    const ground = behind(element);
    const text = over(parse(getComputedStyle(element).color), ground);
    const [high, dim] = [light(text), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (dim + 0.05);
    if (ratio < 4.5) low.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(low)];
})()
"""

# Elements that reach out of the window, outside of what scrolls by itself.
WIDE = """
[...document.querySelectorAll('body *')].filter((element) => {
  if (!element.checkVisibility() || element.closest('.skip, .filters, .sr')) return false;
  const { left, right } = element.getBoundingClientRect();
  return right > innerWidth + 0.5 || left < -0.5;
}).map((element) => `${element.tagName} ${element.className}`)
"""

problems = []


def hold(what, found, expected):
    if found != expected:
        problems.append(f"{what}: {found!r}, not {expected!r}")


def look(browser, page, pictures):
    """Both widths, light and dark, with everything open."""
    for name, width in WIDTHS.items():
        for dark in (False, True):
            colours = "dark" if dark else "light"
            where = f"{name}, {colours}"
            browser.show(page, width, dark=dark)
            browser.picture(f"{pictures}/{name}-{colours}.png", whole=True)
            for state in ("as it opens", "all open"):
                hold(f"{where}, {state}: width", browser.run("document.documentElement.scrollWidth"), width)
                hold(f"{where}, {state}: too wide", browser.run(WIDE), [])
                hold(f"{where}, {state}: contrast", browser.run(CONTRAST), [])
                browser.run("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
            hold(f"{where}: complaints", browser.complaints, [])
            hold(f"{where}: requests", browser.requests, [f"file://{page}"])
            hold(f"{where}: title", "broken" in browser.run("document.title"), False)
            hold(f"{where}: dark", browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(21, 20, 18)", dark)


def keys(browser, page):
    browser.show(page, WIDTHS["desktop"])
    focus = "document.activeElement.id"
    visible = "[...document.querySelectorAll('.change')].filter((change) => change.checkVisibility()).length"
    changes = browser.run(visible)
    hold("there are changes", changes > 2, True)
    for key, at in [("j", "c0"), ("j", "c1"), ("k", "c0"), ("k", "c0"), ("ArrowDown", "c1")]:
        browser.press(key)
        hold(f"focus after {key}", browser.run(focus), at)
    browser.press("/")
    hold("focus after /", browser.run(focus), "q")
    browser.call("Input.insertText", text="nothing has these words")
    hold("changes that fit nothing", browser.run(visible), 0)
    hold("what is said", browser.run("document.querySelector('.found').textContent"), f"0 of {changes} shown")
    browser.press("Escape")
    hold("changes after Escape", browser.run(visible), changes)
    browser.run("document.querySelector('[data-filter]').click()")
    hold("a filter leaves one class", browser.run("[...document.querySelectorAll('.class')].filter((one) => one.checkVisibility()).length"), 1)
    browser.press("Escape")


def drawings(browser, page):
    browser.show(page, WIDTHS["desktop"])
    browser.run("document.querySelector('.p[class*=m-] a').focus()")
    browser.press("Enter")
    hold("a panel opens", browser.run("document.querySelector('dialog').open"), True)
    hold("with its queries", browser.run("document.querySelectorAll('dialog pre').length > 0"), True)
    browser.run("document.querySelector('dialog button').click()")
    hold("and closes", browser.run("document.querySelector('dialog').open"), False)
    shown = "['.before', '.after'].map((side) => document.querySelector('.dashboard:has(.modes)').querySelector(side).checkVisibility())"
    for mode, both in [("before", [True, False]), ("after", [False, True]), ("over", [True, True])]:
        browser.run(f"document.querySelector('.dashboard:has(.modes) [value={mode}]').click()")
        hold(f"shown {mode}", browser.run(shown), both)
    browser.run("""(() => {
      const slider = document.querySelector('.dashboard:has(.modes) .wipe input');
      slider.value = 20;
      slider.dispatchEvent(new Event('input'));
    })()""")
    clip = "getComputedStyle(document.querySelector('.dashboard:has(.modes) .after')).clipPath"
    hold("the slider cuts", browser.run(clip), "inset(0px 0px 0px 20%)")
    places = """(() => {
      const boxes = [...document.querySelector('.board').querySelectorAll('.p')].map((panel) => panel.getBoundingClientRect());
      return boxes.some((a, at) => boxes.slice(at + 1).some((b) =>
        a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5));
    })()"""
    browser.run("document.querySelector('.dashboard:has(.modes) [value=both]').click()")
    hold("panels overlap", browser.run(places), False)
    browser.run("document.querySelector('.theme').click()")
    hold("the theme", browser.run("document.documentElement.dataset.theme"), "light")
    hold("complaints", browser.complaints, [])


def without_script(browser, page):
    browser.show(page, WIDTHS["phone"], script=False)
    hold("controls that would do nothing", browser.run("[...document.querySelectorAll('.js')].filter((one) => one.checkVisibility()).length"), 0)
    hold("changes without a script", browser.run("document.querySelector('.change').checkVisibility()"), True)
    hold("drawings without a script", browser.run("document.querySelector('.p').checkVisibility()"), True)
    hold("width without a script", browser.run("document.documentElement.scrollWidth"), WIDTHS["phone"])


def main():
    page = str(pathlib.Path(sys.argv[1]).resolve())
    pictures = sys.argv[2]
    browser = Browser()
    try:
        look(browser, page, pictures)
        keys(browser, page)
        drawings(browser, page)
        without_script(browser, page)
    finally:
        browser.close()
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
