import { expect, it } from "vitest";
import type { Page } from "playwright-core";
import { findingsIn } from "./axe.ts";
import { Office, picture } from "./office.ts";

const office = await Office.openForAll();
const { nora, zofia } = await office.staff();
const portal = (await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] })).id;

const article = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });
const waiting = (page: Page, text: string) => page.getByRole("dialog").getByRole("listitem").filter({ hasText: text });

async function scheduleForTomorrow(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Message / }).fill(text);
  await page.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
  await page.getByText(`“${text}”`).waitFor();
}

it("what is sent later is changed, in words and in time", async () => {
  const page = await office.visitAs(nora, `/c/${portal}`);
  await scheduleForTomorrow(page, "Good mornig");
  await page.getByRole("button", { name: "Review" }).click();
  await waiting(page, "tomorrow 08:00").getByRole("button", { name: "Change" }).click();
  await page.getByRole("dialog").getByLabel("Message", { exact: true }).fill("Good morning");
  await page.getByRole("dialog").getByLabel("When").fill("2020-01-01T08:00");
  await page.getByText("This time has passed.").waitFor();
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  const year = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByRole("dialog").getByLabel("When").fill(`${year}T09:30`);
  await page.getByRole("button", { name: "Save" }).click();
  await waiting(page, "Good morning")
    .getByText(/09:30$/)
    .waitFor();
  await picture(page, "scheduled");
  expect(await findingsIn(page)).toEqual([]);
  await waiting(page, "Good morning").getByRole("button", { name: "Do not send" }).click();
  await page.getByText("Nothing is scheduled here.").waitFor();
});

it("what is sent later can be sent now, once", async () => {
  const [page, zofias] = await Promise.all([
    office.visitAs(nora, `/c/${portal}`),
    office.visitAs(zofia, `/c/${portal}`),
  ]);
  await scheduleForTomorrow(page, "We go live at nine");
  await page.getByRole("button", { name: "Review" }).click();
  await waiting(page, "We go live at nine").getByRole("button", { name: "Send now" }).click();
  await page.getByText("Nothing is scheduled here.").waitFor();
  await article(zofias, "We go live at nine").waitFor();
  expect(await article(zofias, "We go live at nine").count()).toBe(1);
});

it("times are those of the zone that one has chosen", async () => {
  await nora.patch("/api/users/me", { time_zone: "Asia/Taipei" });
  const page = await office.visitAs(nora, `/c/${portal}`);
  await scheduleForTomorrow(page, "早安");
  interface Listed {
    readonly scheduled: readonly { readonly send_at: string }[];
  }
  const { json } = await nora.get<Listed>(`/api/conversations/${portal}/scheduled?limit=1`);
  expect(json.scheduled[0]?.send_at).toMatch(/T00:00:00/);
  await nora.patch("/api/users/me", { time_zone: "Europe/Warsaw" });
});

it("what was refused when its time came is told, with its words to be written again", async () => {
  const room = await nora.start({ kind: "group", name: "Night shift", member_ids: [zofia.id] });
  const soon = new Date(Date.now() + 1_500).toISOString();
  await zofia.post(`/api/conversations/${room.id}/scheduled`, { content: "The handover is done", send_at: soon });
  const hour = new Date(Date.now() + 3_600_000).toISOString();
  await nora.patch(`/api/conversations/${room.id}/members/${zofia.id}`, { muted_until: hour });
  interface Listed {
    readonly scheduled: readonly { readonly status: string }[];
  }
  const status = async () =>
    (await zofia.get<Listed>(`/api/conversations/${room.id}/scheduled`)).json.scheduled[0]?.status;
  await expect.poll(status, { timeout: 60_000 }).toBe("refused");
  await nora.patch(`/api/conversations/${room.id}/members/${zofia.id}`, { muted_until: null });

  const page = await office.visitAs(zofia, `/c/${room.id}`);
  await page.getByText("1 was not sent").waitFor();
  await page.getByRole("button", { name: "Review" }).click();
  await picture(page, "refused");
  await waiting(page, "The handover is done").getByRole("button", { name: "Edit" }).click();
  await expect.poll(() => page.getByRole("textbox", { name: /^Message / }).inputValue()).toBe("The handover is done");
  expect(await page.getByText("1 was not sent").count()).toBe(0);
});

it("saved messages are found again, and taken out by a click that can be undone", async () => {
  const { id } = await zofia.send(portal, "The wording is in the shared folder");
  await nora.request("PUT", `/api/saved/${id}`);
  const page = await office.visitAs(nora, "/saved");
  const saved = page.getByRole("main").getByRole("link", { name: /The wording is in the shared folder/ });
  await saved.waitFor();
  expect(await findingsIn(page)).toEqual([]);
  await page.getByRole("button", { name: "No longer saved" }).click();
  await page.getByText("What you save for later is kept here.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await saved.click();
  await article(page, "The wording is in the shared folder").waitFor();
});
