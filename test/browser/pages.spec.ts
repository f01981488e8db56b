import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { findingsIn } from "./axe.ts";
import { Office, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const { nora, zofia } = await office.staff();
const room = await nora.start({
  kind: "room",
  name: "Etch chamber 4",
  visibility: "public",
  member_ids: [zofia.id],
  incident: { status: "open", severity: "high", lots: ["LOT-1"] },
});
const incident = room.id;
await zofia.send(incident, "@Nora can you confirm?", { mentions: [nora.id] });
const hot = {
  title: "Reading",
  temperature: 84.2,
  units: { temperature: "°C" },
  limits: { temperature: [null, 80] },
};
const { id } = await zofia.send(incident, "", { message_type: "incident_data", data: hot });
await nora.post(`/api/messages/${id}/reactions`, { emoji: "😮" });
await nora.request("PUT", `/api/saved/${id}`);

const places: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "the list": async (page) => page.getByRole("link", { name: /^Etch chamber 4/ }).waitFor(),
  "a conversation": async (page) => opened(page),
  "a message's menu": async (page) => {
    await opened(page);
    await page.getByRole("article").first().click({ button: "right" });
    await page.getByRole("menu").waitFor();
  },
  "the switcher": async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("zo");
    await page.getByRole("option", { name: /Zofia/ }).waitFor();
  },
  members: async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "All members" }).first().click();
    await page.getByRole("dialog").waitFor();
  },
  "a form for data": async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Add data" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "an incident's report": async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Incident report" }).click();
    await page.getByRole("heading", { name: "Timeline" }).waitFor();
  },
  "a search": async (page) => {
    await page.goto("/search?q=confirm");
    await page.getByRole("heading", { name: "1 message with “confirm”" }).waitFor();
  },
  mentions: async (page) => {
    await page.goto("/mentions");
    await page.getByText("can you confirm?").last().waitFor();
  },
  settings: async (page) => {
    await page.goto("/settings/notifications");
    await page.getByRole("heading", { name: "Notifications" }).waitFor();
  },
};

async function opened(page: Page): Promise<void> {
  await page.goto(`/c/${incident}`);
  await page.getByRole("article").last().waitFor();
}

describe.each(["light", "dark"] as const)("in the %s theme nobody stumbles over", (colorScheme) => {
  it.each(Object.entries(places))("%s", async (name, lead) => {
    const page = await office.visitAs(nora, "/", { colorScheme });
    await lead(page);
    await picture(page, `${name.replaceAll(/\W+/g, "-")}-${colorScheme}`);
    expect(await findingsIn(page)).toEqual([]);
    await page.context().close();
  });
});

it.each(["pl", "fr", "zh-TW"])("all of it can be had in %s", async (locale) => {
  const page = await office.visitAs(nora, `/c/${incident}`, { ...phone, locale });
  await page.getByRole("article").last().waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe(locale);
  await picture(page, `phone-${locale}`);
  expect(await findingsIn(page)).toEqual([]);
  await page.context().close();
});

it("fits a window of 320 pixels without scrolling sideways", async () => {
  const page = await office.visitAs(nora, `/c/${incident}`, { viewport: { width: 320, height: 640 } });
  await page.getByRole("article").last().waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  await picture(page, "narrow");
});

it("an incident changes where it is shown, and its data is sent as numbers", async () => {
  const page = await office.visitAs(nora, `/c/${incident}`);
  await page.getByRole("button", { name: "Severity: high" }).click();
  await page.getByRole("menuitemradio", { name: "Critical" }).click();
  await page.getByRole("button", { name: "Severity: critical" }).waitFor();
  await page.getByRole("button", { name: "Add data" }).click();
  await page.getByLabel("Field 1").fill("Pressure");
  await page.getByLabel("Value 1").fill("1,32");
  await page.getByLabel("Unit 1").fill("mbar");
  await page.getByLabel("At most 1").fill("much");
  expect(await page.getByRole("dialog").getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  await page.getByLabel("At most 1").fill("1,3");
  await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
  await page.getByRole("article").filter({ hasText: "Pressure" }).getByText("limit 1.3").waitFor();
  interface Found {
    readonly total: number;
  }
  const found = async () => (await nora.get<Found>("/api/search?data.pressure[gte]=1.3")).json.total;
  await expect.poll(found).toBe(1);
});

it("what is sent later waits over the field, and can be taken back", async () => {
  const page = await office.visitAs(nora, `/c/${incident}`);
  await page.getByRole("textbox", { name: /^Message / }).fill("Morning");
  await page.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
  await page.getByText("1 scheduled").waitFor();
  await page.getByRole("button", { name: "Review" }).click();
  await page.getByRole("button", { name: "Do not send" }).click();
  await expect.poll(() => page.getByText("Nothing is scheduled here.").isVisible()).toBe(true);
});
