import { getConversation } from "../api/conversations.ts";
import { getHistory } from "../api/messages.ts";
import { change, state } from "./store.ts";

const pageSize = 50;
const loading = new Set<string>();

/** Loads what a conversation shows when it is opened: its head, members, and the lines around a point or the newest. */
export async function openConversation(id: string, around: number | null): Promise<void> {
  await Promise.all([loadHead(id), loadAround(id, around)]);
}

export async function loadHead(id: string): Promise<void> {
  const { members, ...conversation } = await getConversation(id);
  change({ kind: "conversation", conversation });
  change({ kind: "members", conversationId: id, members });
  change({ kind: "people", people: members.map(({ user }) => user) });
}

/** Shows the lines around one, or the newest; what is here already is not asked for again. */
export async function loadAround(id: string, around: number | null): Promise<void> {
  const history = state.peek().histories.get(id);
  if (history && isHere(history.lines, around) && (around !== null || !history.hasAfter)) return;
  const query = around === null ? { limit: pageSize } : { limit: pageSize, around };
  change({ kind: "history", conversationId: id, page: await getHistory(id, query), side: "afresh" });
}

function isHere(lines: readonly { readonly sequence: number }[], sequence: number | null): boolean {
  if (sequence === null) return true;
  const [first] = lines;
  const last = lines.at(-1);
  return first !== undefined && last !== undefined && first.sequence <= sequence && sequence <= last.sequence;
}

/** The next page on one side; asked once at a time. */
export async function loadMore(id: string, side: "before" | "after"): Promise<void> {
  const history = state.peek().histories.get(id);
  const edge = side === "before" ? history?.lines[0] : history?.lines.at(-1);
  const asked = `${id} ${side}`;
  if (!edge || loading.has(asked) || !(side === "before" ? history?.hasBefore : history?.hasAfter)) return;
  loading.add(asked);
  try {
    const page = await getHistory(id, { [side]: edge.sequence, limit: 100 });
    change({ kind: "history", conversationId: id, page, side });
  } finally {
    loading.delete(asked);
  }
}
