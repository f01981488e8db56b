import { expect, it } from "vitest";
import { Person } from "../support/api-client.ts";
import { Office } from "./office.ts";

it("a group is made, named, and led: people are added, get roles, are mentioned, and leave", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  await Person.register(office.url, "Łukasz Żak");
  const page = await office.visitAs(nora);
  await page.getByRole("button", { name: "New conversation" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Group" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Relaunch");
  await page.getByLabel("Who?").fill("zofia");
  await page
    .getByRole("option", { name: /Zofia/ })
    .or(page.getByRole("button", { name: /Zofia/ }))
    .first()
    .click();
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("log", { name: "Messages with Relaunch" }).waitFor();

  await page.getByRole("button", { name: "All members" }).first().click();
  await page.getByRole("button", { name: "Add people" }).click();
  await page.getByLabel("Who?").fill("lukasz");
  await page
    .getByRole("option", { name: /Łukasz/ })
    .or(page.getByRole("button", { name: /Łukasz/ }))
    .first()
    .click();
  await page.getByRole("button", { name: "Add 1 person" }).click();
  await page.getByRole("button", { name: "Role of Zofia Wójcik" }).click();
  await page.getByRole("menuitemradio", { name: /^Moderator/ }).click();
  await page.getByRole("dialog").getByText("Moderator").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("log").getByText("Nora Whitfield added Łukasz Żak").waitFor();

  const field = page.getByRole("textbox", { name: "Message Relaunch" });
  await field.pressSequentially("Look, @wojc");
  await page.getByRole("listbox").getByRole("option", { name: /Zofia/ }).waitFor();
  await field.press("Enter");
  await field.pressSequentially("over there");
  await field.press("Enter");
  const zofias = await office.visitAs(zofia);
  await zofias.getByRole("link", { name: /^Relaunch, .*1 mention/ }).click();
  await zofias.locator(".mention.is-me", { hasText: "@Zofia Wójcik" }).waitFor();

  await page.getByRole("button", { name: "Formatting" }).click();
  const rich = page.getByRole("textbox", { name: "Message Relaunch" });
  await rich.click();
  await page.keyboard.press("Control+b");
  await page.keyboard.type("Important");
  await page.keyboard.press("Enter");
  await zofias.locator(".words strong", { hasText: "Important" }).waitFor();

  const important = zofias.getByRole("article").filter({ hasText: "Important" });
  await important.click({ button: "right" });
  await zofias.getByRole("menuitem", { name: /^Pin/ }).click();
  await page.getByRole("button", { name: "Pinned messages", exact: true }).waitFor();

  await zofias.locator(".chat-head").getByRole("button", { name: "More", exact: true }).click();
  await zofias.getByRole("menuitem", { name: "Leave…" }).click();
  await zofias.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await expect.poll(() => page.getByRole("log").getByText("Zofia Wójcik left").isVisible()).toBe(true);
});
