import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, it } from "vitest";
import { Person } from "../support/api-client.ts";
import { findingsIn } from "./axe.ts";
import { lossIn } from "./loss.ts";
import { Office, phone, picture } from "./office.ts";

const office = await Office.openForAll();
const nora = await Person.register(office.url, "Nora Whitfield");
const room = (await nora.start({ kind: "room", name: "Canteen", visibility: "public" })).id;
await nora.send(room, "Soup is out today.");

const rooms = (page: Page) => page.getByRole("region", { name: "Rooms to join" });
const log = (page: Page) => page.getByRole("log", { name: "Messages with Canteen" });

/** Back where the list stands alone. */
async function toList(page: Page): Promise<void> {
  const back = page.getByRole("link", { name: "Back to the conversations" });
  if (await back.isVisible()) await back.click();
}

it.each([
  ["desk", {}],
  ["phone", phone],
] as const satisfies readonly (readonly [string, BrowserContextOptions])[])(
  "a public room is joined by its button, written in, left, and there to be joined again: %s",
  async (name, look) => {
    const zofia = await Person.register(office.url, "Zofia Wójcik");
    const page = await office.visitAs(zofia, "/", look);
    await page.getByRole("button", { name: "Rooms", exact: true }).click();
    await rooms(page).getByText("Canteen").waitFor();
    expect(await page.getByText("No rooms to join.").count()).toBe(0);
    await picture(page, `rooms-${name}`);
    expect(await findingsIn(page)).toEqual([]);
    expect(await lossIn(page)).toEqual([]);

    await rooms(page).getByRole("button", { name: "Join" }).click();
    await log(page).getByText("Soup is out today.").waitFor();
    await page.getByRole("textbox", { name: "Message Canteen" }).fill(`Then bread, says ${name}.`);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await log(page).getByText(`Then bread, says ${name}.`).waitFor();
    await toList(page);
    await page.getByRole("link", { name: /^Canteen/ }).waitFor();
    await expect.poll(() => rooms(page).count()).toBe(0);

    await page.getByRole("link", { name: /^Canteen/ }).click();
    await page.getByRole("button", { name: "More" }).last().click();
    await page.getByRole("menuitem", { name: "Leave…" }).click();
    await page.getByRole("dialog", { name: "Leave Canteen?" }).getByRole("button", { name: "Leave" }).click();
    await rooms(page).getByText("1 member", { exact: true }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: /^Canteen/ }).count()).toBe(0);
    await picture(page, `rooms-left-${name}`);
  },
);
