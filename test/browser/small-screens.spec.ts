import { describe, expect, it } from "vitest";
import type { CDPSession, Page } from "playwright-core";
import { Person } from "../support/api-client.ts";
import { lossIn } from "./loss.ts";
import { Office, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const nora = await Person.register(office.url, "Nora Whitfield");
const zofia = await Person.register(office.url, "Zofia Wójcik-Kowalczyk");
const incidentNow = { status: "open", severity: "critical", lots: ["LOT-2024-001", "LOT-2024-002"] };
const called = "Etch chamber 4 overheating again after maintenance";
const incident = (await nora.start({ kind: "room", name: called, visibility: "public", incident: incidentNow })).id;
await nora.post(`/api/conversations/${incident}/members`, { user_ids: [zofia.id] });
const { id } = await zofia.send(incident, "Die Kühlmitteldurchflussüberwachung meldet sich wieder");
await nora.post(`/api/messages/${id}/pin`);
const data = { title: "Reading", temperature: 84.2, limits: { temperature: [null, 80] } };
await zofia.send(incident, "", { message_type: "incident_data", data });

const opened = async (page: Page): Promise<void> => {
  await page.goto(`/c/${incident}`);
  await page.getByRole("article").last().waitFor();
};
const settings = (section: string) => async (page: Page) => {
  await page.goto(`/settings/${section}`);
  await page.locator(".settings-column").waitFor();
};

const places: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "the list": async (page) => page.getByRole("link", { name: /^Etch chamber 4/ }).waitFor(),
  "a conversation": opened,
  "a form for data": async (page) => {
    await opened(page);
    const button = page.getByRole("button", { name: "Add data" });
    if (!(await button.isVisible())) await page.getByRole("button", { name: "Add to the message" }).click();
    await page.getByText("Add data").filter({ visible: true }).click();
    await page.getByRole("dialog").getByLabel("Field 1").waitFor();
  },
  members: async (page) => {
    await opened(page);
    await page.locator(".chat-head-words, .chat-head button").first().click();
    await page.getByRole("button", { name: "All members" }).first().click();
    await page.getByRole("dialog").waitFor();
  },
  "a search": async (page) => {
    await page.goto("/search?q=meldet");
    await page.getByRole("heading", { name: "1 message with “meldet”" }).waitFor();
  },
  notifications: settings("notifications"),
  privacy: settings("privacy"),
  people: settings("people"),
};

// A window of 1280 by 800 at 200 percent has as many pixels as one of 640 by 400.
const windows = {
  "320 pixels": { viewport: { width: 320, height: 568 }, deviceScaleFactor: 2 },
  "200 percent": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

describe.each(Object.entries(windows))("at %s nothing is lost of", (size, look) => {
  it.each(Object.entries(places))("%s", async (name, lead) => {
    const page = await office.visitAs(nora, "/", look);
    await lead(page);
    await picture(page, `small-${name}-${size}`.replaceAll(/\W+/g, "-"));
    expect(await lossIn(page)).toEqual([]);
    await page.context().close();
  });
});

it("at 200 percent there is room to read and to write", async () => {
  const page = await office.visitAs(nora, "/", windows["200 percent"]);
  await opened(page);
  const [log, field] = await Promise.all([
    page.getByRole("log").boundingBox(),
    page.getByRole("textbox", { name: /^Message / }).boundingBox(),
  ]);
  expect(log?.height).toBeGreaterThan(100);
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(400);
});

/** A finger that is put down, moves so far, and is lifted. */
async function swipe(touch: CDPSession, at: { readonly x: number; readonly y: number }, down: number): Promise<void> {
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const point = { x: at.x, y: at.y + down * part };
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

it("a sheet from below is swiped away, wherever the finger is", async () => {
  const page = await office.visitAs(nora, `/c/${incident}`, phone);
  const bubble = page.getByRole("article").filter({ hasText: "Kühlmittel" }).locator(".bubble");
  await bubble.waitFor();
  const box = await bubble.boundingBox();
  const touch = await page.context().newCDPSession(page);
  const point = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 12 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  const sheet = page.getByRole("dialog");
  await sheet.waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))");
  const row = await sheet.getByRole("button", { name: "Reply" }).boundingBox();
  await swipe(touch, { x: 120, y: (row?.y ?? 0) + 20 }, 200);
  await expect.poll(() => sheet.count()).toBe(0);
});
