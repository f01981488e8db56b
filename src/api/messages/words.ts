import { z } from "zod";
import type { Refusal } from "../../domain/decision.ts";
import { utf8Length } from "../../domain/text.ts";
import { dataProblem, maxHtmlBytes, maxMentions, wordsProblem, type SaidWords } from "../../domain/message/words.ts";
import { readHtml } from "../html/read-html.ts";
import { invalidField, type Problem } from "../problem.ts";
import { userIdField } from "../schemas/ids.ts";

/** What a message says, as clients send it. */
export const wordsFields = {
  content: z.string().describe("At most 10 KB of text, or 64 KB of html, in UTF-8."),
  content_type: z.enum(["text", "html"]).optional().describe("`text` unless given."),
  mentions: z.array(userIdField).max(maxMentions).optional().describe("The ids of those mentioned, who can read it."),
  mentions_all: z.boolean().optional().describe("Whether everybody in the conversation is."),
};

export const dataField = z
  .record(z.string(), z.unknown())
  .superRefine((data, context) => {
    const problem = dataProblem(data);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  })
  .describe("A JSON object: at most 100 KB, 32 levels deep.");

interface Given {
  readonly content: string;
  readonly content_type?: "text" | "html" | undefined;
  readonly mentions?: SaidWords["mentions"] | undefined;
  readonly mentions_all?: boolean | undefined;
}

/** Html is sanitised, and its text kept beside it. @throws Problem for what can't be said. */
export async function saidIn(given: Given, { hasData }: { readonly hasData: boolean }): Promise<SaidWords> {
  const { mentions, mentions_all: mentionsAll } = given;
  const said = given.content_type === "html" ? await saidInHtml(given.content) : { content: given.content };
  const problem = wordsProblem(said, { hasData });
  if (problem !== null) throw invalidField("content", problem);
  return { ...said, ...(mentions && { mentions }), ...(mentionsAll && { mentionsAll }) };
}

async function saidInHtml(given: string): Promise<Pick<SaidWords, "content" | "html">> {
  if (utf8Length(given) > maxHtmlBytes) throw tooLong();
  const { html, text } = await readHtml(given);
  if (html.length > maxHtmlBytes) throw tooLong();
  return { content: text, html };
}

const tooLong = (): Problem => invalidField("content", "A message holds at most 64 KB of html.");

/** The field that a refusal of what a message says is about; the words themselves were checked before. */
export function fieldOf({ detail }: Refusal): "mentions" | "reply_to_id" {
  return detail.startsWith("The message replied to") ? "reply_to_id" : "mentions";
}
