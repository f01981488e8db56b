import { expect, it } from "vitest";
import { findingsIn } from "./axe.ts";
import { Office, picture } from "./office.ts";

it("whoever is blocked cannot write to one, until they are let through again", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const { id } = await zofia.start({ kind: "direct", member_ids: [nora.id] });
  await zofia.send(id, "hello");
  const page = await office.visitAs(nora, `/c/${id}`);
  const panel = page.getByRole("complementary");
  if (!(await panel.isVisible())) await page.getByRole("button", { name: /^Info about/ }).click();
  await panel.getByRole("button", { name: "Block…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Block", exact: true }).click();
  const written = async (text: string) =>
    (await zofia.post(`/api/conversations/${id}/messages`, { content: text })).status;
  await expect.poll(() => written("again")).toBe(403);

  await page.goto("/settings/privacy");
  await page.getByText("Zofia Wójcik").waitFor();
  expect(await findingsIn(page)).toEqual([]);
  await picture(page, "privacy");
  await page.getByRole("button", { name: "Unblock" }).click();
  await page.getByText("You have blocked nobody.").waitFor();
  expect(await written("and again")).toBe(201);
});
