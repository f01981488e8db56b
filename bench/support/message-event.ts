import { randomBytes, randomUUID } from "node:crypto";
import type { NewEvent } from "../../src/event-store/port.ts";

const dataBytes = 300;
const actor = randomUUID();
const commitment = randomBytes(32).toString("base64url");
const ciphertext = randomBytes(dataBytes).toString("base64url");

/** A message as the log holds it: the text sealed, its commitment beside it; 300 bytes of data. */
export function messageEvent(sequence: number): NewEvent {
  const at = new Date().toISOString();
  const data = { sequence, sentBy: actor, at, text: "", commitment };
  const text = ciphertext.slice(0, dataBytes - JSON.stringify(data).length);
  return { id: randomUUID(), type: "MessageSent", data: { ...data, text }, metadata: { schema: 1, actor, at } };
}
