import { checkpointJson, type Checkpoint } from "../../proof/checkpoint.ts";
import { mapProofJson } from "../../proof/map-proof-json.ts";
import type { MapProof, Proofs } from "../../proof/proofs.ts";
import type { ExportedEvent } from "./exported-event.ts";
import { line, type Line } from "./ndjson-lines.ts";
import { provedPages, type Proved } from "./proved-pages.ts";

/** What an export with proofs is of. Events come in the order of the log. */
export type ExportSource =
  | {
      /** Whole conversations, each proved to be complete. */
      readonly scope: "conversations";
      readonly conversationIds: Iterable<string>;
      eventsOf(conversationId: string): AsyncIterable<ExportedEvent>;
    }
  | {
      /** Events from here and there, each proved, but not that they are all. Those that are not shown are left out. */
      readonly scope: "selection";
      events(): AsyncIterable<ExportedEvent>;
    };

export interface NdjsonExport {
  readonly source: ExportSource;
  readonly proofs: Proofs;
  /** What everything is proved towards. Later events are not in the export: make it before the events are read. */
  readonly checkpoint: Checkpoint;
  /** The one that the auditor kept, as this server made it; null when they named none. */
  readonly kept: Checkpoint | null;
}

/** How many conversations are asked of the map at once. */
const conversationsAtOnce = 1_000;

/**
 * The lines of an export that can be verified without this server, in the format of docs/proof.md. Memory does not grow
 * with the export. It ends with a footer; without one it was cut off, for instance by an error here.
 */
export async function* ndjsonExport(given: NdjsonExport): AsyncGenerator<string> {
  const { source, proofs, checkpoint, kept } = given;
  yield line({
    kind: "header",
    format: "verbatim.export.v1",
    scope: source.scope,
    checkpoint: { ...checkpointJson(checkpoint) },
    kept: kept && { size: kept.size, proof: (await proofs.consistency(kept.size, checkpoint.size)).map(hex) },
  });
  const counts = { conversations: 0, events: 0 };
  if (source.scope === "selection") {
    for await (const proved of provedPages(source.events(), given)) {
      if (!proved.isShown) continue;
      counts.events += 1;
      yield line(eventLine(proved));
    }
  } else {
    for (const ids of chunksOf(source.conversationIds, conversationsAtOnce)) {
      const now = await proofs.conversationsAt(ids, checkpoint);
      const then = kept && (await proofs.conversationsAt(ids, kept));
      for (const [at, id] of ids.entries()) {
        counts.conversations += 1;
        yield line({ kind: "conversation", conversation_id: id, now: entry(now[at]), kept: then && entry(then[at]) });
        let number = 0;
        for await (const proved of provedPages(source.eventsOf(id), given)) {
          number += 1;
          yield line({ ...(proved.isShown ? eventLine(proved) : withheldLine(proved)), number });
        }
        counts.events += number;
      }
    }
  }
  yield line({ kind: "footer", ...counts });
}

function eventLine({ event, index, opened, proof }: Proved): Line {
  const { stream, revision, id, type, data, metadata } = event;
  const fields = Object.entries(opened).map(([name, { salt, text }]) => [name, { salt: hex(salt), text }]);
  const words = Object.fromEntries(fields) as Line;
  return {
    kind: "event",
    index,
    stream,
    revision,
    id,
    type,
    data,
    metadata,
    opened: words,
    proof: proof.map(hex),
  };
}

const withheldLine = ({ index, leaf, proof }: Proved): Line => ({
  kind: "withheld",
  index,
  leaf: hex(leaf),
  proof: proof.map(hex),
});

function entry(proof: MapProof | undefined): Line {
  if (!proof) throw new Error("Not every conversation that was named was proved.");
  return mapProofJson(proof);
}

function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const hex = (bytes: Buffer): string => bytes.toString("hex");
