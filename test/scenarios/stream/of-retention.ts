import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { begun, nobodyIsTold, type Told } from "./scene.ts";
import type { Cast } from "./watchers.ts";

/** What was said months ago is forgotten; here what nobody has said, since no time passes. */
export async function ofRetention(cast: Cast, url: string): Promise<() => Promise<readonly Told[]>> {
  const conversationId = await begun(cast);
  return async () => {
    const store = await PostgresEventStore.open({ url });
    const at = new Date().toISOString();
    const data = { conversationId, before: "2020-01-01T00:00:00.000Z", upToRevision: 0 };
    const event = { id: crypto.randomUUID(), type: "WordsForgotten", data };
    const metadata = { at, actor: "deployment", version: 1 };
    await store.append(`retention-${conversationId}`, [{ ...event, metadata }], "none");
    await store.close();
    return nobodyIsTold;
  };
}
