import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { made } from "../support/api-client.ts";
import { findingsIn } from "./axe.ts";
import { lossIn } from "./loss.ts";
import { Office, phone, picture } from "./office.ts";

const why = "Complaint 2026-118, asked for by Legal";

const office = await Office.openForAll();
const { nora, zofia, owen } = await office.staff();
made(await nora.patch(`/api/admin/users/${owen.id}`, { roles: ["auditor"] }));
const talk = (await nora.start({ kind: "group", name: "Portal relaunch", member_ids: [zofia.id] })).id;
await nora.send(talk, "The mail to customers is drafted.");
const owes = await zofia.send(talk, "Customer 40117 still owes us two months, do not invite them.");
const freeze = await nora.send(talk, "Then we freeze on Friday and go live Monday at 09:00.");
made(await zofia.post(`/api/messages/${freeze.id}/reactions`, { emoji: "👍" }));
made(
  await nora.patch(`/api/messages/${freeze.id}`, { content: "Then we freeze tonight and go live Monday at 09:00." }),
);
made(await nora.delete(`/api/messages/${owes.id}`));
await zofia.send(talk, "Staging is on build 2214.");

/** Says why, and opens the conversation by its name. */
async function replay(look: BrowserContextOptions = {}): Promise<Page> {
  const page = await office.visitAs(owen, "/audit", look);
  await page.locator("textarea").fill(why);
  await page.locator("form button[type=submit]").click();
  await page.getByRole("searchbox").fill("relaunch");
  await page.getByRole("link", { name: /Portal relaunch/ }).click();
  await slider(page).waitFor();
  return page;
}

const slider = (page: Page) => page.getByRole("slider");
const lines = (page: Page) => page.getByRole("region", { name: "Messages as they stood" });
const deed = (page: Page, text: string) => page.getByRole("button").filter({ hasText: text });

it("nothing is shown before it is said why, and then that stands on record for others", async () => {
  const page = await office.visitAs(owen, `/audit/${talk}`);
  await page.getByRole("heading", { name: "Why are you looking? It is recorded and others can see it." }).waitFor();
  expect(await page.getByRole("button", { name: "Look" }).isDisabled()).toBe(true);
  await picture(page, "audit-reason");
  expect(await findingsIn(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Reason" }).fill(why);
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByText("This look is recorded").waitFor();
  await page.getByText(`You, now: ${why}`).waitFor();
  interface Looks {
    readonly looks: readonly { readonly reason: string; readonly looked_at: string }[];
  }
  const { looks } = made(await nora.get<Looks>(`/api/audit/looks?conversation_id=${talk}`));
  expect(looks.every(({ reason }) => reason === why)).toBe(true);
});

it("the conversation stands as it stood at any moment, with what was deleted and what was changed", async () => {
  const page = await replay();
  await lines(page).getByText("Then we freeze tonight and go live Monday at 09:00.").waitFor();
  await lines(page).getByText("Customer 40117 still owes us").waitFor();
  await lines(page).getByText("by Nora Whitfield. Members see “Message deleted”.").waitFor();

  await deed(page, "Edited #3").click();
  await expect.poll(() => lines(page).locator("del").innerText()).toBe("on Friday");
  await lines(page).locator("ins", { hasText: "tonight" }).waitFor();
  await page.getByText("Version 2 of 2").waitFor();
  expect(await lines(page).getByText("Staging is on build 2214.").count()).toBe(0);
  expect(await lines(page).getByText("Members see “Message deleted”.").count()).toBe(0);
  await picture(page, "audit-replay");
  expect(await findingsIn(page)).toEqual([]);

  await page.keyboard.press("Home");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => slider(page).getAttribute("aria-valuenow")).toBe("1");
  expect(await lines(page).getByRole("article").count()).toBe(0);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => slider(page).getAttribute("aria-valuetext")).toMatch(/, event 2$/);
  await page.getByText("You are here").waitFor();
  await page.keyboard.press("Space");
  const count = await slider(page).getAttribute("aria-valuemax");
  await expect.poll(() => slider(page).getAttribute("aria-valuenow"), { timeout: 60_000 }).toBe(count);
});

