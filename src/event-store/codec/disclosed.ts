import type { RecordedEvent } from "../port.ts";
import { placeOf, sealedOf } from "./codec.ts";
import type { Keys, SealingKey } from "./event-type.ts";
import { disclose } from "./seal.ts";

/** Sealed words as they prove themselves: the commitment beside them is SHA-256(salt ‖ text). */
export interface DisclosedField {
  readonly salt: Buffer;
  /** The field's value as JSON text. */
  readonly text: string;
}

/** By the field's name; a field is missing where one of its keys was destroyed. */
export type DisclosedFields = Readonly<Record<string, DisclosedField>>;

/**
 * The sealed words of each of these events, as they are stored, with what proves them. For auditors alone, whose look is
 * on record: whoever has a salt can test guesses of the words after they were erased.
 * @throws SealBroken for words that were changed, or moved to another event.
 */
export async function disclosedOf(page: readonly RecordedEvent[], keys: Keys): Promise<readonly DisclosedFields[]> {
  const ids = new Set(page.flatMap(({ data }) => sealedOf(data).flatMap(([, field]) => field.keys)));
  const known = ids.size > 0 ? await keys.forOpening(ids) : new Map<string, SealingKey>();
  return page.map((event) => fieldsOf(event, known));
}

function fieldsOf(event: RecordedEvent, known: ReadonlyMap<string, SealingKey>): DisclosedFields {
  const fields: Record<string, DisclosedField> = {};
  for (const [name, field] of sealedOf(event.data)) {
    const found = field.keys.flatMap((id) => known.get(id) ?? []);
    if (found.length < field.keys.length) throw new Error(`Keys of ${event.id} were not handed over.`);
    const disclosed = disclose(field, found, placeOf(event, name));
    if (disclosed) fields[name] = disclosed;
  }
  return fields;
}
