import { made, Person } from "../../support/api-client.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";

/** Whose streams are open: two devices of one person, and somebody of each standing. */
export const names = ["ada", "phone", "bob", "fay", "dan", "eve"] as const;
export type Name = (typeof names)[number];

export interface Cast {
  /** Owns what is started here, and has blocked fay. */
  readonly ada: Person;
  readonly phone: Person;
  readonly bob: Person;
  /** A member like others, whom ada has blocked. */
  readonly fay: Person;
  /** Was a member of each conversation before it begins. */
  readonly dan: Person;
  /** Is a member of none. */
  readonly eve: Person;
  /** The administrator, who listens to nothing. */
  readonly root: Person;
}

/** What each of them heard between two moments. */
export type HeardByEach = Readonly<Record<Name, readonly Heard[]>>;

interface Synced {
  readonly events: readonly Heard[];
  readonly has_more: boolean;
}

/** All of them listen to their streams; in a conversation that they all share it is said when something begins and ends. */
export class Watchers {
  readonly cast: Cast;
  readonly #streams: ReadonlyMap<Name, StreamClient>;
  readonly #common: string;
  #said = 0;

  private constructor(cast: Cast, streams: ReadonlyMap<Name, StreamClient>, common: string) {
    this.cast = cast;
    this.#streams = streams;
    this.#common = common;
  }

  static async gather(url: string): Promise<Watchers> {
    const root = await Person.register(url, "root");
    const ada = await Person.register(url, "ada");
    const [bob, fay] = [await Person.register(url, "bob"), await Person.register(url, "fay")];
    const [dan, eve] = [await Person.register(url, "dan"), await Person.register(url, "eve")];
    const cast = { ada, phone: await ada.login(), bob, fay, dan, eve, root };
    made(await ada.post(`/api/users/${fay.id}/block`));
    const everybody = [bob, fay, dan, eve].map(({ id }) => id);
    const { id: common } = await ada.start({ kind: "group", name: "All of us", member_ids: everybody });
    const streams = new Map<Name, StreamClient>();
    for (const name of names) streams.set(name, await StreamClient.connect({ url, token: cast[name].token ?? "" }));
    return new Watchers(cast, streams, common);
  }

  /** What happens in between and is kept, as each is told live, and as each is told who asks for it afterwards. */
  async during(
    something: () => Promise<unknown>,
  ): Promise<{ readonly live: HeardByEach; readonly synced: HeardByEach }> {
    const begin = await this.say();
    const from = this.#each((stream) => stream.kept().length);
    await something();
    const end = await this.say();
    const live = this.#each((stream, name) => stream.kept().slice(from[name], -1));
    const synced: Partial<Record<Name, readonly Heard[]>> = {};
    for (const name of names) synced[name] = (await this.#syncedBy(name, { begin, end })).slice(0, -1);
    return { live, synced: synced as HeardByEach };
  }

  stream(name: Name): StreamClient {
    const found = this.#streams.get(name);
    if (!found) throw new Error(`${name} has no stream.`);
    return found;
  }

  async leave(): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.cut()));
  }

  /** Settles when everybody has heard it, and all that was told before. @returns its place */
  async say(): Promise<string> {
    const content = `This is said at ${++this.#said}.`;
    const { after } = await this.cast.ada.send(this.#common, content);
    const isHeard = (stream: StreamClient): boolean => JSON.stringify(stream.kept().at(-1) ?? null).includes(content);
    await Promise.all([...this.#streams.values()].map((stream) => stream.until(() => isHeard(stream))));
    return after;
  }

  async #syncedBy(name: Name, { begin, end }: { begin: string; end: string }): Promise<readonly Heard[]> {
    const query = new URLSearchParams({ after: begin, min_position: end, limit: "100" });
    const { events, has_more: isMore } = made(await this.cast[name].get<Synced>(`/api/sync?${query.toString()}`));
    if (isMore) throw new Error("One page was to be enough.");
    return events;
  }

  #each<Value>(ask: (stream: StreamClient, name: Name) => Value): Record<Name, Value> {
    const answers = [...this.#streams].map(([name, stream]) => [name, ask(stream, name)] as const);
    return Object.fromEntries(answers) as Record<Name, Value>;
  }
}
