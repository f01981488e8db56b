import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { HeadForMe } from "../../projections/reads/conversations.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import { myConversationJson, peopleInHead, type MyConversationJson } from "../../wire/conversation.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";

/** What a conversation as one person sees it is read from. */
export const conversationModels: readonly ReadModel[] = ["conversations", "members", "lines", "users"];

/** What says who may read a conversation. */
export const membershipModels: readonly ReadModel[] = ["members", "conversations"];

export async function conversationsOf({ reads }: Api, found: readonly HeadForMe[]): Promise<MyConversationJson[]> {
  const people = await reads.people.named([...new Set(found.flatMap(({ head }) => peopleInHead(head)))]);
  return found.map(({ head, mine }) => myConversationJson(head, mine, people));
}

/** @throws Problem where there is none that this person may read. */
export async function conversationFor(
  api: Api,
  { viewer, id }: { readonly viewer: UserId; readonly id: ConversationId },
): Promise<MyConversationJson> {
  const found = await api.reads.conversations.one(viewer, id);
  const [json] = found ? await conversationsOf(api, [found]) : [];
  if (!json) throw notFound();
  return json;
}
