import type { Message, Reaction } from "../wire/shapes.ts";
import type { ReactionChange } from "../wire/told.ts";

/** A message after somebody's reaction; told twice it counts once. */
export function withReaction(message: Message, change: ReactionChange, myId: string | null): Message {
  const { reactions } = message;
  const known = reactions.find(({ emoji }) => emoji === change.emoji);
  if (isKnown(known, change)) return message;
  const next = change.action === "add" ? added(known, change, myId) : removed(known, change, myId);
  if (!known) return { ...message, reactions: [...reactions, next] };
  const kept = reactions.map((each) => (each === known ? next : each)).filter(({ count }) => count > 0);
  return { ...message, reactions: kept };
}

/** Of many who reacted only the first are named: whoever takes one back may be of the others. */
function isKnown(known: Reaction | undefined, { action, user_id }: ReactionChange): boolean {
  const isNamed = known?.user_ids.includes(user_id) ?? false;
  if (action === "add") return isNamed;
  return !known || (!isNamed && known.count <= known.user_ids.length);
}

function added(known: Reaction | undefined, { emoji, user_id }: ReactionChange, myId: string | null): Reaction {
  const mine = (known?.mine ?? false) || user_id === myId;
  return { emoji, count: (known?.count ?? 0) + 1, user_ids: [...(known?.user_ids ?? []), user_id], mine };
}

function removed(known: Reaction | undefined, { emoji, user_id }: ReactionChange, myId: string | null): Reaction {
  const mine = user_id !== myId && (known?.mine ?? false);
  const userIds = (known?.user_ids ?? []).filter((id) => id !== user_id);
  return { emoji, count: (known?.count ?? 1) - 1, user_ids: userIds, mine };
}

export function isMine({ mine, user_ids }: Reaction, myId: string | null): boolean {
  return mine ?? (myId !== null && user_ids.includes(myId));
}
