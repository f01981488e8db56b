import { z } from "zod";
import { checkpointFormat, checkpointJson, type CheckpointJson } from "../../proof/checkpoint.ts";
import type { Api, ApiServer } from "../parts.ts";
import { invalidField, notFound } from "../problem.ts";
import { count, described } from "../schemas/described.ts";
import { eventCount } from "./event-count.ts";
import { proved } from "./proof-problems.ts";

const query = z.strictObject({
  size: eventCount.describe("The one of just so many events."),
  now: z
    .enum(["true", "false"])
    .default("false")
    .describe("true: one of all that the log holds now is made, unless there is one."),
});

const hex = z.string().regex(/^[0-9a-f]+$/);

const checkpoint = described<CheckpointJson>()(
  z.object({
    epoch: z.uuid(),
    format: z.literal(checkpointFormat),
    key: hex.describe("SHA-256 of the public key that it is signed with."),
    map: hex.describe("Root of the map of conversations."),
    signature: hex.describe("Ed25519."),
    size: count.describe("How many events of the log it is of."),
    time: z.string().meta({ format: "date-time" }),
    tree: hex.describe("Root of the tree of events."),
  }),
  "Checkpoint",
);

/** What the server stands by: auditors keep some of them, out of its reach. */
export function showCheckpoint(server: ApiServer, { proofs }: Api): void {
  server.get(
    "/api/audit/checkpoint",
    {
      config: { access: "auditor", problems: ["not_found", "conflict"] },
      schema: {
        summary: "The last checkpoint, to be kept; or an earlier one",
        tags: ["audit"],
        querystring: query,
        response: { 200: z.object({ checkpoint, public_key: hex.describe("Ed25519, 32 bytes.") }) },
      },
    },
    async (request) => {
      const { size, now } = request.query;
      if (size !== undefined && now === "true") throw invalidField("now", "Either a size, or now.");
      const found = await proved(async () => {
        if (size !== undefined) return proofs.ofSize(size);
        return (now === "true" ? null : await proofs.latest()) ?? proofs.checkpointNow();
      });
      if (!found) throw notFound();
      const { bytes } = await proofs.publicKey();
      return { checkpoint: checkpointJson(found), public_key: bytes.toString("hex") };
    },
  );
}
