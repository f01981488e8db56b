import { describe, expect, it } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { made } from "../support/api-client.ts";
import { query } from "../support/database.ts";
import { findingsIn } from "./axe.ts";
import { lossIn } from "./loss.ts";
import { Office, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const { nora, owen } = await office.staff();
made(await nora.patch(`/api/admin/users/${nora.id}`, { roles: ["administrator", "operator"] }));
const talk = (await nora.start({ kind: "group", name: "Portal" })).id;
for (let n = 0; n < 40; n += 1) await nora.send(talk, `Line ${n}`);

async function operations(look: BrowserContextOptions = {}): Promise<Page> {
  const page = await office.visitAs(nora, "/operations", look);
  await row(page, "History").waitFor();
  return page;
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const dialog = (page: Page) => page.getByRole("dialog");

it("one sentence says first that everything works, and each read model stands below", async () => {
  const page = await operations();
  await page.getByText("Everything works.").waitFor();
  await row(page, "Search").getByText("Serving").waitFor();
  const slowest = page.locator(".summary-tile").filter({ hasText: "Send, slowest 1 %" });
  await slowest.getByText(/^(≤ \d+ ms|over 10 s)$/).waitFor();
  await slowest.getByText(/^\d+ messages in 5 min, /).waitFor();
  await picture(page, "operations");
  expect(await findingsIn(page)).toEqual([]);
});

it("a read model is built again beside the old one, compared, switched to, and gone back from", async () => {
  const page = await operations();
  await row(page, "Search").getByRole("button", { name: "Actions for Search" }).click();
  await page.getByRole("menuitem", { name: "Rebuild…" }).click();
  await dialog(page).getByText("People notice nothing.").waitFor();
  await dialog(page).getByRole("button", { name: "Rebuild" }).click();
  await page.getByRole("heading", { name: /^Search v1\.2, building beside v1\.1/ }).waitFor();
  const compare = page.getByRole("button", { name: "Compare" });
  await expect.poll(() => compare.isEnabled(), { timeout: 60_000 }).toBe(true);
  await compare.click();
  await page.getByText(/rows, none differs/).waitFor();
  await picture(page, "operations-build");
  expect(await findingsIn(page)).toEqual([]);

  await page.getByRole("button", { name: "Switch to v1.2…" }).click();
  await dialog(page).getByText("People notice nothing. v1.1 stays ready to go back to.").waitFor();
  await dialog(page).getByRole("button", { name: "Switch to v1.2" }).click();
  await row(page, "Search").getByText("v1.1 kept").waitFor();

  await row(page, "Search").getByRole("button", { name: "Roll back…" }).click();
  await dialog(page).getByRole("button", { name: "Roll back" }).click();
  await row(page, "Search").getByText("v1.2 kept").waitFor();
  await row(page, "Search").getByRole("button", { name: "Actions for Search" }).click();
  await page.getByRole("menuitem", { name: "Drop v1.2…" }).click();
  await dialog(page).getByRole("button", { name: "Drop v1.2" }).click();
  await expect.poll(() => row(page, "Search").getByText(/kept$/).count()).toBe(0);
});

describe("a build that takes its time", () => {
  // Of a version that this release does not know, so that nobody builds it.
  const begun = `insert into projections.builds
      (name, version, build, schema_name, position, pace, events_per_second, positions_per_second, updated_at)
    values ('lines', 2, 2, 'lines_v2', 31, 'resting', 900, 900, now() + interval '1 hour')`;
  const given = "delete from projections.builds where version = 2";

  it("says why, hurries when an operator says so, and takes its time again", async () => {
    await query(office.databaseUrl, begun);
    const page = await operations();
    await page.getByText("Going slowly on purpose so that sending stays fast.").waitFor();
    await picture(page, "operations-resting");
    await page.getByRole("button", { name: "Hurry…" }).click();
    await dialog(page).getByText("Sending may be slower meanwhile.").waitFor();
    await dialog(page).getByLabel("Reason, for the record").fill("Nobody writes at night");
    await dialog(page).getByRole("button", { name: "Hurry" }).click();
    const calm = page.getByRole("button", { name: "Take its time" });
    await calm.waitFor();
    await query(office.databaseUrl, "update projections.builds set pace = 'hurried' where version = 2");
    await page.getByText("Hurrying: sending may be slower.").waitFor();
    expect(await findingsIn(page)).toEqual([]);
    await calm.click();
    await page.getByRole("button", { name: "Hurry…" }).waitFor();
    await query(office.databaseUrl, "update projections.builds set pace = 'losing' where version = 2");
    await page.getByText("hurry it, or wait for a quieter hour").waitFor();
    const small = await operations(phone);
    await small.getByText("hurry it, or wait for a quieter hour").waitFor();
    await picture(small, "operations-losing-phone");
    expect(await lossIn(small)).toEqual([]);
    await query(office.databaseUrl, given);
  });
});

describe("who is connected", () => {
  it.each([
    ["desk", {}],
    ["phone", phone],
  ] as const)("is shown with how far they were told: %s", async (name, look) => {
    const page = await office.visitAs(nora, "/operations/connections", look);
    const hers = page.getByRole("listitem").filter({ hasText: "Nora Whitfield" }).first();
    await hers.getByText("Live").waitFor({ timeout: 30_000 });
    await hers.getByText(/^Since \d/).waitFor();
    await picture(page, `connections-${name}`);
    expect(await findingsIn(page)).toEqual([]);
    expect(await lossIn(page)).toEqual([]);
  });
});

describe("what the server stands on", () => {
  it("is said in words, the worst of it first, with what to do", async () => {
    const insert = `insert into jobs.intents (kind, subject, time_window, due_at, state, ended_at, attempts, error)
      values ('mail.test', $1, 'health', now(), 'dead', now(), 4, 'The mail server said no.')`;
    await query(office.databaseUrl, insert, [nora.id]);
    const page = await operations();
    await page.getByRole("link", { name: "Health" }).click();
    await page.getByRole("heading", { name: /^Everything works, / }).waitFor();
    const things = page.getByRole("main").getByRole("listitem");
    const jobs = things.filter({ hasText: "1 job failed for good: retry or drop" });
    await jobs.getByText("To be looked at").waitFor();
    await things.filter({ hasText: /PostgreSQL at .* answers/ }).waitFor();
    await things.filter({ hasText: "Our clock and that of PostgreSQL agree." }).waitFor();
    await things.filter({ hasText: "GiB are free where DATA_DIR is" }).waitFor();
    const last = things.last();
    await last.getByText("In order").waitFor();
    await picture(page, "health");
    expect(await findingsIn(page)).toEqual([]);
    await query(office.databaseUrl, "delete from jobs.intents where time_window = 'health'");
  });

  it.each([
    ["phone", phone, /GiB are free where DATA_DIR is/],
    ["320", { viewport: { width: 320, height: 640 }, locale: "pl", colorScheme: "dark" }, /wolne jest .* GiB/],
  ] as const)(
    "is said in the reader's language and loses nothing on small screens: %s",
    async (name, look, sentence) => {
      const page = await office.visitAs(nora, "/operations/health", look);
      await page.getByText(sentence).waitFor();
      await picture(page, `health-${name}`);
      expect(await findingsIn(page)).toEqual([]);
      expect(await lossIn(page)).toEqual([]);
    },
  );
});

describe("a read model that an event stops", () => {
  const stop = "alter table search_v1.messages add constraint nothing_more check (false) not valid";
  const mend = "alter table search_v1.messages drop constraint nothing_more";

  it("is said to be the only one that waits, and goes on by another try", async () => {
    await query(office.databaseUrl, stop);
    await nora.send(talk, "this cannot be indexed");
    const page = await operations();
    await page.getByText(/^Chat works\. Search has stopped/).waitFor({ timeout: 60_000 });
    await page.getByText("One event could not be read, so only Search waits for you.").waitFor();
    await row(page, "Search").getByText("Stopped at one event").waitFor();
    await picture(page, "operations-stopped");
    expect(await findingsIn(page)).toEqual([]);
    await query(office.databaseUrl, mend);
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByText("Everything works.").waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByText("Stopped at one event").count()).toBe(0);
  });

  it("goes on without that event once somebody says why", async () => {
    await query(office.databaseUrl, stop);
    await nora.send(talk, "nor can this");
    const page = await operations(phone);
    await page.getByRole("button", { name: "Skip, with a reason…" }).click({ timeout: 60_000 });
    const skip = dialog(page).getByRole("button", { name: "Skip" });
    expect(await skip.isDisabled()).toBe(true);
    await dialog(page).getByLabel("Why? It is recorded.").fill("The row is broken, and nobody misses it");
    await picture(page, "operations-skip-phone");
    await query(office.databaseUrl, mend);
    await skip.click();
    await page.getByText("Everything works.").waitFor({ timeout: 60_000 });
  });
});

it("what failed for good is tried again, or dropped", async () => {
  const insert = `insert into jobs.intents (kind, subject, time_window, due_at, state, ended_at, attempts, error)
    values ('mail.test', $1, $2, now(), 'dead', now(), 4, 'The mail server said no.')`;
  await query(office.databaseUrl, insert, [nora.id, "one"]);
  await query(office.databaseUrl, insert, [nora.id, "two"]);
  const page = await office.visitAs(nora, "/operations/dead-letters");
  const letters = page.getByRole("listitem").filter({ hasText: "The mail server said no." });
  await expect.poll(() => letters.count()).toBe(2);
  await picture(page, "dead-letters");
  expect(await findingsIn(page)).toEqual([]);
  await letters.first().getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => letters.count()).toBe(1);
  await letters.first().getByRole("button", { name: "Drop…" }).click();
  await dialog(page).getByRole("button", { name: "Drop" }).click();
  await page.getByText("Nothing failed for good.").waitFor();
  await page.getByRole("link", { name: "Jobs" }).click();
  await page.getByRole("button", { name: /^Dropped/ }).click();
  await expect.poll(() => page.getByRole("listitem").filter({ hasText: "Test mail" }).count()).toBe(1);
});

it("who is no operator is told so, and nothing else", async () => {
  const page = await office.visitAs(owen, "/operations");
  await page.getByText("This page is for operators.").waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});

it.each([
  ["dark", { colorScheme: "dark" }],
  ["phone", phone],
  ["320", { viewport: { width: 320, height: 640 } }],
] as const)("nobody stumbles over it, and nothing is lost: %s", async (name, look) => {
  const page = await operations(look);
  await page.getByText("Everything works.").waitFor();
  await picture(page, `operations-${name}`);
  expect(await findingsIn(page)).toEqual([]);
  expect(await lossIn(page)).toEqual([]);
});

it.each(["pl", "fr", "zh-TW"])("all of it can be had in %s", async (locale) => {
  const page = await office.visitAs(nora, "/operations", { locale });
  await page.getByRole("row").nth(3).waitFor();
  await picture(page, `operations-${locale}`);
  expect(await lossIn(page)).toEqual([]);
});
