import { createHmac } from "node:crypto";
import { v4 } from "uuid";
import { conversationId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { KeyName, Keys } from "../event-store/codec/event-type.ts";
import { KeyDestroyed } from "../event-store/codec/seal.ts";
import { namedUuid } from "./deciding/event-id.ts";

/** Makes the ids of conversations. */
export interface ConversationIds {
  /** The same for both, whoever asks: nobody without the deployment's secret can tell who writes to whom. */
  direct(one: UserId, other: UserId): Promise<ConversationId>;
  /** The same for each retry of a creation. */
  keyed(actor: UserId, key: string): ConversationId;
  fresh(): ConversationId;
}

const secretName: KeyName = "deployment:conversation-ids";
/** Hex digits: half of the hash, as much as a UUID and more. */
const directLength = 32;

/** The secret is made at the first need, and is one for all processes of the deployment. */
export function conversationIds(keys: Pick<Keys, "forSealing">): ConversationIds {
  return {
    async direct(one, other) {
      const key = (await keys.forSealing([secretName])).get(secretName);
      if (!key?.secret) throw new KeyDestroyed(key?.id ?? secretName);
      const people = JSON.stringify([one, other].toSorted());
      const hash = createHmac("sha256", key.secret).update(people).digest("hex");
      return conversationId(hash.slice(0, directLength));
    },
    keyed: (actor, key) => conversationId(namedUuid([actor, "POST /api/conversations", key])),
    fresh: () => conversationId(v4()),
  };
}
