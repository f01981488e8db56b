import { isSpoken, type LogLine } from "./log-line.ts";
import { foldNick } from "./nick.ts";

/**
 * Whose each line of one file is: for a line with a nick, the nick that its person is known by, as it was written.
 *
 * A nick belongs to one person at a time. A renaming hands it on, so that who speaks as `foo`, `foo|away` and `foo_` is
 * one person, and two people who both called themselves `guru` for an hour are two. A joining begins anew, for
 * whoever had the nick must have gone; a leaving ends it.
 */
export function whoSpeaks(lines: readonly LogLine[]): readonly (string | null)[] {
  const holders = new Map<string, Holder>();
  const found = lines.map((line) => ("nick" in line ? holderOf(line, holders) : null));
  return found.map((holder) => holder && knownAs([...holder.values()]));
}

/** A person as far as the file can tell: their nicks, the first one first. */
type Holder = Map<string, UsedNick>;

interface UsedNick {
  readonly nick: string;
  /** Lines said under it. */
  readonly said: number;
}

function holderOf(line: Extract<LogLine, { nick: string }>, holders: Map<string, Holder>): Holder {
  const nick = foldNick(line.nick);
  if (line.kind === "join") holders.delete(nick);
  const holder = holders.get(nick) ?? new Map<string, UsedNick>();
  holders.set(nick, holder);
  use(holder, line.nick, isSpoken(line) ? 1 : 0);
  if (line.kind === "leave" || line.kind === "kick") holders.delete(nick);
  if (line.kind === "rename") {
    holders.delete(nick);
    holders.set(foldNick(line.newNick), holder);
    use(holder, line.newNick, 0);
  }
  return holder;
}

function use(holder: Holder, nick: string, said: number): void {
  const used = holder.get(foldNick(nick)) ?? { nick, said: 0 };
  holder.set(foldNick(nick), { ...used, said: used.said + said });
}

/** The nick that most was said under, or the one that it is a variant of: of `foo_` and `foo` it is `foo`. */
function knownAs(nicks: readonly UsedNick[]): string {
  const own = nicks.filter(({ nick }) => !isGivenByTheNetwork(nick));
  const [most] = (own.length > 0 ? own : nicks).toSorted((one, other) => other.said - one.said);
  if (!most) throw new RangeError("Somebody without a nick.");
  const plain = own.map(({ nick }) => nick).filter((nick) => isVariant(most.nick, nick));
  return plain.toSorted((one, other) => one.length - other.length)[0] ?? most.nick;
}

/** Guest123 is for a moment, and somebody else's tomorrow. */
const isGivenByTheNetwork = (nick: string): boolean => /^guest\d+$/i.test(nick);

/** `foo_`, `foo|away`, `foo2` of `foo`. */
function isVariant(nick: string, of: string): boolean {
  const rest = nick.slice(of.length);
  return of.length >= 2 && foldNick(nick).startsWith(foldNick(of)) && /^[^A-Za-z]/.test(rest);
}
