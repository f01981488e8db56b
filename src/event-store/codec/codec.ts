import type { JsonObject, JsonValue, NewEvent, RecordedEvent } from "../port.ts";
import type { EventType, KeyName, Keys, SealingKey } from "./event-type.ts";
import { seal, unseal, type SealedField } from "./seal.ts";

/** The stored data's one reserved name: the personal fields, sealed, by name. */
const sealedFields = "$sealed";

/** An event that this release cannot read: of a later one, or of nobody. */
export class UnknownEvent extends Error {
  override readonly name = "UnknownEvent";
}

/**
 * The one seam between a domain event and stored JSON. Encoding validates and seals; decoding opens and upcasts to the
 * current version. A personal field whose owner was erased reads as null; the event stays in its place.
 */
export class Codec {
  readonly #types: ReadonlyMap<string, EventType>;
  readonly #keys: Keys;

  constructor(types: readonly EventType[], keys: Keys) {
    this.#types = new Map(types.map((type) => [type.type, type]));
    this.#keys = keys;
  }

  /** @throws the schema's error for data that does not fit, UnknownEvent for a type that is not registered. */
  async encode(stream: string, events: readonly NewEvent[]): Promise<NewEvent[]> {
    const drafts = events.map((event) => this.#draft(stream, event));
    const names = new Set(drafts.flatMap(({ owners }) => owners.flatMap(({ keyNames }) => keyNames)));
    const keys = names.size > 0 ? await this.#keys.forSealing([...names]) : new Map<KeyName, SealingKey>();
    return drafts.map((draft) => sealed(draft, keys));
  }

  /** All of a page together: keys that are not known yet are fetched in one query. */
  async decode(page: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    this.#forgetDestroyed(page);
    const ids = new Set<string>();
    for (const { data } of page) for (const field of sealedOf(data)) for (const id of field[1].keys) ids.add(id);
    const keys = ids.size > 0 ? await this.#keys.forOpening(ids) : new Map<string, SealingKey>();
    return page.map((event) => ({ ...event, data: this.#upcast(event, opened(event, keys)) }));
  }

  /** Whatever a process keeps, and however late it hears of it: after such an event nothing opens that it erased. */
  #forgetDestroyed(page: readonly RecordedEvent[]): void {
    for (const event of page) {
      const forgets = this.#types.get(event.type)?.forgets;
      if (forgets) this.#keys.forget(forgets(event));
    }
  }

  #draft(stream: string, event: NewEvent): Draft {
    const type = this.#types.get(event.type);
    if (!type) throw new UnknownEvent(`No event type "${event.type}" is registered.`);
    const data = type.schema.parse(event.data);
    const metadata = { ...event.metadata, version: type.version };
    const context = { stream, data, metadata };
    const owners = Object.entries(type.personal ?? {})
      .filter(([field]) => data[field] !== undefined)
      .map(([field, ownerOf]) => ({ field, keyNames: ownerOf(context) }));
    return { event: { ...event, data, metadata }, owners };
  }

  #upcast({ type: name, metadata, position }: RecordedEvent, stored: JsonObject): JsonObject {
    const type = this.#types.get(name);
    const version = Number(metadata["version"]);
    if (!type || !(version >= 1 && version <= type.version)) {
      throw new UnknownEvent(`${name} version ${version} at ${position} cannot be read by this release.`);
    }
    let data = stored;
    for (let from = version; from < type.version; from += 1) {
      const upcaster = type.upcasters?.[from];
      if (!upcaster) throw new UnknownEvent(`${name} has no upcaster from version ${from}.`);
      data = upcaster(data);
    }
    return data;
  }
}

interface Draft {
  readonly event: NewEvent;
  readonly owners: readonly { readonly field: string; readonly keyNames: readonly KeyName[] }[];
}

function sealed({ event, owners }: Draft, keys: ReadonlyMap<KeyName, SealingKey>): NewEvent {
  if (owners.length === 0) return event;
  const open: Record<string, JsonValue> = {};
  const fields: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(event.data)) {
    const owned = owners.find((owner) => owner.field === field);
    if (!owned) open[field] = value;
    else {
      const found = owned.keyNames.map((name) => keyNamed(name, keys));
      fields[field] = { ...seal(value, found, placeOf(event, field)) };
    }
  }
  return { ...event, data: { ...open, [sealedFields]: fields } };
}

function opened(event: RecordedEvent, keys: ReadonlyMap<string, SealingKey>): JsonObject {
  const { [sealedFields]: _, ...open } = event.data;
  const data: Record<string, JsonValue> = open;
  for (const [field, box] of sealedOf(event.data)) {
    const found = box.keys.map((id) => keyNamed(id, keys));
    data[field] = unseal(box, found, placeOf(event, field));
  }
  return data;
}

/** The sealed fields of stored data, by name. */
export function sealedOf(data: JsonObject): [string, SealedField][] {
  const fields = data[sealedFields] as Readonly<Record<string, SealedField>> | undefined;
  return fields ? Object.entries(fields) : [];
}

function keyNamed<Name>(name: Name, keys: ReadonlyMap<Name, SealingKey>): SealingKey {
  const key = keys.get(name);
  if (!key) throw new Error(`Key ${String(name)} was not handed over.`);
  return key;
}

/** What a field's box is bound to. */
export const placeOf = (event: { readonly id: string }, field: string): string => `${event.id} ${field}`;
