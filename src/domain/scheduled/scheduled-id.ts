declare const brand: unique symbol;

export type ScheduledId = string & { readonly [brand]: "scheduled" };

/** Of the same harmless characters as all ids: they are part of stream names and URLs. */
const isScheduledId = (value: unknown): value is ScheduledId =>
  typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);

/** For an id that was made here. @throws TypeError for what is no id. */
export function scheduledId(text: string): ScheduledId {
  if (!isScheduledId(text)) throw new TypeError("That is no scheduled message's id.");
  return text;
}
