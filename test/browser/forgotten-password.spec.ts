import PostalMime from "postal-mime";
import { expect, it } from "vitest";
import { made, password, type Person } from "../support/api-client.ts";
import { findingsIn } from "./axe.ts";
import { isLive, Office, phone, picture } from "./office.ts";

interface Outbox {
  readonly mails: readonly { readonly to: string; readonly url: string }[];
}

/** Where the link in the newest mail to somebody leads to, as the administrator reads it. */
async function linkMailedTo(email: string, root: Person): Promise<string> {
  const newest = async () => made(await root.get<Outbox>("/api/outbox")).mails.find(({ to }) => to.includes(email));
  await expect.poll(newest, { timeout: 60_000 }).toBeDefined();
  const { text = "" } = await PostalMime.parse(made(await root.get<string>((await newest())?.url ?? "")));
  return /\/\?reset=[\w-]+/.exec(text)?.[0] ?? "";
}

it("whoever forgot their password is mailed a link, which sets a new one, once", async () => {
  const office = await Office.open();
  const { nora, owen } = await office.staff();
  const username = owen.user.username ?? "";
  const page = await office.visit();
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail").fill("owen@nowhere");
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("This address is not complete.").waitFor();
  const email = `${username}@example.org`;
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText(`If ${email} belongs to an account here`).waitFor();
  expect(await findingsIn(page)).toEqual([]);
  await picture(page, "forgotten-password");

  const link = await linkMailedTo(email, nora);
  // In a browser where somebody is logged in, the link still leads to the form.
  const owens = await office.visitAs(owen);
  await owens.goto(link);
  await owens.getByRole("heading", { name: "Set a new password" }).waitFor();
  expect(await findingsIn(owens)).toEqual([]);
  await picture(owens, "new-password");
  await owens.getByRole("textbox", { name: "New password" }).fill("short");
  await owens.getByRole("button", { name: "Set password" }).click();
  await owens.locator(".has-problem").waitFor();
  await owens.getByRole("textbox", { name: "New password" }).fill("said it anew");
  await owens.getByRole("button", { name: "Set password" }).click();
  await owens.getByText("The new password is set. Log in with it.").waitFor();
  expect(new URL(owens.url()).search).toBe("");
  await picture(owens, "new-password-set");

  await owens.getByLabel("Username or e-mail").fill(username);
  await owens.getByRole("textbox", { name: "Password" }).fill(password);
  await owens.getByRole("button", { name: "Log in" }).click();
  await owens.getByText("Name or password is not right.").waitFor();
  await owens.getByRole("textbox", { name: "Password" }).fill("said it anew");
  await owens.getByRole("button", { name: "Log in" }).click();
  await isLive(owens);

  const again = await office.visit(link, phone);
  await again.getByRole("textbox", { name: "New password" }).fill("said it thrice");
  await again.getByRole("button", { name: "Set password" }).click();
  await again.getByText("This link was used already, or is too old.").waitFor();
  expect(await findingsIn(again)).toEqual([]);
  await picture(again, "used-link-phone");
});

it("an address that nobody has is answered the same", async () => {
  const office = await Office.open();
  await office.staff();
  const page = await office.visit();
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail").fill("nobody@example.org");
  await page.getByRole("button", { name: "Send the link" }).click();
  const said = page.getByText("If nobody@example.org belongs to an account here, a mail is on its way.");
  await expect.poll(() => said.count()).toBe(1);
});
