import type { DomainEvent } from "../domain/decision.ts";
import type { EventType, OwnerOf } from "../event-store/codec/event-type.ts";

/**
 * How an event of the domain is declared to the codec: its schema gives just what the domain says, and every personal
 * field has an owner. Null is never written: a personal field reads as null once its owner was erased.
 */
export interface Declared<Event extends DomainEvent> extends EventType {
  readonly type: Event["type"];
  readonly schema: { parse(data: unknown): Written<Event["data"]> & Json };
  readonly personal: { readonly [Field in PersonalField<Event["data"]>]: OwnerOf };
}

type Json = ReturnType<EventType["schema"]["parse"]>;

type Written<Data> = { [Field in keyof Data]: Exclude<Data[Field], null> };

type PersonalField<Data> = { [Field in keyof Data]-?: null extends Data[Field] ? Field : never }[keyof Data] & string;
