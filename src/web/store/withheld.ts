import { getMessage } from "../api/messages.ts";
import type { Told } from "../wire/told.ts";

type OfWords = Extract<Told, { event: "message_edited" | "link_preview" }>;

/** Whether the stream left out words, since it tells the same to all and not all may read them. */
export function isWithheld(told: Told): told is OfWords {
  return (
    (told.event === "message_edited" && told.new_content === null) ||
    (told.event === "link_preview" && told.link_preview === undefined)
  );
}

/** The same with the words that the message has now. @throws ApiProblem where one may not read it */
export async function inFull(told: OfWords, ask: typeof getMessage = getMessage): Promise<Told> {
  const { content, content_type, mentions, mentions_all, link_preview } = await ask(told.message_id, told.position);
  return told.event === "link_preview"
    ? { ...told, link_preview }
    : { ...told, new_content: content, content_type, mentions, mentions_all };
}
