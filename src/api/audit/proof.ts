import { z } from "zod";
import type { Checkpoint } from "../../proof/checkpoint.ts";
import { Queue } from "../../platform/queue.ts";
import { mapProofJson, type MapProofJson } from "../../proof/map-proof-json.ts";
import type { Proofs } from "../../proof/proofs.ts";
import type { Api, ApiServer } from "../parts.ts";
import { invalidField, notFound } from "../problem.ts";
import { count, described, list, named } from "../schemas/described.ts";
import { eventCount } from "./event-count.ts";
import { proved } from "./proof-problems.ts";

const query = z.strictObject({
  kind: z.enum(["inclusion", "consistency", "conversation"]),
  index: eventCount.describe("inclusion: of the event, from 0."),
  size: eventCount.describe(
    "inclusion, conversation: of the checkpoint that the proof leads to; by default the last one's.",
  ),
  from: eventCount.describe("consistency: the size of the earlier tree."),
  to: eventCount.describe("consistency: that of the later one; by default the last checkpoint's."),
  conversation_id: z.string().max(64).optional().describe("conversation: its id."),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const hashes = list(hash);

const inclusion = named(
  z.object({ kind: z.literal("inclusion"), index: count, size: count, proof: hashes }),
  "InclusionProof",
);

const consistency = named(
  z.object({ kind: z.literal("consistency"), from: count, to: count, proof: hashes }),
  "ConsistencyProof",
);

const path = list(z.tuple([count, hash]).readonly()).describe("From the leaf up: the bit, and the other side.");

const mapProof = described<MapProofJson>()(
  z.union([
    z.object({ count, last_index: count, running_hash: hash, path }),
    z.object({
      count: z.literal(0),
      found: z.object({ key: hash, value: hash }).nullable().describe("Where the way for its key leads."),
      path,
    }),
  ]),
  "MapProof",
);

const conversation = named(
  z.object({ kind: z.literal("conversation"), conversation_id: z.string(), size: count, map_proof: mapProof }),
  "ConversationProof",
);

type Query = z.output<typeof query>;
type Answer = z.output<typeof inclusion> | z.output<typeof consistency> | z.output<typeof conversation>;

/** For a checkpoint that is not the last one all conversations are gone through: one after the other, and few wait. */
const olderMaps = { atOnce: 1, waiting: 8 };

/** Single proofs, as docs/proof.md has them: hashes alone, so nobody has to say why they look. */
export function showProof(server: ApiServer, { proofs }: Api): void {
  const older = new Queue(olderMaps);
  server.get(
    "/api/audit/proof",
    {
      config: { access: "auditor", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Proof of an event, of an earlier log, or of a conversation's history",
        tags: ["audit"],
        querystring: query,
        response: { 200: z.discriminatedUnion("kind", [inclusion, consistency, conversation]) },
      },
    },
    async (request) => proved(() => answer({ proofs, older }, request.query)),
  );
}

interface Parts {
  readonly proofs: Proofs;
  readonly older: Queue;
}

async function answer({ proofs, older }: Parts, asked: Query): Promise<Answer> {
  const last = (await proofs.latest()) ?? (await proofs.checkpointNow());
  if (asked.kind === "inclusion") return included(proofs, asked, last);
  return asked.kind === "consistency" ? consistent(proofs, asked, last) : complete({ proofs, older }, asked, last);
}

async function included(proofs: Proofs, { index, size: given }: Query, last: Checkpoint): Promise<Answer> {
  if (index === undefined) throw invalidField("index", "Say which event.");
  const size = notAfter(last, "size", given);
  if (index >= size) throw invalidField("index", `It has to be below ${size}.`);
  const [audit = []] = await proofs.inclusionOf([index], size);
  return { kind: "inclusion", index, size, proof: audit.map(hex) };
}

async function consistent(proofs: Proofs, { from, to: given }: Query, last: Checkpoint): Promise<Answer> {
  if (from === undefined) throw invalidField("from", "Say from which size.");
  const to = notAfter(last, "to", given);
  if (from > to) throw invalidField("from", `It can't be above ${to}.`);
  return { kind: "consistency", from, to, proof: (await proofs.consistency(from, to)).map(hex) };
}

async function complete(
  { proofs, older }: Parts,
  { conversation_id: id, size }: Query,
  last: Checkpoint,
): Promise<Answer> {
  if (id === undefined) throw invalidField("conversation_id", "Say which conversation.");
  const checkpoint = size === undefined ? last : await proofs.ofSize(size);
  if (!checkpoint) throw notFound();
  const prove = () => proofs.conversationsAt([id], checkpoint);
  const [proof] = checkpoint.number === last.number ? await prove() : await older.run(prove);
  if (!proof) throw notFound();
  return { kind: "conversation", conversation_id: id, size: checkpoint.size, map_proof: mapProofJson(proof) };
}

function notAfter({ size }: Checkpoint, field: string, given = size): number {
  if (given > size) throw invalidField(field, `The last checkpoint is of ${size} events.`);
  return given;
}

const hex = (bytes: Buffer): string => bytes.toString("hex");
