import { getConversation } from "../api/conversations.ts";
import { getHistory, type HistoryQuery } from "../api/messages.ts";
import { change, state } from "./store.ts";
import { upToDate } from "./up-to-date.ts";

const pageSize = 50;
const loading = new Set<string>();

/** Loads what a conversation shows when it is opened: its head, members, and the lines around a point or the newest. */
export async function openConversation(id: string, around: number | null): Promise<void> {
  await Promise.all([loadHead(id), loadAround(id, around)]);
}

export async function loadHead(id: string): Promise<void> {
  const { answer } = await upToDate((min_position) => getConversation(id, { min_position }));
  const { members, ...conversation } = answer;
  change({ kind: "conversation", conversation });
  change({ kind: "members", conversationId: id, members });
  change({ kind: "people", people: members.map(({ user }) => user) });
}

/** Shows the lines around one, or the newest; what is here already is not asked for again. */
export async function loadAround(id: string, around: number | null): Promise<void> {
  const history = state.peek().histories.get(id);
  if (history && isHere(history.lines, around) && (around !== null || !history.hasAfter)) return;
  const query = around === null ? { limit: pageSize } : { limit: pageSize, around };
  await loadPage(id, query, "afresh");
}

/** What is told meanwhile is not lost, whichever of page and stream was made first. */
async function loadPage(id: string, query: HistoryQuery, side: "afresh" | "before" | "after"): Promise<void> {
  change({ kind: "page-asked", conversationId: id });
  try {
    const { answer, isBehind } = await upToDate((min_position) => getHistory(id, { ...query, min_position }));
    // What is still missing is loaded when the end of this comes in sight.
    const isMissing = isBehind && (side === "after" || answer.messages.length > 0);
    const page = isMissing ? { ...answer, has_more_after: true } : answer;
    change({ kind: "history", conversationId: id, page, side });
  } finally {
    change({ kind: "page-settled", conversationId: id });
  }
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
    await loadPage(id, { [side]: edge.sequence, limit: 100 }, side);
  } finally {
    loading.delete(asked);
  }
}
