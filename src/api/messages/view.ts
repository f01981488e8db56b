import type { Line } from "../../domain/conversation/line.ts";
import { messageJson, peopleIn, type MessageSources } from "../../wire/message.ts";
import type { Api } from "../parts.ts";
import type { MyMessageJson } from "../schemas/message.ts";

/** Lines that were read, as one person is answered them. Whether they may read them was asked before. */
export async function messagesOf({ reads, places }: Api, lines: readonly Line[]): Promise<MyMessageJson[]> {
  const named = reads.people.named([...new Set(lines.flatMap((line) => peopleIn(line)))]);
  const [epoch, people] = await Promise.all([places.epoch(), named]);
  return lines.map((line) => myMessage(line, { epoch, people }));
}

export function myMessage(line: Line, sources: MessageSources): MyMessageJson {
  return { ...messageJson(line, sources), is_saved: false };
}
