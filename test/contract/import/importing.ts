import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDecoded } from "../../../src/commands/deciding/stream-reader.ts";
import { createCommandContext } from "../../../src/commands/create-context.ts";
import { conversationStream } from "../../../src/commands/streams.ts";
import { openFoundation } from "../../../src/foundation.ts";
import { readConfig } from "../../../src/config.ts";
import type { ConversationEvent } from "../../../src/domain/conversation/events.ts";
import type { Recorded } from "../../../src/domain/recorded.ts";
import { importerId, personId } from "../../../src/import/irc/ids.ts";
import { importIrc, type ImportCounts } from "../../../src/import/irc/import-irc.ts";
import { survey, type Skipped } from "../../../src/import/irc/survey.ts";
import { migratedDatabase } from "../../support/database.ts";

export const channel = "#tea";

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onLines?: (count: number) => void;
}

/** A deployment with an empty database, and a folder to import from. */
export type Importing = Awaited<ReturnType<typeof importing>>;

export async function importing() {
  await using opened = new AsyncDisposableStack();
  const url = await migratedDatabase();
  const folder = await mkdtemp(join(tmpdir(), "verbatim-import-"));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const reports: string[] = [];
  const report = (sentence: string): void => void reports.push(sentence);
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "0" });
  const parts = opened.use(await openFoundation(config, { as: "visitor", report }));
  const auth = { pool: parts.pool, now: () => new Date(), registration: "open" as const };
  const newCommands = () => createCommandContext({ ...parts, clock: () => new Date().toISOString(), report });
  const commands = newCommands();
  const room = commands.ids.keyed(importerId, `irc:${channel}`);
  const skipped: Skipped[] = [];
  const done = opened.move();

  /** As a process of its own does it, as far as what it remembers goes. */
  async function run({ signal, onLines = () => undefined }: RunOptions = {}): Promise<ImportCounts> {
    const onSkipped = (each: Skipped): void => void skipped.push(each);
    const found = await survey(folder, onSkipped);
    const own = newCommands();
    try {
      const source = { folder, channel, survey: found, ...(signal && { signal }) };
      return await importIrc({ commands: own, auth, keys: parts.keys }, source, { onSkipped, onLines });
    } finally {
      await own.close();
    }
  }

  async function history(): Promise<Recorded<ConversationEvent>[]> {
    return (await Array.fromAsync(readDecoded<ConversationEvent>(parts, conversationStream(room), 0))).flat();
  }

  const names = new Map<string, string>([[importerId, "importer"]]);

  return {
    ...parts,
    auth,
    commands,
    folder,
    room,
    skipped,
    run,
    history,
    /** So that the transcript names them. */
    knows: (...nicks: readonly string[]) => nicks.forEach((nick) => names.set(personId(channel, nick), nick)),
    transcript: async () => (await history()).map((event) => told(event, (id) => names.get(id) ?? "somebody")),
    [Symbol.asyncDispose]: () => done.disposeAsync(),
  };
}

/** An event as a line of a script, with the hour it was said and the line it replies to. */
function told(event: Recorded<ConversationEvent>, nameOf: (id: string) => string): string {
  const at = event.imported?.originalAt.slice(0, 16) ?? "now";
  const name = nameOf(event.actor);
  switch (event.type) {
    case "MessageSent": {
      const { content, replyToId } = event.data;
      const reply = replyToId ? ` (to ${Number.parseInt(replyToId.slice(replyToId.lastIndexOf("_") + 1), 36)})` : "";
      return `${at} ${name}: ${content}${reply}`;
    }
    case "ConversationRenamed":
      return `${at} ${name} describes: ${event.data.description}`;
    case "MemberRemoved":
      return `${at} ${name} removes ${nameOf(event.data.userId)}`;
    default:
      return `${at} ${name} ${event.type}`;
  }
}
