import type { Route } from "playwright-core";
import { expect, it } from "vitest";
import { made } from "../support/api-client.ts";
import { isLive, Office } from "./office.ts";

it("what is told of a conversation while a page of it is on its way is there when it comes", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const { id } = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  const early = await zofia.send(id, "Whoever is there?");
  const page = await office.visitAs(nora);

  const held = Promise.withResolvers<void>();
  const isMade = Promise.withResolvers<void>();
  await page.route(`**/api/conversations/${id}/messages?*`, async (route) => {
    const response = await route.fetch();
    isMade.resolve();
    await held.promise;
    await route.fulfill({ response });
  });
  await page.getByRole("navigation", { name: "Conversations" }).getByText("Portal").click();
  await isMade.promise;
  made(await zofia.post(`/api/messages/${early.id}/reactions`, { emoji: "👍" }));
  await zofia.send(id, "I see you");
  const field = page.getByRole("textbox", { name: "Message Portal" });
  await field.fill("I am here");
  await field.press("Enter");
  await page.getByRole("navigation", { name: "Conversations" }).getByText("I am here").waitFor();
  held.resolve();

  const said = page.getByRole("article");
  await said.getByText("Whoever is there?").waitFor();
  await said.getByText("I see you").waitFor();
  await said.getByText("I am here").waitFor();
  await said.getByRole("button", { name: "👍 1" }).waitFor();
  expect(await said.count()).toBe(3);
});

it("what got through without an answer is not done again by the next try", async () => {
  const office = await Office.open();
  const { nora } = await office.staff();
  const page = await office.visitAs(nora);
  const unheard = async (route: Route): Promise<void> => {
    const headers = { ...(await route.request().allHeaders()), origin: office.url };
    expect((await route.fetch({ headers })).status()).toBe(201);
    await route.abort();
  };
  await page.route("**/api/conversations", unheard, { times: 1 });
  await page.getByRole("button", { name: "New conversation" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Room" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("Canteen");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await dialog.getByRole("alert").getByText("The server cannot be reached.").waitFor();
  const rooms = page.getByRole("navigation", { name: "Conversations" }).getByText("Canteen", { exact: true });
  await rooms.waitFor();
  await dialog.getByRole("button", { name: "Create room" }).click();
  await page.getByRole("log", { name: "Messages with Canteen" }).waitFor();
  expect(await rooms.count()).toBe(1);
});

it("whoever has no network is told so, also where the connection still seems to be there", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const { id } = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  const page = await office.visitAs(nora, `/c/${id}`);
  await page.context().setOffline(true);
  await page.getByText("You’re offline.").filter({ visible: true }).waitFor();
  await zofia.send(id, "Meanwhile, out there");
  await page.context().setOffline(false);
  await isLive(page);
  await page.getByRole("article").getByText("Meanwhile, out there").waitFor();
  expect(await page.getByText("You’re offline.").filter({ visible: true }).count()).toBe(0);
});
