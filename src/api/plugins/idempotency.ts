import type { IdempotencyKey } from "../../domain/recorded.ts";
import { invalidField } from "../problem.ts";
import { z } from "zod";

const maxKeyLength = 100;

const keyText = z
  .string()
  .min(1)
  .max(maxKeyLength)
  .describe("The same body with the same key again is answered as before, and nothing is done twice.");

/** The headers of a route whose requests may be repeated without a second effect. */
export const keyed = z.looseObject({ "idempotency-key": keyText.optional() });

/** The same key, in a body. */
export const clientMessageId = keyText.optional();

export interface Keyable {
  readonly headers: z.output<typeof keyed>;
  /** What is asked for, so that the same words for something else are another request. */
  readonly asks: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The key of a request that has one: by header, or by the body's `client_message_id`. @throws Problem where they differ. */
export function keyOf({ headers, asks, body }: Keyable): { readonly key?: IdempotencyKey } {
  const { client_message_id: inBody, ...asked } = body;
  const inHeader = headers["idempotency-key"];
  if (inHeader !== undefined && inBody !== undefined && inHeader !== inBody)
    throw invalidField("client_message_id", "It is not the Idempotency-Key that came with it.");
  const name = inHeader ?? inBody;
  return typeof name === "string" ? { key: { name, body: canonical([asks, asked]) } } : {};
}

/** The same text for the same values, whatever the order of the fields; absent and undefined are one. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
