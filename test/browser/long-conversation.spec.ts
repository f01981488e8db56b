import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { Office } from "./office.ts";

const office = await Office.openForAll();
const { nora, zofia } = await office.staff();

/** Of Zofia's lines, all read by Nora. */
async function longConversation(lines: number): Promise<string> {
  const { id } = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  for (let n = 0; n < lines; n += 1) await zofia.send(id, `Line ${n}\nand more of it`);
  await nora.post(`/api/conversations/${id}/read`, { sequence: lines });
  return id;
}

/** Counts from now on how often the page asks how high anything is, and how often it writes a time. */
const counting = `
  globalThis.asked = { heights: 0, times: 0 };
  const count = (prototype, name, what) => {
    const of = Object.getOwnPropertyDescriptor(prototype, name);
    const counted = (given) => function (...values) { globalThis.asked[what] += 1; return given.apply(this, values); };
    const next = of.get ? { ...of, get: counted(of.get) } : { ...of, value: counted(of.value) };
    Object.defineProperty(prototype, name, next);
  };
  for (const name of ["scrollHeight", "scrollTop", "clientHeight", "getBoundingClientRect"]) count(Element.prototype, name, "heights");
  for (const name of ["offsetHeight", "offsetTop"]) count(HTMLElement.prototype, name, "heights");
  count(Intl.DateTimeFormat.prototype, "format", "times");
`;

/** Whether it stands there; to look whether it can be seen would be to ask how high things are. */
async function isShown(page: Page, text: string): Promise<void> {
  const shown = () => page.evaluate<string>(`document.querySelector(".log")?.textContent ?? ""`);
  await expect.poll(shown, { timeout: 20_000 }).toContain(text);
}

it("a message that comes draws itself and no other one, and nothing is asked how high it is", async () => {
  const id = await longConversation(30);
  const page = await office.visitAs(nora, `/c/${id}`);
  await isShown(page, "Line 29");
  await zofia.send(id, "the first");
  await isShown(page, "the first");
  await page.evaluate(counting);
  const count = 10;
  for (let n = 0; n < count; n += 1) {
    await zofia.send(id, `came as ${n}`);
    await isShown(page, `came as ${n}`);
  }
  const asked = await page.evaluate<{ readonly heights: number; readonly times: number }>("globalThis.asked");
  expect(asked.heights).toBe(0);
  // Twice in the message and in the one above it, whose corner changes, once in the list; thirty others stand around them.
  expect(asked.times).toBeLessThanOrEqual(count * 5);
});

interface Seen {
  readonly text: string;
  readonly top: number;
}

/** The first message that is wholly in sight, and how far down it stands. */
async function firstSeen(page: Page): Promise<Seen> {
  return page.evaluate<Seen>(`(() => {
    const upper = document.querySelector(".log").getBoundingClientRect().top;
    const seen = [...document.querySelectorAll("article")].find((each) => each.getBoundingClientRect().top >= upper);
    return { text: seen.textContent, top: seen.getBoundingClientRect().top };
  })()`);
}

async function scrollUp(page: Page, px: number): Promise<void> {
  await page.getByRole("log").hover();
  await page.mouse.wheel(0, -px);
  await expect.poll(() => page.evaluate<number>(`document.querySelector(".log").scrollTop`)).toBeLessThanOrEqual(-px);
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
}

it("who reads further up keeps the place while messages come below", async () => {
  const id = await longConversation(40);
  const page = await office.visitAs(nora, `/c/${id}`);
  await isShown(page, "Line 39");
  await scrollUp(page, 900);
  const before = await firstSeen(page);
  for (let n = 0; n < 3; n += 1) await zofia.send(id, `below ${n}\nof two lines`);
  await page.getByRole("button", { name: /^Jump to latest, 3 / }).waitFor();
  expect(await firstSeen(page)).toEqual(before);
  await page.getByRole("button", { name: /^Jump to latest/ }).click();
  await page.getByRole("article").filter({ hasText: "below 2" }).waitFor();
});

it("who reads further up keeps the place while older messages come above", async () => {
  const id = await longConversation(120);
  const page = await office.visitAs(nora, `/c/${id}`);
  await isShown(page, "Line 119");
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(/\/messages\?before=/, async (route) => {
    await held;
    await route.continue();
  });
  await scrollUp(page, 2_000);
  const before = await firstSeen(page);
  const heightNow = () => page.evaluate<number>(`document.querySelector(".log").scrollHeight`);
  const height = await heightNow();
  letThrough();
  await expect.poll(heightNow).toBeGreaterThan(height + 1_000);
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
  expect(await firstSeen(page)).toEqual(before);
});
