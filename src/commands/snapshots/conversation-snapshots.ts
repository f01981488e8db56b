import type { Pool } from "pg";
import type { Conversation } from "../../domain/conversation/conversation.ts";
import type { KeyName, Keys } from "../../event-store/codec/event-type.ts";
import { KeyDestroyed, seal, unseal, type SealedField } from "../../event-store/codec/seal.ts";
import type { Snapshot, Snapshots } from "../deciding/snapshots.ts";
import { conversationOf } from "../streams.ts";
import {
  conversationIn,
  conversationText,
  conversationTextVersion,
  type ConversationWords,
} from "./conversation-text.ts";

interface Row {
  readonly revision: number;
  readonly event_id: string;
  readonly state: string;
  /** Sealed, as JSON; null where there is none. */
  readonly words: SealedField | null;
}

const noWords: ConversationWords = { name: null, description: null };

/** The table commands.snapshots. A conversation's name and description are sealed under its own key. */
export class ConversationSnapshots implements Snapshots<Conversation> {
  readonly #pool: Pool;
  readonly #keys: Keys;

  constructor(pool: Pool, keys: Keys) {
    this.#pool = pool;
    this.#keys = keys;
  }

  async load(stream: string): Promise<Snapshot<Conversation> | null> {
    const { rows } = await this.#pool.query<Row>({
      name: "load snapshot",
      text: "select revision, event_id, state, words from commands.snapshots where stream = $1 and version = $2",
      values: [stream, conversationTextVersion],
    });
    const [row] = rows;
    const state = row && conversationIn(row.state, await this.#opened(stream, row.words));
    return state ? { state, revision: row.revision, eventId: row.event_id } : null;
  }

  async save(stream: string, { state, revision, eventId }: Snapshot<Conversation>): Promise<void> {
    const words = await this.#sealed(stream, state);
    await this.#pool.query({
      name: "save snapshot",
      text: `
      insert into commands.snapshots as kept (stream, revision, event_id, version, state, words)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (stream) do update set revision = excluded.revision, event_id = excluded.event_id,
        version = excluded.version, state = excluded.state, words = excluded.words, written_at = now()
      where kept.version <> excluded.version or kept.revision < excluded.revision`,
      values: [stream, revision, eventId, conversationTextVersion, conversationText(state), words],
    });
  }

  async #sealed(stream: string, { name, description }: ConversationWords): Promise<SealedField | null> {
    if (name === null && description === null) return null;
    const keyName = keyNameOf(stream);
    const key = (await this.#keys.forSealing([keyName])).get(keyName);
    try {
      return key ? seal({ name, description }, [key], placeOf(stream)) : null;
    } catch (error) {
      if (error instanceof KeyDestroyed) return null;
      throw error;
    }
  }

  async #opened(stream: string, words: SealedField | null): Promise<ConversationWords> {
    if (!words) return noWords;
    const found = await this.#keys.forOpening(new Set(words.keys));
    const keys = words.keys.flatMap((id) => found.get(id) ?? []);
    return wordsIn(unseal(words, keys, placeOf(stream)));
  }
}

function wordsIn(opened: unknown): ConversationWords {
  if (typeof opened !== "object" || opened === null) return noWords;
  const { name, description } = opened as Record<keyof ConversationWords, unknown>;
  return { name: textOrNull(name), description: textOrNull(description) };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

const keyNameOf = (stream: string): KeyName => `conversation:${conversationOf(stream) ?? stream}`;

/** Binds the words to this stream's snapshots. */
const placeOf = (stream: string): string => `snapshot ${stream}`;
