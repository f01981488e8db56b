import { LRUCache } from "lru-cache";
import type pg from "pg";
import { atMost } from "../platform/at-most.ts";
import { Listener } from "../platform/postgres/listener.ts";
import type { Auth } from "./auth.ts";
import { Together } from "../platform/together.ts";
import { authenticateAll, type Authenticated } from "./sessions.ts";

const maxKnown = 50_000;
/** What nobody says, such as the end of the 90 days, is noticed after so long. */
const knownForMs = 30_000;
/** Thousands who come at once are asked for in few questions. */
const questions = { atOnce: 4, most: 100 };

export interface KnownSessionsOptions {
  readonly auth: Auth;
  /** For the connection that listens. */
  readonly connection: pg.ClientConfig;
  readonly report: (sentence: string) => void;
}

/**
 * Who comes with a token, asked of the database once and remembered while this process can hear of sessions that end;
 * while it cannot, nothing is remembered. Whoever ends sessions says so here, and every process forgets them.
 */
export class KnownSessions {
  readonly #asked: Together<string, Authenticated>;
  readonly #listener: Listener;
  readonly #tokens = new Map<string, string>();
  readonly #known = new LRUCache<string, Authenticated>({
    ...atMost(maxKnown),
    ttl: knownForMs,
    dispose: ({ sessionId }) => this.#tokens.delete(sessionId),
  });
  readonly #onEnded: ((sessionIds: readonly string[]) => void)[] = [];
  #mayRemember = false;
  /** Counts what was forgotten: an answer that was on its way meanwhile is not remembered. */
  #forgotten = 0;

  constructor({ auth, connection, report }: KnownSessionsOptions) {
    this.#asked = new Together({ ask: (tokens) => authenticateAll(auth, tokens), ...questions });
    this.#listener = new Listener(connection, {
      channel: "verbatim_sessions",
      onNotification: (payload) => this.#forget(payload.split(",")),
      onListening: () => (this.#mayRemember = true),
      onLost: () => this.#forgetAll(),
      report,
    });
  }

  open(): void {
    this.#listener.open();
  }

  /** Told of sessions that end, in whatever process; not while this one cannot hear of them. */
  onEnded(listener: (sessionIds: readonly string[]) => void): void {
    this.#onEnded.push(listener);
  }

  /** Null when the token is none, or over, or its account is disabled. */
  async authenticate(token: string): Promise<Authenticated | null> {
    const known = this.#known.get(token);
    if (known) return known;
    const before = this.#forgotten;
    const found = (await this.#asked.answerTo(token)) ?? null;
    if (found && this.#mayRemember && before === this.#forgotten) this.#remember(token, found);
    return found;
  }

  /** Ends what these sessions hold, here at once and in the other processes as soon as they hear of it. */
  async ended(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    this.#forget(sessionIds);
    await this.#listener.notify(sessionIds.join(","));
  }

  async close(): Promise<void> {
    await this.#listener.close();
    this.#forgetAll();
  }

  #remember(token: string, found: Authenticated): void {
    this.#known.set(token, found);
    this.#tokens.set(found.sessionId, token);
  }

  #forget(sessionIds: readonly string[]): void {
    this.#forgotten += 1;
    for (const id of sessionIds) this.#known.delete(this.#tokens.get(id) ?? "");
    for (const tell of this.#onEnded) tell(sessionIds);
  }

  #forgetAll(): void {
    this.#forgotten += 1;
    this.#mayRemember = false;
    this.#known.clear();
  }
}
