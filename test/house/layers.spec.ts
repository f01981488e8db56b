import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { lint, root, type LintVerdict } from "./planted.ts";

type Imports = { readonly may: readonly string[]; readonly mayNot: readonly string[] };

/** Which way imports point: for a file of each folder, what it may import and what the lint refuses. */
const layers: Readonly<Record<string, Imports>> = {
  "src/domain/conversation/pin.ts": {
    may: ["./conversation.ts", "../message/events.ts"],
    mayNot: [
      ...outside("domain"),
      "zod",
      "pg",
      "node:crypto",
      "vitest",
      "../../config.ts",
      "../../../test/support/given.ts",
    ],
  },
  "src/domain/pin.ts": {
    may: ["./conversation.ts"],
    mayNot: ["../event-store/port.ts", "../events/registry.ts", "zod"],
  },
  "src/domain/conversation/pin.spec.ts": {
    may: ["./pin.ts", "vitest", "fast-check", "../../../test/support/given.ts"],
    mayNot: [...outside("domain"), "../../config.ts", "node:crypto", "pg"],
  },
  "src/events/message/sent.ts": {
    may: ["zod", "./edited.ts", "../registry.ts", "../../domain/message/events.ts", "type ../../event-store/codec.ts"],
    mayNot: [
      ...outside("events", "domain"),
      "../../event-store/codec.ts",
      "type ../../event-store/port.ts",
      "../../event-store/checkpoint.ts",
      "pg",
      "node:crypto",
    ],
  },
  "src/events/sent.spec.ts": {
    may: ["./sent.ts", "vitest", "zod", "../event-store/codec.ts", "../../test/support/given.ts"],
    mayNot: ["../commands/part.ts", "../api/part.ts", "../platform/part.ts"],
  },
  "src/event-store/postgres/read.ts": {
    may: ["./failures.ts", "../port.ts", "../../platform/part.ts", "pg", "node:crypto"],
    mayNot: [...outside("event-store", "platform"), "../../config.ts", "../../../test/support/given.ts"],
  },
  "src/event-store/read.spec.ts": {
    may: ["./port.ts", "vitest", "../platform/part.ts", "../../test/support/given.ts"],
    mayNot: ["../domain/part.ts", "../events/part.ts", "../api/part.ts"],
  },
  "src/platform/postgres/migrate.ts": {
    may: ["./embedded.ts", "../start-refused.ts", "pg", "node:fs"],
    mayNot: [...outside("platform"), "../../config.ts", "../../compose.ts", "../../compose-workers.ts"],
  },
  "src/commands/message/pin.ts": {
    may: [...inside("domain", "events", "event-store", "platform"), "./edit.ts", "node:crypto"],
    mayNot: [
      ...outside("commands", "domain", "events", "event-store", "platform"),
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/commands/message/pin.spec.ts": {
    may: ["./pin.ts", "vitest", "../../domain/part.ts", "../../../test/support/given.ts"],
    mayNot: inside("api", "gateway", "import", "web"),
  },
  "src/projections/messages/rows.ts": {
    may: [...inside("domain", "events", "event-store", "platform", "wire"), "../runner.ts", "pg"],
    mayNot: [
      ...outside("projections", "domain", "events", "event-store", "platform", "wire"),
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/gateway/websocket/frames.ts": {
    may: [...inside("domain", "events", "event-store", "platform", "projections", "wire"), "../ring.ts", "node:net"],
    mayNot: [
      ...outside("gateway", "domain", "events", "event-store", "platform", "projections", "wire"),
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/wire/message.spec.ts": {
    may: ["./message.ts", "vitest", "fast-check", "../domain/part.ts", "../../test/support/given.ts"],
    mayNot: ["../events/part.ts", "../platform/part.ts", "zod", "node:crypto"],
  },
  "src/wire/message/json.ts": {
    may: [...inside("domain"), "../position.ts"],
    mayNot: [
      ...outside("wire", "domain"),
      "zod",
      "pg",
      "node:crypto",
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/workers/email/digest.ts": {
    may: [
      ...inside("auth", "domain", "events", "event-store", "commands", "platform", "projections", "proof", "wire"),
      "../jobs/queue.ts",
      "node:net",
    ],
    mayNot: [
      ...outside(
        "workers",
        "auth",
        "domain",
        "events",
        "event-store",
        "commands",
        "platform",
        "projections",
        "proof",
        "wire",
      ),
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/reactors/mail/notify.ts": {
    may: [
      ...inside("domain", "events", "event-store", "commands", "kept", "platform", "projections", "wire", "workers"),
      "../reactor.ts",
      "pg",
    ],
    mayNot: [
      ...inside("api", "auth", "cli", "files", "gateway", "import", "limits", "presence", "web"),
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/api/messages/pin.ts": {
    may: [
      ...inside("commands", "domain", "projections", "auth", "kept", "limits", "files", "platform", "presence", "wire"),
      "../problem.ts",
      "fastify",
    ],
    mayNot: [
      ...inside("gateway", "import", "reactors", "web"),
      "../../compose.ts",
      "../../compose-workers.ts",
      "../../main.ts",
      "../../../test/support/given.ts",
    ],
  },
  "src/api/server.ts": {
    may: ["./messages/part.ts", "./web/part.ts", "fastify"],
    mayNot: ["../gateway/part.ts", "../import/part.ts", "../reactors/part.ts", "../web/part.ts", "../compose.ts"],
  },
  "src/auth/session.ts": {
    may: ["../commands/part.ts", "../platform/part.ts", "node:crypto"],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../web/part.ts", "../compose.ts"],
  },
  "src/erasure/carry-out.ts": {
    may: [
      ...inside("auth", "commands", "kept", "projections", "workers").map((path) => path.slice(3)),
      "pg",
      "node:fs",
    ],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../web/part.ts", "../compose.ts"],
  },
  "src/backup/write-backup.ts": {
    may: ["../erasure/part.ts", "../auth/part.ts", "../event-store/part.ts", "../platform/part.ts", "pg", "node:fs"],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../web/part.ts", "../compose.ts"],
  },
  "src/presence/typing/signs.ts": {
    may: [...inside("domain", "platform", "wire"), "../clock.ts", "pg", "zod"],
    mayNot: [
      ...outside("presence", "domain", "platform", "wire"),
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/kept/saved.ts": {
    may: ["../domain/part.ts", "../platform/part.ts", "./drafts.ts", "pg"],
    mayNot: ["../api/part.ts", "../commands/part.ts", "../projections/part.ts", "../wire/part.ts", "../config.ts"],
  },
  "src/proof/map/tile.ts": {
    may: [...inside("event-store", "platform"), "../hash.ts", "pg", "node:crypto"],
    mayNot: [
      ...outside("proof", "event-store", "platform"),
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/audit/export/csv.ts": {
    may: [...inside("domain", "events", "event-store", "platform", "projections", "proof", "wire"), "../pages.ts"],
    mayNot: [
      ...outside("audit", "domain", "events", "event-store", "platform", "projections", "proof", "wire"),
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/limits/redis/bucket.ts": {
    may: [...inside("platform"), "../limiter.ts", "pg", "node:crypto"],
    mayNot: [...outside("limits", "platform"), "../../config.ts", "../../compose.ts", "../../compose-workers.ts"],
  },
  "src/files/upload.ts": {
    may: ["../commands/part.ts", "../platform/part.ts", "node:fs"],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../web/part.ts", "../compose.ts"],
  },
  "src/import/irc/read.ts": {
    may: [...inside("commands", "auth", "domain", "events", "event-store", "platform"), "../once.ts", "pg", "node:fs"],
    mayNot: [
      ...outside("import", "commands", "auth", "domain", "events", "event-store", "platform"),
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/log-copy/places/copy.ts": {
    may: [...inside("event-store", "platform"), "../pace.ts", "pg"],
    mayNot: [
      ...outside("log-copy", "event-store", "platform"),
      "../../config.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
    ],
  },
  "src/smoke/steps/send.ts": {
    may: [...inside("platform"), "../client.ts", "zod"],
    mayNot: [...outside("smoke", "platform"), "../../config.ts", "../../compose.ts", "../../compose-workers.ts"],
  },
  "src/doctor/keys.ts": {
    may: ["../event-store/part.ts", "../projections/part.ts", "../workers/part.ts", "../config.ts", "pg"],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../reactors/part.ts", "../compose.ts"],
  },
  "src/web/app.ts": {
    may: ["./view.ts"],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../import/part.ts", "../compose.ts"],
  },
  "src/web/chat/log.tsx": {
    may: ["./rows.ts", "../api/messages.ts", "../audit/audit.tsx", "../wire/shapes.ts", "preact"],
    mayNot: [
      ...inside("api", "domain", "gateway", "web", "wire"),
      "../../wire/replay.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
      "node:crypto",
      "fastify",
    ],
  },
  "src/web/audit/recording.ts": {
    may: ["./buckets.ts", "../api/audit.ts", "../../wire/replay.ts", "../../../verifier/verify.mjs"],
    mayNot: [
      "../../domain/ids.ts",
      "../../api/server.ts",
      "../../compose.ts",
      "../../compose-workers.ts",
      "node:crypto",
      "pg",
    ],
  },
  "src/cli/verify.ts": {
    may: [
      "../foundation.ts",
      "../config.ts",
      "../event-store/part.ts",
      "../import/part.ts",
      "../projections/part.ts",
      "../workers/part.ts",
    ],
    mayNot: ["../api/part.ts", "../gateway/part.ts", "../web/part.ts", "../main.ts", "../compose.ts"],
  },
  "src/config.ts": {
    may: ["./platform/part.ts", "zod"],
    mayNot: ["./api/part.ts", "./gateway/part.ts", "./import/part.ts", "./compose.ts"],
  },
  "src/compose.ts": { may: [...folders().map((folder) => `./${folder}/part.ts`), "./config.ts"], mayNot: [] },
  "src/main.ts": { may: ["./compose.ts", "./config.ts", "./api/part.ts"], mayNot: [] },
};

function folders(): readonly string[] {
  const inner = ["domain", "events", "event-store", "commands", "platform"];
  return [
    ...inner,
    "projections",
    "gateway",
    "reactors",
    "workers",
    "wire",
    "api",
    "auth",
    "backup",
    "erasure",
    "kept",
    "limits",
    "presence",
    "proof",
    "audit",
    "files",
    "import",
    "cli",
    "doctor",
    "log-copy",
    "smoke",
    "web",
  ];
}

/** A file of each of these folders, as seen from a folder within another one. */
function inside(...names: readonly string[]): readonly string[] {
  return names.map((folder) => `../../${folder}/part.ts`);
}

function outside(...names: readonly string[]): readonly string[] {
  return inside(...folders().filter((folder) => !names.includes(folder)));
}

/** A project of the table's files, each of which imports what `pick` says. */
async function lintAll(pick: (imports: Imports) => readonly string[]): Promise<LintVerdict> {
  const files: Record<string, string> = {};
  for (const [path, imports] of Object.entries(layers)) files[path] = pick(imports).map(reexport).join("");
  return lint(files);
}

function reexport(module: string, n: number): string {
  const kind = module.startsWith("type ") ? "export type" : "export";
  return `${kind} { part as part${n} } from "${moduleOf(module)}";\n`;
}

const moduleOf = (module: string): string => module.replace(/^type /, "");

describe("imports point inwards", () => {
  let refusal: LintVerdict;
  beforeAll(async () => {
    refusal = await lintAll(({ mayNot }) => mayNot);
  });

  it.each(Object.entries(layers))("from %s", (path, { mayNot }) => {
    const here = refusal.findings.filter(({ file, rule }) => file === path && rule === "no-restricted-imports");
    const modules = here.map(({ message }) => /^'(.+)' import is restricted/.exec(message)?.[1] ?? message);
    expect(new Set(modules)).toEqual(new Set(mayNot.map(moduleOf)));
  });

  it("and the lint fails for those that do not", () => expect(refusal.exitCode).toBe(1));

  it("and passes for those that do", async () => {
    expect(await lintAll(({ may }) => may)).toEqual({ exitCode: 0, findings: [] });
  });

  it("from every folder there is", async () => {
    const entries = await readdir(join(root, "src"), { withFileTypes: true });
    const present = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders()).toEqual(expect.arrayContaining(present));
    expect(Object.keys(layers).map((path) => path.split("/")[1])).toEqual(expect.arrayContaining([...folders()]));
  });
});
