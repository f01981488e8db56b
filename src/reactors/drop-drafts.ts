import type { Pool } from "pg";
import type { CommandContext } from "../commands/context.ts";
import { conversationStream } from "../commands/streams.ts";
import { removeFoundDraft, type FoundDraft } from "../kept/drafts.ts";
import { schema } from "../projections/members/v1/tables.ts";
import type { Chore } from "./chores.ts";

const pageSize = 100;
const noSuchTable = "42P01";

export interface DropDraftsParts {
  readonly pool: Pool;
  readonly commands: Pick<CommandContext, "conversations">;
}

/** Nobody is shown a draft of a stay that has ended; every minute such words go for good. */
export function droppingDrafts(parts: DropDraftsParts): Chore {
  return { name: "Drafts of former members could not be dropped", everyMs: 60_000, run: () => dropDrafts(parts) };
}

/** The read model says which may be such drafts, and the log whether they are: a rebuilt read model begins empty. */
export async function dropDrafts({ pool, commands }: DropDraftsParts): Promise<void> {
  for (const draft of await perhapsLeft(pool)) {
    const { state } = await commands.conversations.current(conversationStream(draft.conversationId));
    const since = state.members.get(draft.userId)?.since;
    if (since === undefined || draft.upTo < since) await removeFoundDraft(pool, draft);
  }
}

async function perhapsLeft(pool: Pool): Promise<readonly FoundDraft[]> {
  try {
    const { rows } = await pool.query<FoundDraft>(
      `select d.user_id as "userId", d.conversation_id as "conversationId", d.up_to as "upTo",
         d.written_at as "writtenAt"
       from kept.drafts d left join ${schema}.members m using (conversation_id, user_id)
       where m.role is null or d.up_to < m.joined_sequence limit ${pageSize}`,
    );
    return rows;
  } catch (error) {
    // Before the read model was made for the first time there is nothing to ask.
    if ((error as { code?: unknown }).code === noSuchTable) return [];
    throw error;
  }
}
