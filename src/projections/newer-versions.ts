import type { Pool } from "pg";
import { beginBuild } from "./begin-build.ts";
import { buildsOf, titleOfRow } from "./builds.ts";
import type { ProjectionRegistry } from "./registry.ts";

/** What becomes of a version that is newer than the one that queries go to: it is built and switched to, or told of. */
export type NewVersions = "auto" | "announce";

export interface NewerVersionsParts {
  readonly pool: Pool;
  readonly registry: ProjectionRegistry;
  readonly newVersions: NewVersions;
  readonly report: (sentence: string) => void;
}

/**
 * Says which read models this release makes otherwise than those that queries go to, and begins with them if it may; and
 * which builds nobody keeps up to date, since this release does not know how.
 */
export async function announceNewer({ pool, registry, newVersions, report }: NewerVersionsParts): Promise<void> {
  const builds = await buildsOf(pool, registry.names);
  for (const row of builds.filter(({ name, version }) => !registry.find(name, version)))
    report(
      `This release does not know ${titleOfRow(row)}, so nobody keeps it up to date. Drop it when nothing needs it.`,
    );
  for (const active of builds.filter(({ isActive }) => isActive)) {
    const { name } = active;
    const { version } = registry.newest(name);
    const isThere = builds.some((each) => each.name === name && each.version === version);
    if (version <= active.version || isThere) continue;
    const begun = newVersions === "auto" ? await beginBuild({ pool, registry }, { name, switchesItself: true }) : null;
    const what =
      begun?.kind === "done"
        ? "It is built beside it, and takes its place by itself"
        : `"verbatim projections rebuild ${name}" builds it beside it`;
    report(`This release has ${name} v${version}; queries go to ${titleOfRow(active)}. ${what}.`);
  }
}
