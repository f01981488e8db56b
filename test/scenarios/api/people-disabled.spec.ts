import { describe, expect, it } from "vitest";
import { made, Person, refusal } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { Deployment } from "../chat/deployment.ts";

describe("somebody who is disabled", () => {
  it("is out at once in other processes too: their streams end, and their tokens are nobody's", async () => {
    const deployment = await Deployment.make();
    const [one, other] = [await deployment.start(), await deployment.start()];
    const root = await Person.register(one.url, "root");
    const ada = await Person.register(other.url, "ada");
    const phone = await ada.login();
    for (const device of [ada, phone]) made(await device.get("/api/users/me"));
    const streams = [ada, phone].map(({ token }) => StreamClient.connect({ url: other.url, token: token ?? "" }));
    const [desk, pocket] = await Promise.all(streams);
    const roots = await StreamClient.connect({ url: other.url, token: root.token ?? "" });

    made(await root.patch(`/api/admin/users/${ada.id}`, { is_disabled: true }));

    await Promise.all([desk?.ended(), pocket?.ended()]);
    for (const device of [ada, phone]) expect(refusal(await device.get("/api/users/me")).status).toBe(401);
    await expect(StreamClient.connect({ url: other.url, token: ada.token ?? "" })).rejects.toThrow("401");
    made(await root.post("/api/admin/announcements", { text: "Ada has left us." }));
    await roots.until(() => roots.kept("announcement").length === 1);
    expect([...(desk?.kept() ?? []), ...(pocket?.kept() ?? [])]).toEqual([]);
    await roots.cut();
  });
});
