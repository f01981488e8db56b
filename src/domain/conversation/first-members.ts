import type { UserId } from "../ids.ts";
import type { Conversation, Member } from "./conversation.ts";

/** So many are named where a conversation is shown by its people. */
export const shownFirst = 5;

/**
 * So many are kept, to name the first ones without a look at the others. When those who are kept have nearly all left,
 * all members are looked through once: however ten thousand come and go, that is rare.
 */
const maxKept = 50;

/** The first by joining, at most 5. */
export function firstMembers({ earliest }: Pick<Conversation, "earliest">): readonly UserId[] {
  return earliest.slice(0, shownFirst);
}

/** Whoever joins comes last, and is kept where nobody is in between. */
export function afterJoining(
  { earliest, members }: Pick<Conversation, "earliest" | "members">,
  userId: UserId,
): readonly UserId[] {
  const areAllKept = earliest.length === members.size;
  return areAllKept && earliest.length < maxKept ? [...earliest, userId] : earliest;
}

/** `members` are those who are left. */
export function afterLeaving(
  { earliest, members }: Pick<Conversation, "earliest" | "members">,
  userId: UserId,
): readonly UserId[] {
  const left = earliest.includes(userId) ? earliest.filter((each) => each !== userId) : earliest;
  return left.length < shownFirst && left.length < members.size ? earliestOf(members) : left;
}

function earliestOf(members: Conversation["members"]): readonly UserId[] {
  const byJoining = ([, one]: readonly [UserId, Member], [, other]: readonly [UserId, Member]): number =>
    one.joining - other.joining;
  return [...members]
    .toSorted(byJoining)
    .slice(0, maxKept)
    .map(([userId]) => userId);
}
