import { expect, it } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { type Person, password, refusal } from "../support/api-client.ts";
import { findingsIn } from "./axe.ts";
import { Office, isLive, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const { nora, owen } = await office.staff();

async function settingsOf(person: Person, section: string, look: BrowserContextOptions = {}): Promise<Page> {
  const page = await office.visitAs(person, "/", look);
  await page.goto(`/settings/${section}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return page;
}

const row = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

async function act(page: Page, name: string, action: string): Promise<void> {
  await row(page, name)
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  await page.locator("[role^=menuitem]").filter({ hasText: action }).click();
}

it("an administrator finds people, and gives and takes their roles", async () => {
  const page = await settingsOf(nora, "people");
  await page.getByRole("searchbox", { name: "Find somebody" }).fill("owe");
  await expect.poll(() => row(page, "Nora Whitfield").count()).toBe(0);
  await act(page, "Owen Carter", "Operator");
  await row(page, "Owen Carter").getByText("Operator").waitFor();
  await act(page, "Owen Carter", "Operator");
  await expect.poll(() => row(page, "Owen Carter").getByText("Operator").count()).toBe(0);
});

it("whoever is disabled is logged out and kept out, until they are enabled", async () => {
  const page = await settingsOf(nora, "people");
  await act(page, "Owen Carter", "Disable the account…");
  await picture(page, "disable");
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await row(page, "Owen Carter").getByText("disabled", { exact: true }).waitFor();
  expect(refusal(await owen.get("/api/users/me")).code).toBe("unauthenticated");

  await act(page, "Owen Carter", "Enable the account");
  await expect.poll(() => row(page, "Owen Carter").getByText("disabled", { exact: true }).count()).toBe(0);
  await owen.login();
});

it("the last administrator stays one, and is told so", async () => {
  const page = await settingsOf(nora, "people");
  await act(page, "Nora Whitfield", "Administrator");
  await page.getByRole("dialog").getByRole("button", { name: "Give it up" }).click();
  await page.getByText("The last administrator stays one.").waitFor();
  expect(await row(page, "Nora Whitfield").getByText("Administrator").count()).toBe(1);
});

it("a link leads somebody new to the form; one that was not used can be withdrawn", async () => {
  const page = await settingsOf(nora, "people");
  await page.getByRole("textbox", { name: "E-mail, if it is for one person" }).fill("marek@example.org");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = new URL(await page.locator("output").innerText());
  const invited = row(page, "marek@example.org");
  await invited.getByText(/^by Nora Whitfield, until |^by you, until /).waitFor();
  await picture(page, "invitation");

  const mareks = await office.visit(`/${link.search}`);
  await mareks.getByRole("heading", { name: "Create an account" }).waitFor();
  await mareks.getByLabel("Your name").fill("Marek Nowak");
  await mareks.getByLabel("Username").fill("marek");
  await mareks.getByLabel("E-mail").fill("marek@example.org");
  await mareks.getByLabel("Password").fill(password);
  await mareks.getByRole("button", { name: "Create account" }).click();
  await isLive(mareks);

  await invited.getByRole("button", { name: "Withdraw…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect.poll(() => invited.count()).toBe(0);
});

it("an account is made for somebody, who is in the list at once", async () => {
  const page = await settingsOf(nora, "people");
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Create account" }) });
  await form.getByLabel("Name", { exact: true }).fill("Théo Lefèvre");
  await form.getByLabel("Username").fill("th");
  await form.getByLabel("E-mail").fill("theo@example.org");
  await form.getByRole("button", { name: "Create account" }).click();
  await form.locator(".has-problem").waitFor();
  await form.getByLabel("Username").fill("theo");
  await form.getByRole("button", { name: "Create account" }).click();
  await page.getByText("The account of Théo Lefèvre is made.").waitFor();
  await expect.poll(() => row(page, "Théo Lefèvre").count()).toBe(1);
  await picture(page, "new-account");
});

it("an announcement stands over everybody's chats, on phones too, until they dismiss it", async () => {
  const owens = await office.visitAs(owen, "/", phone);
  const page = await settingsOf(nora, "announcement");
  await page.getByLabel("What everyone should know").fill("Maintenance at 22:00");
  await page.getByRole("region", { name: "How it looks" }).getByText("Maintenance at 22:00").waitFor();
  await picture(page, "announcement");
  await page.getByRole("button", { name: "Announce" }).click();
  await page.getByText("Announced to everyone").waitFor();

  const strip = owens.getByText("Nora Whitfield: Maintenance at 22:00").filter({ visible: true });
  await strip.waitFor();
  await picture(owens, "announcement-phone");
  expect(await findingsIn(owens)).toEqual([]);
  await owens.getByRole("button", { name: "Dismiss" }).filter({ visible: true }).click();
  await expect.poll(() => strip.count()).toBe(0);
  await owens.reload();
  await isLive(owens);
  expect(await strip.count()).toBe(0);
});

it("who is no administrator does not see their pages", async () => {
  const page = await settingsOf(owen, "people");
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  expect(await page.getByRole("link", { name: /People and invites/ }).count()).toBe(0);
});

it.each(["people", "announcement"])("nobody stumbles over the page of %s", async (section) => {
  for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }, phone] as const) {
    const page = await settingsOf(nora, section, look);
    await page.getByRole("textbox").first().waitFor();
    expect(await findingsIn(page)).toEqual([]);
    await page.context().close();
  }
});
