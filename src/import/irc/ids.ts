import { namedUuid } from "../../commands/deciding/event-id.ts";
import { userId, type UserId } from "../../domain/ids.ts";
import { foldNick } from "./nick.ts";

/** The account that rooms are opened by, and that says what nobody of the channel said. */
export const importerId: UserId = idOf(["importer"]);

/** Whoever is known by this nick in this channel: the same at each import. */
export function personId(channel: string, nick: string): UserId {
  return idOf(["person", channel.toLowerCase(), foldNick(nick)]);
}

/** What the keys of a file's lines begin with. */
export function logKey(log: string): string {
  return `irc:${log.length <= maxLogName ? log : idOf(["log", log])}`;
}

const maxLogName = 70;

/** What a line's event is known by again. Its parts, such as a joining before the words, have keys of their own. */
export function lineKey(log: string, line: number, part?: string): string {
  return part ? `${logKey(log)}:${line}:${part}` : `${logKey(log)}:${line}`;
}

/** The file's part of a line's key; null for the key of anything else. */
export function logKeyIn(key: string): string | null {
  return /^(irc:.+):\d+(?::[a-z]+)?$/s.exec(key)?.[1] ?? null;
}

function idOf(name: readonly string[]): UserId {
  return userId(namedUuid(["irc", ...name]));
}
