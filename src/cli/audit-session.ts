import type { LogForAudit } from "../audit/log-for-audit.ts";
import { pointFrom, stretchOf, type Point } from "../audit/stretch.ts";
import { accountOf, credentialsByLogin } from "../auth/accounts.ts";
import { createCommandContext } from "../commands/create-context.ts";
import { recordLook } from "../commands/record-look.ts";
import type { CommandContext } from "../commands/context.ts";
import { conversationStream } from "../commands/streams.ts";
import { readConfig } from "../config.ts";
import { projectionsPool } from "../connections.ts";
import type { LookedAt } from "../domain/audit/events.ts";
import { isConversationId, userId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { Epoch, Position } from "../event-store/port.ts";
import { openFoundation, type Foundation } from "../foundation.ts";
import { openQueryPool } from "../platform/postgres/query-pool.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { PositionWatch } from "../projections/positions.ts";
import { openReads } from "../projections/queries/open-reads.ts";
import type { Stretch } from "../projections/reads/audit.ts";
import type { Reads } from "../projections/reads/reads.ts";
import { ProjectionThread } from "../projections/thread-handle.ts";

/** An auditor at the command line. */
export interface AuditSession extends AsyncDisposable {
  readonly auditor: UserId;
  readonly foundation: Foundation;
  readonly commands: CommandContext;
  readonly reads: Reads;
  readonly log: LogForAudit;
  readonly epoch: Epoch;
  /** Has it on record before anything is shown, and gives the log's end of then, up to which all is known. */
  look(what: LookedAt & { readonly reason: string; readonly query?: string }): Promise<Position>;
  /** The log's end, once it is known up to there where everything is. */
  readTo(): Promise<Position>;
}

const patienceMs = 2_000;
/** As long as it takes to read the whole log anew, where no server runs that has done so. */
const longPatienceMs = 24 * 3_600_000;

/** @throws StartRefused for whoever lacks the role. */
export async function openAuditSession(
  as: string,
  roles: readonly ("auditor" | "administrator")[] = ["auditor"],
): Promise<AuditSession> {
  const config = readConfig(process.env);
  const report = console.error;
  await using opened = new AsyncDisposableStack();
  const foundation = opened.use(await openFoundation(config, { as: "visitor", report }));
  const { pool, databaseUrl, store } = foundation;
  const auditor = await personWithRole(foundation, as, roles);
  const clock = (): string => new Date().toISOString();
  const commands = opened.adopt(createCommandContext({ ...foundation, clock, report }), (each) => each.close());
  const queries = { size: 2, timeoutSeconds: config.pool.timeout, recycleSeconds: config.pool.recycle };
  const queryPool = opened.adopt(await openQueryPool(databaseUrl, queries), (each) => each.end());
  const reads = openReads(queryPool);
  const connection = { connectionString: databaseUrl };
  const watch = opened.adopt(new PositionWatch({ pool, connection, report }), (each) => each.close());
  const { dataDir, secretKey, eventStoreUrl, eventStorePrefix } = config;
  const settings = { databaseUrl, eventStoreUrl, eventStorePrefix, dataDir, secretKey, poolSize: projectionsPool };
  /** Whoever has the read models' leases keeps them; where no server runs they are brought up to date here. */
  const reading = async (head: Position): Promise<void> => {
    const models = ["audit", "users"];
    if ((await watch.waitFor(models, head, { timeoutMs: patienceMs })).kind === "reached") return;
    const thread = new ProjectionThread({ settings, report });
    thread.start();
    try {
      await watch.waitFor(models, head, { timeoutMs: longPatienceMs });
    } finally {
      await thread.close();
    }
  };
  const readTo = async (): Promise<Position> => {
    const head = await store.head();
    await reading(head);
    return head;
  };
  const all = opened.move();
  return {
    auditor,
    foundation,
    commands,
    reads,
    log: { store, codec: foundation.codec, places: reads.audit },
    epoch: await store.epoch(),
    readTo,
    async look(what) {
      const outcome = await recordLook(commands, { ...what, actor: auditor });
      if (outcome.kind === "refused") throw new StartRefused("--reason", outcome.refusal.detail);
      return readTo();
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  } satisfies AuditSession;
}

async function personWithRole(
  { pool }: Foundation,
  name: string,
  roles: readonly ("auditor" | "administrator")[],
): Promise<UserId> {
  const account = await accountNamed({ pool }, name);
  if (!account?.roles.some((role) => roles.some((wanted) => wanted === role)) || account.isDisabled)
    throw new StartRefused("--as", `${name} is no ${roles.join(" or ")}.`);
  return userId(account.userId);
}

/** Also one that was deleted. @throws StartRefused where there never was one. */
export async function conversationGiven(
  { commands }: Pick<AuditSession, "commands">,
  id: string,
): Promise<ConversationId> {
  const isThere =
    isConversationId(id) && (await commands.conversations.current(conversationStream(id))).state.status !== "missing";
  if (!isThere) throw new StartRefused(id, "there is no conversation of this id.");
  return id;
}

/** By username or id. */
export async function accountNamed({ pool }: Pick<Foundation, "pool">, name: string) {
  const auth = { pool, now: () => new Date(), registration: "closed" as const };
  const found = await credentialsByLogin(auth, name);
  return accountOf(auth, found?.userId ?? name);
}

/** Both ends, as they were given. @throws StartRefused */
export async function stretchGiven(
  { epoch, reads }: Pick<AuditSession, "epoch" | "reads">,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  head: Position,
): Promise<Stretch> {
  return stretchOf(reads.audit, { from: pointGiven("--from", from, epoch), to: pointGiven("--to", to, epoch) }, head);
}

export function pointGiven(option: string, text: string | undefined, epoch: Epoch): Point | null {
  if (text === undefined) return null;
  const point = pointFrom(text, epoch);
  if (typeof point !== "string") return point;
  const why = point === "neither" ? "neither a position nor a time" : "a position of another epoch";
  throw new StartRefused(option, `${text} is ${why}.`);
}
