import type { Build, Projection } from "../api/operations.ts";

/** A read model with its builds: the one that queries go to, and those beside it. */
export interface ReadModel {
  readonly name: string;
  readonly newestVersion: number;
  readonly active: Build;
  /** Not asked yet: being built, or ready to be switched to. */
  readonly coming: readonly Build[];
  /** Kept up to date, to go back to. */
  readonly previous: Build | null;
}

/** What has no build that queries go to is none yet. */
export function modelsOf(projections: readonly Projection[]): readonly ReadModel[] {
  return projections.flatMap(({ name, newest_version: newestVersion, builds }) => {
    const active = builds.find(({ is_active }) => is_active);
    if (!active) return [];
    const previous = builds.find(({ is_previous }) => is_previous) ?? null;
    const coming = builds.filter((build) => build !== active && build !== previous);
    return [{ name, newestVersion, active, coming, previous }];
  });
}

/** The number alone where it says which one is meant. */
export function labelOf(build: Build, { active, coming, previous }: ReadModel): string {
  const all = [active, ...coming, ...(previous ? [previous] : [])];
  const isAlone = all.filter(({ version }) => version === build.version).length === 1;
  return `v${isAlone ? build.version : build.id}`;
}

export const positionOf = ({ position }: Pick<Build, "position">): bigint => BigInt(position);

/** Of the log, as this build says. */
export const endOf = (build: Build): bigint => positionOf(build) + BigInt(build.lag);

/** Where the log ends, as far as the builds say. */
export function headOf(builds: readonly Build[]): bigint {
  return builds.reduce((most, build) => {
    const end = endOf(build);
    return end > most ? end : most;
  }, 0n);
}

/** 0 to 1. */
export function shareOf(build: Build): number {
  const end = endOf(build);
  return end === 0n ? 1 : Number((positionOf(build) * 1_000n) / end) / 1_000;
}

/** Without these nobody sees what is new; sending works all the same. */
const shown: ReadonlySet<string> = new Set(["lines", "conversations", "members", "users"]);

/** So many events it may be behind while it takes a page. */
const usualLag = 1_000;

export type Verdict =
  | { readonly kind: "works" }
  | { readonly kind: "stopped" | "behind" | "unled"; readonly model: ReadModel; readonly isShown: boolean };

/** The worst of it first. */
export function verdictOf(models: readonly ReadModel[]): Verdict {
  const worst = (kind: "stopped" | "behind" | "unled", found: readonly ReadModel[]): Verdict | null => {
    const [model] = found.toSorted((one, other) => other.active.lag - one.active.lag);
    return model ? { kind, model, isShown: shown.has(model.name) } : null;
  };
  return (
    worst(
      "stopped",
      models.filter(({ active }) => active.state === "stopped"),
    ) ??
    worst(
      "unled",
      models.filter(({ active }) => active.state === "waiting" && active.lag > 0),
    ) ??
    worst(
      "behind",
      models.filter(({ active }) => active.lag > usualLag),
    ) ?? { kind: "works" }
  );
}

export type TimeLeft =
  { readonly kind: "unknown" } | { readonly kind: "seconds" | "minutes" | "hours"; readonly n: number };

/** In the largest unit that says enough. */
export function timeLeft(seconds: number | null): TimeLeft {
  if (seconds === null) return { kind: "unknown" };
  if (seconds < 90) return { kind: "seconds", n: Math.max(1, Math.round(seconds)) };
  if (seconds < 5_400) return { kind: "minutes", n: Math.round(seconds / 60) };
  return { kind: "hours", n: Math.round(seconds / 3_600) };
}
