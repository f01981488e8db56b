import { expect, it } from "vitest";
import { Person } from "../support/api-client.ts";
import { Office } from "./office.ts";

it("data of thousands of values is shown a hundred at a time", async () => {
  const office = await Office.open();
  const [nora, owen] = [await Person.register(office.url, "Nora"), await Person.register(office.url, "Owen")];
  const { id } = await nora.start({ kind: "group", name: "Lab", member_ids: [owen.id] });
  const data = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field_${at}`, at]));
  await nora.send(id, "", { message_type: "incident_data", data });
  const owens = await office.visitAs(owen, `/c/${id}`);
  const rows = owens.locator(".data-row");
  await expect.poll(() => rows.count()).toBe(100);
  await owens.locator(".data-card").getByRole("button", { name: "More" }).click();
  await expect.poll(() => rows.count()).toBe(200);
});
