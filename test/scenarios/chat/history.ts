import type { Person } from "../../support/api-client.ts";
import { made } from "../../support/api-client.ts";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";

interface Page {
  readonly messages: readonly MyMessageJson[];
  readonly has_more_after: boolean;
}

/** All lines of a conversation, oldest first, as a client reads them that has every page to be as new as `after`. */
export async function wholeHistory(person: Person, conversation: string, after: string): Promise<MyMessageJson[]> {
  const lines: MyMessageJson[] = [];
  for (let isMore = true; isMore;) {
    const place = `after=${lines.at(-1)?.sequence ?? 0}&limit=100&min_position=${after}`;
    const page = made(await person.get<Page>(`/api/conversations/${conversation}/messages?${place}`));
    lines.push(...page.messages);
    isMore = page.has_more_after;
  }
  return lines;
}

/** 1, 2, 3 … */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
