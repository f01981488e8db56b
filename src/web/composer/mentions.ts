import { folded } from "../words/folded.ts";
import type { Member, Person } from "../wire/shapes.ts";

/** What stands between an @ and the caret, and where that @ is. */
export interface Asked {
  readonly query: string;
  readonly from: number;
}

/** An @ begins a name at the start and after white space; a name has three words at most. */
export function askedAt(text: string, caret: number): Asked | null {
  const match = /(?:^|\s)@([^\s@]*(?: [^\s@]+){0,2})$/u.exec(text.slice(0, caret));
  const query = match?.[1];
  return query === undefined ? null : { query, from: caret - query.length - 1 };
}

const mostShown = 6;

/** Whose name or username has what was typed: those that begin with it first. Marks on letters do not count. */
export function matching(members: readonly Member[], query: string, myId: string | null): readonly Member[] {
  const wanted = folded(query);
  const found = members.filter(({ user }) => user.id !== myId && !user.is_erased && rank(user, wanted) < none);
  return found.toSorted((a, b) => rank(a.user, wanted) - rank(b.user, wanted)).slice(0, mostShown);
}

const none = 3;

function rank({ display_name, username }: Person, wanted: string): number {
  const name = folded(display_name);
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`) || folded(username ?? "").startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : none;
}

/** Whom a text mentions: the members whose name or username stands in it after an @. */
export function mentionedIn(text: string, members: readonly Member[]): readonly string[] {
  const words = text.toLowerCase();
  return members
    .filter(({ user: { display_name, username } }) =>
      [display_name, username].some((name) => name !== null && name !== "" && stands(words, `@${name.toLowerCase()}`)),
    )
    .map(({ user }) => user.id);
}

export function mentionsAll(text: string): boolean {
  return stands(text.toLowerCase(), "@all");
}

/** Whole: @ann does not stand in @anna. */
function stands(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}_]/u.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
