import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, it } from "vitest";
import { Person, made } from "../support/api-client.ts";
import { findingsIn } from "./axe.ts";
import { lossIn } from "./loss.ts";
import { Office, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const nora = await Person.register(office.url, "Nora Whitfield");
const owen = await Person.register(office.url, "Owen Carter");
const kowalczyk = await Person.register(office.url, "Zofia Wójcik-Kowalczyk");
made(await nora.patch(`/api/admin/users/${owen.id}`, { roles: ["auditor"] }));
await nora.start({ kind: "group", name: "Portal relaunch", member_ids: [kowalczyk.id] });

/** As an auditor, who said why. */
async function holds(look: BrowserContextOptions = {}): Promise<Page> {
  const page = await office.visitAs(owen, "/audit/holds", look);
  await page.locator("textarea").fill("Complaint 2026-118, asked for by Legal");
  await page.locator("form button[type=submit]").click();
  await page.locator(".desk-head").waitFor();
  return page;
}

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

it("auditors hold a conversation and a person for a reason, and lift a hold for a reason", async () => {
  const page = await holds();
  await page.getByText("Nothing is held.").waitFor();

  await page.getByRole("button", { name: "Place a hold" }).click();
  const place = dialog(page).getByRole("button", { name: "Place a hold" });
  await dialog(page)
    .getByRole("button", { name: /Portal relaunch/ })
    .click();
  expect(await place.isDisabled()).toBe(true);
  await dialog(page).getByLabel("Reason of the hold").fill("Lawsuit 17");
  await picture(page, "holds-place");
  expect(await findingsIn(page)).toEqual([]);
  await place.click();
  await row(page, "Portal relaunch").getByText("Lawsuit 17").waitFor();

  await page.getByRole("button", { name: "Place a hold" }).click();
  await dialog(page).getByRole("button", { name: "Person" }).click();
  await dialog(page).getByRole("searchbox").fill("wojcik");
  await dialog(page).getByRole("button", { name: /Zofia/ }).click();
  await dialog(page).getByLabel("Reason of the hold").fill("Lawsuit 18");
  await place.click();
  const zofia = row(page, "Zofia Wójcik-Kowalczyk");
  await zofia.getByText("Stands").waitFor();

  await zofia.getByRole("button", { name: "Lift…" }).click();
  const lift = dialog(page).getByRole("button", { name: "Lift" });
  expect(await lift.isDisabled()).toBe(true);
  await dialog(page).getByLabel("Why? It is recorded.").fill("The case is closed");
  await lift.click();
  await zofia.getByText(/^Lifted by Owen Carter.*: The case is closed$/).waitFor();
  await picture(page, "holds");
  expect(await findingsIn(page)).toEqual([]);

  await row(page, "Portal relaunch").getByRole("link").click();
  await page.getByRole("heading", { name: "Replay: Portal relaunch" }).waitFor();
});

it("administrators see holds without the names of conversations, and change none", async () => {
  const page = await office.visitAs(nora, "/settings/people");
  await page.getByRole("link", { name: "Legal holds" }).click();
  await row(page, "Lawsuit 17").getByText("Stands").waitFor();
  expect(await page.getByText("Portal relaunch").count()).toBe(0);
  expect(await page.getByRole("button", { name: /Lift|Place/ }).count()).toBe(0);
});

it("others are told that it is not for them", async () => {
  const page = await office.visitAs(await Person.register(office.url, "Theo"), "/audit/holds");
  await page.getByText("This page is for auditors and administrators.").waitFor();
  expect(await page.getByRole("list").count()).toBe(0);
});

it.each([
  ["dark", { colorScheme: "dark" }],
  ["phone", phone],
  ["320", { viewport: { width: 320, height: 640 }, locale: "pl" }],
] as const)("nobody stumbles over it, and nothing is lost: %s", async (name, look) => {
  const page = await holds(look);
  await row(page, "Portal relaunch").waitFor();
  await picture(page, `holds-${name}`);
  expect(await findingsIn(page)).toEqual([]);
  expect(await lossIn(page)).toEqual([]);
});
