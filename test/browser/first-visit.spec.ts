import { expect, it } from "vitest";
import { Office, picture } from "./office.ts";

it("whoever comes first is told to be the administrator, and is led to a first conversation", async () => {
  const office = await Office.open();
  const page = await office.visit();
  await page.getByRole("heading", { name: "Create the first account" }).waitFor();
  expect(await page.getByText("administrator").isVisible()).toBe(true);
  await picture(page, "first-visit");

  await page.getByLabel("Your name").fill("Nora Whitfield");
  await page.getByRole("textbox", { name: "Username" }).fill("nora");
  await page.getByLabel("E-mail").fill("nora@halden");
  await page.getByLabel("Password", { exact: true }).fill("say it once");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("This address is not complete.").waitFor();
  expect(await page.evaluate("document.activeElement.name")).toBe("email");
  await page.getByLabel("E-mail").fill("nora@halden.example");
  await page.getByRole("button", { name: "Create account" }).click();

  await page.getByRole("heading", { name: "Welcome, Nora" }).waitFor();
  await picture(page, "empty");
  await page.getByRole("button", { name: "Keep notes for yourself" }).click();
  const field = page.getByRole("textbox", { name: /^Message / });
  await field.fill("Buy ink");
  await field.press("Enter");
  await page.getByRole("article").getByText("Buy ink").waitFor();
});

it("a wrong password is said so, a right one leads in, and whoever logs out is out in every tab", async () => {
  const office = await Office.open();
  const first = await office.visit();
  const account = { username: "nora", display_name: "Nora", email: "nora@halden.example", password: "say it once" };
  await first.request.post("/api/auth/register", { data: account, headers: { origin: office.url } });
  const page = await office.visit();
  await page.getByLabel("Username or e-mail").fill("nora");
  await page.getByLabel("Password", { exact: true }).fill("say it twice");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("Name or password is not right.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("say it once");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("navigation", { name: "Conversations" }).waitFor();

  const other = await page.context().newPage();
  await other.goto(`${office.url}/wiadomosci`);
  await other
    .getByRole("button", { name: /^Nora, your account/ })
    .first()
    .click();
  await other.getByRole("menuitem", { name: "Log out" }).click();
  await other.getByRole("button", { name: "Log in" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Log in" }).isVisible()).toBe(true);
});