it("what an event changed is named in words", async () => {
  const page = await replay({ locale: "fr" });
  await page.getByRole("button").filter({ hasText: "A commencé la conversation" }).click();
  const details = page.getByRole("complementary", { name: "Détails" });
  await expect.poll(() => details.getByRole("term").allInnerTexts()).toEqual(expect.arrayContaining(["Genre", "Nom"]));
  const said = await details.getByRole("definition").allInnerTexts();
  const members = "Nora Whitfield: Propriétaire, Zofia Wójcik: Membre";
  expect(said).toEqual(expect.arrayContaining(["Groupe", "Privé", members]));
});

it("an event is found by a word that was said, also where it was deleted since", async () => {
  const page = await replay();
  await page.getByRole("searchbox", { name: "Time, #number or word" }).fill("40117");
  await expect.poll(() => page.locator(".replay-event").count()).toBe(1);
  await deed(page, "Sent #2").click();
  await lines(page).getByText("Customer 40117 still owes us").waitFor();
});

it("a conversation is exported as a file, which this browser verifies by itself", async () => {
  const page = await replay();
  const keeping = page.waitForEvent("download");
  await page.getByRole("button", { name: "Keep today’s checkpoint" }).click();
  const kept = await (await keeping).path();

  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByText("NDJSON with proof").waitFor();
  await picture(page, "audit-export");
  expect(await findingsIn(page)).toEqual([]);
  const coming = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Export" }).click();
  const file = await (await coming).path();
  expect((await readFile(file, "utf8")).split("\n")[0]).toContain("verbatim.export.v1");

  const asked: string[] = [];
  await page.getByRole("button", { name: "Verify a file" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel("Export (NDJSON)")
    .setInputFiles({ name: "e.ndjson", mimeType: "", buffer: await readFile(file) });
  await expect
    .poll(() => dialog.getByLabel("Public key of the server, best from elsewhere").inputValue())
    .toMatch(/^[0-9a-f]{64}$/);
  page.on("request", (request) => request.url().includes("/api/audit/") && asked.push(request.url()));
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText("Nothing was left out").waitFor();
  await dialog.getByText("Only as good as this server’s word. Choose a checkpoint you kept.").waitFor();
  expect(asked).toEqual([]);

  const lied = (await readFile(file, "utf8")).replace("on Friday", "on Sunday");
  await dialog
    .getByLabel("Export (NDJSON)")
    .setInputFiles({ name: "l.ndjson", mimeType: "", buffer: Buffer.from(lied) });
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText("Does not hold:").first().waitFor();
  await picture(page, "audit-verify");
  expect(await findingsIn(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await page
    .getByLabel("Choose a checkpoint you kept")
    .setInputFiles({ name: "c.json", mimeType: "", buffer: await readFile(kept) });
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("The log only grew since your checkpoint of").waitFor();
  await page.getByText("Holds", { exact: true }).waitFor();
  await picture(page, "audit-proof");
});

it("who is no auditor is told so, and nothing is asked", async () => {
  const page = await office.visitAs(nora, `/audit/${talk}`);
  await page.getByText("This page is for auditors.").waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
});

it.each([
  ["dark", { colorScheme: "dark" }],
  ["phone", phone],
  ["320", { viewport: { width: 320, height: 640 } }],
  ["1280", { viewport: { width: 1280, height: 800 } }],
] as const)("nobody stumbles over it, and nothing is lost: %s", async (name, look) => {
  const page = await replay(look);
  await lines(page).getByText("Staging is on build 2214.").waitFor();
  await picture(page, `audit-${name}`);
  expect(await findingsIn(page)).toEqual([]);
  expect(await lossIn(page)).toEqual([]);
});

it.each(["pl", "fr", "zh-TW"])("all of it can be had in %s", async (locale) => {
  const page = await replay({ locale });
  await page.getByText("Staging is on build 2214.").first().waitFor();
  await picture(page, `audit-${locale}`);
  expect(await findingsIn(page)).toEqual([]);
});
