import type { Page } from "playwright-core";

const script = `(() => {
  const wanted = "button, a, input, textarea, select, h1, h2, h3, dt, dd, label, [role=slider]";
  const canScroll = (element) => {
    for (let each = element.parentElement; each; each = each.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth)
        return true;
    return false;
  };
  const lost = [...document.querySelectorAll(wanted)].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".only-read")) return false;
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1) && !canScroll(element);
  });
  const { scrollWidth } = document.documentElement;
  return [
    ...(scrollWidth > innerWidth ? ["the page is " + scrollWidth + " wide"] : []),
    ...lost.map((element) => element.outerHTML.slice(0, 160)),
  ];
})()`;

/** Words and controls that a window is too narrow for, unless they can be scrolled to; best none. */
export async function lossIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(script);
}
