import type { Pool } from "pg";
import type { ConversationId } from "../domain/ids.ts";

/** Which conversation a request to start one is for, by a UUID made of its sender and key. */
export interface StartKeys {
  /** @returns the conversation that the key is for from now on, which is another one where it was used before. */
  claim(keyId: string, conversationId: ConversationId): Promise<Claim>;
  /** Gives a claim of long ago, of which nothing came, to another conversation. @returns whether it was still there */
  takeOver(keyId: string, claims: { readonly from: ConversationId; readonly to: ConversationId }): Promise<boolean>;
  /** Nothing came of it. */
  release(keyId: string, conversationId: ConversationId): Promise<void>;
}

export interface Claim {
  readonly conversationId: ConversationId;
  /** Whether it may be carried out at this moment. */
  readonly isFresh: boolean;
}

/** Seconds: no request takes longer. */
const freshFor = 60;

/** In `commands.started_by_key`, for all processes. */
export class StartKeysInTable implements StartKeys {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async claim(keyId: string, conversationId: ConversationId): Promise<Claim> {
    const { rows } = await this.#pool.query<Claim>(
      `insert into commands.started_by_key as known (key_id, conversation_id) values ($1, $2)
       on conflict (key_id) do update set claimed_at = case
         when known.conversation_id = excluded.conversation_id then now() else known.claimed_at end
       returning conversation_id as "conversationId", claimed_at > now() - $3 * interval '1 s' as "isFresh"`,
      [keyId, conversationId, freshFor],
    );
    const [claim] = rows;
    if (!claim) throw new Error("A key was claimed, and there is no row of it.");
    return claim;
  }

  async takeOver(keyId: string, { from, to }: { from: ConversationId; to: ConversationId }): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update commands.started_by_key set conversation_id = $3, claimed_at = now()
       where key_id = $1 and conversation_id = $2 and claimed_at <= now() - $4 * interval '1 s'`,
      [keyId, from, to, freshFor],
    );
    return rowCount === 1;
  }

  async release(keyId: string, conversationId: ConversationId): Promise<void> {
    await this.#pool.query("delete from commands.started_by_key where key_id = $1 and conversation_id = $2", [
      keyId,
      conversationId,
    ]);
  }
}

/** In this process alone. */
export class StartKeysInMemory implements StartKeys {
  readonly #claims = new Map<string, ConversationId>();

  claim(keyId: string, conversationId: ConversationId): Promise<Claim> {
    const known = this.#claims.get(keyId) ?? conversationId;
    this.#claims.set(keyId, known);
    return Promise.resolve({ conversationId: known, isFresh: true });
  }

  takeOver(): Promise<boolean> {
    return Promise.resolve(false);
  }

  release(keyId: string): Promise<void> {
    this.#claims.delete(keyId);
    return Promise.resolve();
  }
}
