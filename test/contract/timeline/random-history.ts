import fc from "fast-check";
import { conversationId, userId, type ConversationId, type UserId } from "../../../src/domain/ids.ts";
import { otherwises } from "../../../src/gateway/spec/otherwise.ts";
import { History } from "./history.ts";

export const people = ["ada", "bob", "eve"].map(userId);
export const conversations = ["one", "two", "three"].map(conversationId);

const step = fc.record({
  act: fc.constantFrom(
    ...(["start", "add", "add all", "join", "remove", "leave", "send", "rename", "read", "profile"] as const),
    ...(["delete", "open", "ban", "unban", "edit", "unsay"] as const),
    ...(["otherwise", "otherwise", "otherwise"] as const),
  ),
  what: fc.constantFrom(...otherwises),
  other: fc.constantFrom(...people),
  conversation: fc.constantFrom(...conversations),
  person: fc.constantFrom(...people),
  isPublic: fc.boolean(),
  isFromJoining: fc.boolean(),
  /** Milliseconds; clocks of several processes disagree. */
  later: fc.integer({ min: -20, max: 40 }),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Histories that the rules allow: nobody is added twice, nothing happens to what is deleted. */
export const histories = fc.array(step, { minLength: 1, maxLength: 40 }).map((steps) => {
  const history = new History();
  const members = new Map<ConversationId, Set<UserId>>();
  const deleted = new Set<ConversationId>();
  for (const each of steps) {
    history.now += each.later;
    if (!deleted.has(each.conversation)) take(history, { members, deleted }, each);
  }
  return history;
});

interface Standing {
  readonly members: Map<ConversationId, Set<UserId>>;
  readonly deleted: Set<ConversationId>;
}

function take(history: History, { members, deleted }: Standing, taken: Step): void {
  const { act, conversation, person, isPublic, isFromJoining } = taken;
  const here = members.get(conversation);
  if (act === "profile") {
    history.profile(person, isPublic ? { displayName: "new", locale: "pl" } : { locale: "pl" });
  } else if (!here) {
    history.started(conversation, [person], isPublic ? "public" : "private", isFromJoining ? "joined" : "all");
    members.set(conversation, new Set([person]));
  } else if (act === "add all") {
    const missing = people.filter((each) => !here.has(each));
    if (missing.length > 0) history.added(conversation, missing);
    for (const each of missing) here.add(each);
  } else if (act === "delete") {
    history.deleted(conversation, person);
    deleted.add(conversation);
  } else if (act === "open") {
    history.opened(conversation, isPublic ? "public" : "private");
  } else if (act === "ban") {
    history.banned(conversation, person, { wasMember: here.delete(person) });
  } else if (act === "unban") {
    history.unbanned(conversation, person);
  } else if (here.has(person)) takeOfMember(history, here, taken);
  else if (act === "join" || act === "add" || act === "start") {
    if (act === "join") history.joined(conversation, person);
    else history.added(conversation, [person]);
    here.add(person);
  }
}

function takeOfMember(
  history: History,
  here: Set<UserId>,
  { act, conversation, person, isPublic, what, other }: Omit<Step, "later">,
): void {
  if (act === "send") history.sent(conversation, person);
  else if (act === "rename") history.renamed(conversation, person);
  else if (act === "edit") history.edited(conversation, person);
  else if (act === "unsay") history.unsaid(conversation, person);
  else if (act === "otherwise") history.otherwise(what, { id: conversation, by: person, other });
  else if (act === "read") history.read(conversation, person, isPublic ? "members" : "self");
  else if (act === "remove" || act === "leave") {
    if (act === "leave") history.left(conversation, person);
    else history.removed(conversation, person);
    here.delete(person);
  }
}
