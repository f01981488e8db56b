import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import { exportText, exportWithProofs, type ExportParts } from "../audit/export/export-text.ts";
import { exportFormats, type ExportFormat } from "../domain/audit/events.ts";
import { userId } from "../domain/ids.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { openProofs } from "../proof/open-proofs.ts";
import {
  accountNamed,
  conversationGiven,
  openAuditSession,
  pointGiven,
  stretchGiven,
  type AuditSession,
} from "./audit-session.ts";
import { looking, type Looking } from "./audit-options.ts";

interface Options extends Looking {
  readonly conversation?: string;
  readonly person?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: ExportFormat;
  readonly kept?: string;
}

export function auditExportCommand(): Command {
  return looking(
    new Command("export")
      .description("all that happened in a conversation, by a person, or in a time, as a file")
      .argument("<file>", "where to write it; it must not be there yet"),
  )
    .option("--conversation <id>")
    .option("--person <user>", "by username or id: what they did")
    .option("--from <place>", "a position, or a time (ISO 8601)")
    .option("--to <place>", "a position, or a time")
    .addOption(new Option("--format <format>", "ndjson has proofs").choices(exportFormats).default("ndjson"))
    .option("--kept <size>", "size of the checkpoint that you kept, for the proof that the log only grew since")
    .action(async (file: string, options: Options) => {
      await using session = await openAuditSession(options.as);
      const { text, total } = await exported(session, options);
      let written = 0;
      const counted = async function* (): AsyncGenerator<string> {
        for await (const piece of text) {
          yield piece;
          written += piece.length;
          if (process.stderr.isTTY)
            process.stderr.write(`\r${total} events, ${(written / 1e6).toFixed(1)} MB written `);
        }
      };
      const target = createWriteStream(file, { flags: "wx", mode: 0o600 });
      await pipeline(Readable.from(counted()), target).catch((error: unknown) => {
        throw isThere(error) ? new StartRefused(file, "it is there already.") : error;
      });
      console.error(`\n${file} holds ${total} events.`);
    });
}

const isThere = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST";

async function exported(session: AuditSession, options: Options) {
  const { reads, log, epoch, foundation } = session;
  const { reason, from, to, format, kept } = options;
  const of = await scopeGiven(session, options);
  pointGiven("--from", from, epoch);
  pointGiven("--to", to, epoch);
  const within = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const head = await session.look({ at: "export", format, reason, ...of, ...within });
  const proofs = await openProofs(foundation);
  const towards = format === "ndjson" ? await towardsNow(proofs, kept) : null;
  const scope = { ...of, ...(await stretchGiven(session, { from, to }, towards ? await session.readTo() : head)) };
  const total = await reads.audit.count(scope);
  const namesOf: ExportParts["namesOf"] = (ids) => reads.people.named(ids);
  const parts = { log, keys: foundation.keys, proofs, namesOf, epoch };
  const asked = { scope, about: `${total} events.`, stillAllowed: () => Promise.resolve() };
  const text = towards
    ? exportWithProofs(parts, { ...asked, towards })
    : exportText(parts, { ...asked, format: format === "html" ? "html" : "csv" });
  return { text, total };
}

async function towardsNow(proofs: Awaited<ReturnType<typeof openProofs>>, keptSize: string | undefined) {
  if (keptSize !== undefined && !/^\d{1,15}$/.test(keptSize))
    throw new StartRefused("--kept", "it must be the size of a checkpoint, as it stands in it.");
  const kept = keptSize === undefined ? null : await proofs.ofSize(Number(keptSize));
  if (keptSize !== undefined && !kept)
    throw new StartRefused("--kept", `there is no checkpoint of ${keptSize} events.`);
  await proofs.builder.advance({ demand: "now" });
  return { checkpoint: await proofs.checkpointNow(), kept };
}

async function scopeGiven(session: AuditSession, { conversation, person, from, to }: Options) {
  if ([conversation, person, from, to].every((each) => each === undefined))
    throw new StartRefused("--conversation", "name a conversation, a person or a time.");
  const account = person === undefined ? null : await accountNamed(session.foundation, person);
  const personId = person === undefined ? undefined : userId(account?.userId ?? person);
  return {
    ...(conversation !== undefined && { conversationId: await conversationGiven(session, conversation) }),
    ...(personId !== undefined && { userId: personId }),
  };
}
