declare const brand: unique symbol;

export type TeamId = string & { readonly [brand]: "team" };

/** Of the same harmless characters as all ids: they are part of stream names and URLs. */
export const isTeamId = (value: unknown): value is TeamId =>
  typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);

/** For an id that was made here. @throws TypeError for what is no id. */
export function teamId(text: string): TeamId {
  if (!isTeamId(text)) throw new TypeError("That is no team's id.");
  return text;
}
