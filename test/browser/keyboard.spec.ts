import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { made } from "../support/api-client.ts";
import { Office } from "./office.ts";

const office = await Office.openForAll();
const { nora, zofia, owen } = await office.staff();
made(await nora.patch(`/api/admin/users/${owen.id}`, { roles: ["auditor"] }));
const incident = { status: "open", severity: "high", lots: ["LOT-1"] };
const room = await nora.start({ kind: "room", name: "Etch chamber 4", member_ids: [zofia.id], incident });

const isFocused = async (page: Page, selector: string, text: string): Promise<void> =>
  page.locator(`${selector}:focus`, { hasText: text }).waitFor();

it("from writing one steps into the messages, from one to the next, answers one, and is back", async () => {
  await zofia.send(room.id, "61 °C now and falling");
  const last = await zofia.send(room.id, "May 0415 go on?");
  made(await nora.post(`/api/messages/${last.id}/reactions`, { emoji: "👍" }));
  const page = await office.visitAs(nora, `/c/${room.id}`);
  await page.getByRole("article").filter({ hasText: "May 0415 go on?" }).waitFor();
  const field = page.getByRole("textbox", { name: "Message Etch chamber 4" });
  await field.press("Shift+Tab");
  await isFocused(page, "article", "May 0415 go on?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  await isFocused(page, "article", "61 °C now and falling");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: /^Reply/ }).waitFor();
  await page.keyboard.press("Escape");
  await isFocused(page, "article", "61 °C now and falling");
  await page.keyboard.press("r");
  await page.getByText("Reply to Zofia Wójcik").waitFor();
  await field.press("Shift+Tab");
  await isFocused(page, "article", "May 0415 go on?");
  await page.keyboard.press("Escape");
  await page.keyboard.type("Yes");
  expect(await field.inputValue()).toBe("Yes");
});

it("a dialog begins where one writes in it, and gives the focus back", async () => {
  const page = await office.visitAs(nora, `/c/${room.id}`);
  const opener = page.getByRole("button", { name: "Add data" });
  await opener.press("Enter");
  await page.getByRole("dialog", { name: "Add data" }).waitFor();
  await page.keyboard.type("Reading");
  expect(await page.getByRole("dialog").getByLabel("Reading").inputValue()).toBe("Reading");
  await page.keyboard.press("Escape");
  await isFocused(page, "button", "Add data");
});

it("auditors say why without looking for the field", async () => {
  const page = await office.visitAs(owen, "/audit");
  await page.getByRole("textbox", { name: "Reason" }).waitFor();
  await page.keyboard.type("Complaint 2026-118");
  expect(await page.getByRole("textbox", { name: "Reason" }).inputValue()).toBe("Complaint 2026-118");
});
