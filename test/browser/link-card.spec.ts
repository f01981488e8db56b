import { expect, it } from "vitest";
import { Person } from "../support/api-client.ts";
import { knowPage } from "../support/known-pages.ts";
import { findingsIn } from "./axe.ts";
import { Office, picture } from "./office.ts";

it.each(["all", "joined"])(
  "a linked page says of itself what it is until the author removes that, with history_visibility %s",
  async (history) => {
    const office = await Office.open({ LINK_PREVIEWS: "on" });
    const [nora, owen] = [await Person.register(office.url, "Nora"), await Person.register(office.url, "Owen")];
    const url = "https://lunch.example.org/soup";
    const image = "https://lunch.example.org/soup.png"; // which cannot be had
    await knowPage(office.databaseUrl, url, { title: "Soup of the day", description: "At noon, in the yard.", image });
    const group = { kind: "group", name: "Lunch", member_ids: [owen.id], history_visibility: history };
    const { id } = await nora.start(group);
    const [noras, owens] = [await office.visitAs(nora, `/c/${id}`), await office.visitAs(owen, `/c/${id}`)];
    const { id: message } = await nora.send(id, `Today: ${url}`);
    const cards = [noras, owens].map((page) => page.getByRole("link", { name: "Soup of the day" }));
    for (const card of cards) await card.waitFor();
    await expect.poll(() => noras.locator(".card-image").count()).toBe(0);
    expect(await findingsIn(noras)).toEqual([]);
    await picture(noras, `link-card-${history}`);

    await nora.patch(`/api/messages/${message}`, { content: `Tomorrow: ${url}` });
    await owens.getByRole("article").getByText("Tomorrow:").waitFor();
    expect(await owens.getByRole("button", { name: "Remove preview" }).count()).toBe(0);
    await noras.getByRole("button", { name: "Remove preview" }).click();
    for (const card of cards) await expect.poll(() => card.count()).toBe(0);
  },
);
