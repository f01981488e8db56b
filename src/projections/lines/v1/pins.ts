import type { PoolClient } from "pg";
import type { ConversationId } from "../../../domain/ids.ts";
import { rowSet } from "../../row-set.ts";
import type { LineChanges } from "./rows.ts";
import { schema } from "./tables.ts";

interface Pin {
  readonly conversationId: ConversationId;
  readonly revision: number;
}

const pinned = rowSet<Pin>({
  conversation_id: ["text", (pin) => pin.conversationId],
  revision: ["int", (pin) => pin.revision],
});

/** What is pinned when the batch is over, and what is not any more. */
export async function writePins(client: PoolClient, changes: ReadonlyMap<ConversationId, LineChanges>): Promise<void> {
  const all = [...changes].flatMap(([conversationId, { pins }]) =>
    [...pins].map(([revision, isPinned]) => ({ conversationId, revision, isPinned })),
  );
  const [on, off] = [all.filter(({ isPinned }) => isPinned), all.filter(({ isPinned }) => !isPinned)];
  if (off.length > 0)
    await client.query({
      name: `${schema} unpin`,
      text: `delete from pins p using ${pinned.unnested}
        where p.conversation_id = given.conversation_id and p.revision = given.revision`,
      values: pinned.values(off),
    });
  if (on.length > 0)
    await client.query({
      name: `${schema} pin`,
      text: `insert into pins (${pinned.names}) select ${pinned.names} from ${pinned.unnested}
        on conflict do nothing`,
      values: pinned.values(on),
    });
}
