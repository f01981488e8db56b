import { setTimeout as pause } from "node:timers/promises";
import type { Refused } from "../domain/decision.ts";
import { Wakeups } from "../event-store/wakeups.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { beginBuild } from "./begin-build.ts";
import { isBuildHurried } from "./hurry.ts";
import { leaseTimes } from "./lease.ts";
import { isOutage } from "./outage.ts";
import { OwnReader } from "./pages.ts";
import { newHolder, Presence } from "./presence.ts";
import type { Build } from "./projection.ts";
import type { RebuildOptions } from "./rebuild.ts";
import type { Cause } from "./record.ts";
import { run } from "./runner.ts";
import { statusOfAll, type ProjectionStatus } from "./status.ts";
import { Unhurried } from "./unhurried.ts";

const lookEveryMs = 250;

export interface RebuildBesideOptions extends Omit<RebuildOptions, "onProgress"> {
  readonly onProgress?: (status: ProjectionStatus) => void;
  /** Who has it take no rests for those who write. */
  readonly hurriedBy?: Cause;
}

/** How the build was when it was looked at last: ready, stopped, or left to a server. Null: somebody dropped it. */
export type BuiltBeside = { readonly kind: "done"; readonly status: ProjectionStatus | null } | Refused;

/**
 * Builds a read model anew beside the one that is asked, until it is ready to be switched to. The work is done here or
 * by a server, whoever comes first; when this process dies, or is told to end, a server goes on.
 */
export async function rebuildBeside(name: string, options: RebuildBesideOptions): Promise<BuiltBeside> {
  const begun = await beginBuild(options, { name, ...(options.hurriedBy && { hurriedBy: options.hurriedBy }) });
  if (begun.kind === "refused") return begun;
  const build = { projection: options.registry.newest(name), number: begun.build };
  return { kind: "done", status: await seeThrough(build, options) };
}

async function seeThrough(build: Build, options: RebuildBesideOptions): Promise<ProjectionStatus | null> {
  const { pool, store, connection, lease: times = leaseTimes } = options;
  const over = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
  const report = (sentence: string): void => options.report?.(sentence);
  const presence = new Presence({ holder: newHolder(), signal, connection, report });
  presence.open();
  const { prefixes } = build.projection;
  const stretch = { ...(prefixes && { prefixes }), signal };
  const leading = run({
    candidate: { build, presence, times },
    pool,
    log: options,
    source: () =>
      new Unhurried(new OwnReader(options, stretch), { store, isHurried: () => isBuildHurried(pool, build), signal }),
    wakeups: new Wakeups(times.renewEvery),
    signal,
    onMoved: (leader) => leader.isIndexed && over.abort(),
    report,
  });
  try {
    return await untilOver(build, { ...options, report, signal });
  } finally {
    over.abort();
    await leading;
    await presence.close();
  }
}

async function untilOver(
  build: Build,
  {
    pool,
    store,
    signal,
    report,
    onProgress,
  }: RebuildBesideOptions & Required<Pick<RebuildOptions, "signal" | "report">>,
): Promise<ProjectionStatus | null> {
  let status: ProjectionStatus | null = null;
  for (;;) {
    const isLast = signal.aborted;
    try {
      status =
        (await statusOfAll(pool, store, build.projection.name)).find((each) => each.build === build.number) ?? null;
      if (status) onProgress?.(status);
      if (!status || status.isReady || status.state === "stopped" || isLast) return status;
    } catch (error) {
      if (!isOutage(error)) throw error;
      report(reasonOf(error));
      if (isLast) return status;
    }
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined); // aborted: there is one more look
  }
}
