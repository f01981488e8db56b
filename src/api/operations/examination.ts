import { z } from "zod";
import { processName } from "../../presence/process-name.ts";
import { findingStates } from "../../doctor/finding.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list, named, time } from "../schemas/described.ts";

const saying = z.object({
  code: z.string().describe("Stable, such as `disk.free`."),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe("What the sentence names."),
});

const finding = named(
  z.object({
    about: z.string().describe("What was looked at: postgres, log, data, models, jobs, proof, mail or redis."),
    state: z.enum(findingStates).describe("warning: it works, and may not for long, or not as it should."),
    sentence: z.string().describe("What was found and what to do about it, in English."),
    saying: saying.nullable().describe("The same for whoever says it in another language; null of what is rare."),
  }),
  "Finding",
);

/** What `verbatim doctor` looks at, as far as it can be looked at from inside. */
export function showExamination(server: ApiServer, { examination }: Api): void {
  server.get(
    "/api/operations/examination",
    {
      config: { access: "operator", reads: [] },
      schema: {
        summary: "What the deployment stands on, and what to do where something is wrong",
        description: "As the process that answers sees it. It looks every fifteen seconds at most.",
        tags: ["operations"],
        response: {
          200: z.object({ process: z.string(), examined_at: time, is_well: z.boolean(), findings: list(finding) }),
        },
      },
    },
    async () => {
      const { at, findings } = await examination();
      const isWell = findings.every(({ state }) => state !== "problem");
      return { process: processName, examined_at: at.toISOString(), is_well: isWell, findings: [...findings] };
    },
  );
}
