/** Something that happened, in the past tense: an event's type and what it says. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Why a command is refused; the codes are the API's. */
export const refusalCodes = [
  "validation_failed",
  "forbidden",
  "not_found",
  "conflict",
  "gone",
  "edit_window_closed",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** A sentence for whoever asked. */
  readonly detail: string;
}

/** What a decider answers: what happened (nothing, where there is nothing to do), or a refusal. */
export type Decision<Event extends DomainEvent> =
  { readonly kind: "happened"; readonly events: readonly Event[] } | Refused;

export interface Refused {
  readonly kind: "refused";
  readonly refusal: Refusal;
}

/** There was nothing to do: it is so already. */
export const nothing = { kind: "happened", events: [] } as const;

export function happened<Type extends string, Data>(type: Type, data: Data): Decision<DomainEvent<Type, Data>> {
  return { kind: "happened", events: [{ type, data }] };
}

/** Several things at once: all of them are appended, or none. */
export function allHappened<Event extends DomainEvent>(events: readonly Event[]): Decision<Event> {
  return { kind: "happened", events };
}

export function refuse(code: RefusalCode, detail: string = defaults[code]): Refused {
  return { kind: "refused", refusal: { code, detail } };
}

const defaults: Readonly<Record<RefusalCode, string>> = {
  validation_failed: "Something in the request does not fit.",
  forbidden: "You may not do this here.",
  not_found: "There is nothing here.",
  conflict: "This does not go together with how things stand.",
  gone: "It was deleted.",
  edit_window_closed: "It can't be edited any more.",
};
