import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  getConnections,
  getJobs,
  getProjections,
  getSending,
  type ConnectionPage,
  type Projection,
  type Sending,
} from "../api/operations.ts";
import { failureOf } from "../parts/failure.ts";
import { headOf, modelsOf, type ReadModel } from "./model.ts";

const everyMs = 1_000;
/** Twelve minutes, one look a second. */
const mostSamples = 720;
const jobsEvery = 10;
const peopleEvery = 5;

export interface Sample {
  readonly lag: number;
  readonly perSecond: number;
}

const found = signal<readonly Projection[] | null>(null);
export const failure = signal("");
export const deadCount = signal(0);
/** Null until the first answer. */
export const connected = signal<ConnectionPage["counts"] | null>(null);
/** What was seen of each build since the page was opened. */
export const history = signal<ReadonlyMap<string, readonly Sample[]>>(new Map());
/** Null until the first answer. */
export const sending = signal<Sending | null>(null);
/** Milliseconds that the slowest hundredth took at most, at each look since the page was opened; 0 while nothing was sent. */
export const slowest = signal<readonly number[]>([]);
const heads = signal<readonly { readonly at: number; readonly head: bigint }[]>([]);

/** Null until the first answer. */
export const models = computed<readonly ReadModel[] | null>(() => found.value && modelsOf(found.value));
export const head = computed(() => heads.value.at(-1)?.head ?? null);

/** How fast the log grew over the last seconds, in positions. */
export const perSecond = computed(() => {
  const [first, last] = [heads.value[0], heads.value.at(-1)];
  if (!first || !last || first === last) return 0;
  return Math.round(Number(last.head - first.head) / ((last.at - first.at) / 1_000));
});

/** Looks once a second while the page is open and can be seen; at once after something was done. */
export async function look(): Promise<void> {
  try {
    const projections = await getProjections();
    found.value = projections;
    const builds = projections.flatMap((projection) => projection.builds);
    const now = { at: performance.now(), head: headOf(builds) };
    heads.value = [...heads.peek().filter(({ at }) => at > now.at - 10_000), now];
    history.value = new Map(projections.flatMap(withSamples));
    failure.value = "";
  } catch (error) {
    failure.value = failureOf(error);
  }
}

/** Of a build's samples. */
export const keyOf = (name: string, { id }: { readonly id: string }): string => `${name} ${id}`;

function withSamples({ name, builds }: Projection): readonly (readonly [string, readonly Sample[]])[] {
  return builds.map((build) => {
    const key = keyOf(name, build);
    const sample = { lag: build.lag, perSecond: build.events_per_second };
    return [key, [...(history.peek().get(key) ?? []).slice(1 - mostSamples), sample]] as const;
  });
}

export async function lookAtDead(): Promise<void> {
  try {
    const { counts } = await getJobs("dead");
    deadCount.value = counts.filter(({ state }) => state === "dead").reduce((sum, { count }) => sum + count, 0);
  } catch (error) {
    failure.value = failureOf(error);
  }
}

/** What took longer than is told counts as the longest that is. */
const longestToldMs = 10_000;

const slowestOf = ({ sent, slowest_at_most_ms: most }: Sending): number => (sent === 0 ? 0 : (most ?? longestToldMs));

async function lookAtPeople(): Promise<void> {
  try {
    const [{ counts }, sends] = await Promise.all([getConnections({ limit: 1 }), getSending()]);
    connected.value = counts;
    sending.value = sends;
    slowest.value = [...slowest.peek().slice(1 - mostSamples / peopleEvery), slowestOf(sends)];
  } catch (error) {
    failure.value = failureOf(error);
  }
}

export function useWatching(): void {
  useEffect(() => {
    let isHere = true;
    let waiting: ReturnType<typeof setTimeout>;
    let turn = 0;
    const go = async (): Promise<void> => {
      if (document.visibilityState === "visible") {
        await look();
        if (turn % jobsEvery === 0) await lookAtDead();
        if (turn % peopleEvery === 0) await lookAtPeople();
        turn += 1;
      }
      if (isHere) waiting = setTimeout(() => void go(), everyMs);
    };
    void go();
    return () => {
      isHere = false;
      clearTimeout(waiting);
    };
  }, []);
}
