import type { ExportFormat } from "../../domain/audit/events.ts";
import type { UserId } from "../../domain/ids.ts";
import type { Keys } from "../../event-store/codec/event-type.ts";
import { disclosedOf, type DisclosedFields } from "../../event-store/codec/disclosed.ts";
import { SealBroken } from "../../event-store/codec/seal.ts";
import type { RecordedEvent } from "../../event-store/port.ts";
import type { People } from "../../domain/user/people.ts";
import { logged } from "../../events/logged.ts";
import type { Checkpoint } from "../../proof/checkpoint.ts";
import type { Proofs } from "../../proof/proofs.ts";
import type { AuditScope } from "../../projections/reads/audit.ts";
import { peopleInEvent } from "../../wire/audit-event.ts";
import { storedPages, type LogForAudit } from "../log-for-audit.ts";
import { csvHead, csvRows } from "./csv.ts";
import { exportedRow, type AuditedLogEvent, type ExportedRow } from "./exported-row.ts";
import type { ExportedEvent } from "./exported-event.ts";
import { htmlFoot, htmlHead, htmlRows } from "./html.ts";
import { ndjsonExport, type ExportSource } from "./ndjson.ts";

export interface ExportParts {
  readonly log: LogForAudit;
  readonly keys: Keys;
  readonly proofs: Proofs;
  readonly namesOf: (ids: readonly UserId[]) => Promise<People>;
  readonly epoch: string;
}

export interface ExportAsked {
  readonly scope: AuditScope;
  /** What it is of, in a sentence. */
  readonly about: string;
  /** Asked before each page; it throws where whoever looks may do so no more. */
  readonly stillAllowed: () => Promise<void>;
}

/** What NDJSON is proved towards. It is made before it is known how far the log is read. */
export interface Towards {
  readonly checkpoint: Checkpoint;
  readonly kept: Checkpoint | null;
}

/** An export, piece by piece: the next is made when the one before was taken, so that memory does not grow with it. */
export async function* exportText(
  parts: ExportParts,
  asked: ExportAsked & { readonly format: Exclude<ExportFormat, "ndjson"> },
): AsyncGenerator<string, void, void> {
  const isHtml = asked.format === "html";
  yield isHtml ? htmlHead({ title: "Export", about: asked.about }) : csvHead;
  let events = 0;
  for await (const page of allowedPages(parts, asked)) {
    const rows = await rowsOf(parts, page);
    events += rows.length;
    yield isHtml ? htmlRows(rows) : csvRows(rows);
  }
  if (isHtml) yield htmlFoot(events);
}

/** The same with proofs, for verifying without this server: docs/proof.md. */
export function exportWithProofs(
  parts: ExportParts,
  asked: ExportAsked & { readonly towards: Towards },
): AsyncGenerator<string> {
  return ndjsonExport({ source: sourceOf(parts, asked), proofs: parts.proofs, ...asked.towards });
}

/** A conversation is exported whole, so that its completeness is proved; what was not asked for is withheld. */
function sourceOf(parts: ExportParts, asked: ExportAsked): ExportSource {
  const { conversationId, userId, after, upTo } = asked.scope;
  if (conversationId === undefined || userId !== undefined)
    return { scope: "selection", events: () => disclosed(parts, asked, () => true) };
  const isShown = ({ position }: RecordedEvent): boolean => position > after && position <= upTo;
  return {
    scope: "conversations",
    conversationIds: [conversationId],
    eventsOf: () => disclosed(parts, { ...asked, scope: { conversationId, after: 0n, upTo: lastOfAll } }, isShown),
  };
}

/** Beyond every position: what came after the checkpoint is left out by its proofs. */
const lastOfAll = 2n ** 63n - 1n;

async function* disclosed(
  parts: ExportParts,
  asked: ExportAsked,
  isShown: (event: RecordedEvent) => boolean,
): AsyncGenerator<ExportedEvent> {
  for await (const page of allowedPages(parts, asked)) {
    const opened = await disclosedWords(page.filter(isShown), parts.keys);
    let next = 0;
    for (const event of page) {
      const shown = isShown(event);
      yield { event, opened: (shown ? opened[next++] : undefined) ?? {}, isShown: shown };
    }
  }
}

/** Words that were changed where they are stored open no more: their event goes without, and its proof does not hold. */
async function disclosedWords(page: readonly RecordedEvent[], keys: Keys): Promise<readonly DisclosedFields[]> {
  try {
    return await disclosedOf(page, keys);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    if (page.length <= 1) return page.map(() => ({}));
    const opened: DisclosedFields[] = [];
    for (const event of page) opened.push(...(await disclosedWords([event], keys)));
    return opened;
  }
}

async function* allowedPages({ log }: ExportParts, { scope, stillAllowed }: ExportAsked) {
  for await (const page of storedPages(log, scope)) {
    await stillAllowed();
    yield page;
  }
}

async function rowsOf({ log, namesOf, epoch }: ExportParts, page: readonly RecordedEvent[]): Promise<ExportedRow[]> {
  const events = (await log.codec.decode(page)).map((event) => logged(event) as AuditedLogEvent);
  const people = await namesOf(events.flatMap(peopleInEvent));
  return events.map((event) => exportedRow(event, { epoch, people }));
}
