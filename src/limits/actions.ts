import type { Rule } from "./bucket.ts";

const periods = {
  second: { ms: 1_000, text: "a second" },
  minute: { ms: 60_000, text: "a minute" },
  hour: { ms: 3_600_000, text: "an hour" },
} as const;

/** What is counted, by what it is called in a refusal, and for which time its setting gives a number. */
export const actions = {
  send: { what: "messages", per: "second" },
  typing: { what: "signs of typing", per: "second" },
  reaction: { what: "reactions", per: "second" },
  edit: { what: "edits", per: "second" },
  delete: { what: "deletions", per: "second" },
  search: { what: "searches", per: "second" },
  history: { what: "pages of history", per: "second" },
  call: { what: "signals of calls", per: "second" },
  /** Whatever else changes something. */
  command: { what: "requests", per: "second" },
  /** Whatever else is asked. */
  query: { what: "requests", per: "second" },
  /** Of a conversation, all senders together. */
  room: { what: "messages in this conversation", per: "second" },
  /** Of a person in a conversation. */
  sameText: { what: "messages with the same words", per: "minute" },
  /** Of an address. */
  login: { what: "logins from this address", per: "minute" },
  /** Of an account, whether it exists or not. */
  failedLogin: { what: "failed logins to this account", per: "minute" },
  /** Of an address. */
  registration: { what: "registrations from this address", per: "hour" },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly per: keyof typeof periods }>>;

export type Action = keyof typeof actions;

/** How many of each in its time. */
export type Rates = Readonly<Record<Action, number>>;

/** At once goes what two seconds bring, five at least; of what counts by the minute or the hour, all of it. */
export function ruleOf(action: Action, rates: Rates): Rule {
  const { per } = actions[action];
  const rate = rates[action];
  return { everyMs: periods[per].ms / rate, burst: per === "second" ? Math.max(5, 2 * rate) : rate };
}

/** Such as "messages: at most 10 a second". */
export function limitText(action: Action, rates: Rates): string {
  const { what, per } = actions[action];
  return `${what}: at most ${rates[action]} ${periods[per].text}`;
}

export function isAction(name: string): name is Action {
  return Object.hasOwn(actions, name);
}
