import { ask, part } from "./request.ts";

/** One making of a read model, in tables of its own. */
export interface Build {
  /** "4.2" is the second build of its name, by version 4 of the code. */
  readonly id: string;
  readonly version: number;
  readonly build: number;
  /** Whether queries go to it. */
  readonly is_active: boolean;
  /** Whether queries went to it before the active one. */
  readonly is_previous: boolean;
  /** Whether it has been at the log's end, so that queries may go to it. */
  readonly is_ready: boolean;
  readonly state: "loading" | "running" | "waiting" | "stopped";
  readonly position: string;
  /** From there to the log's end; 0 where nothing is missing. */
  readonly lag: number;
  readonly events_per_second: number;
  /** Null while nobody can tell. */
  readonly seconds_left: number | null;
  /** Of one that is built beside and gets on: how fast it goes, and why. */
  readonly pace: "free" | "resting" | "gaining" | "losing" | "hurried" | null;
  /** Whether an operator has it take no rests. */
  readonly is_hurried: boolean;
  readonly error: string | null;
  readonly stopped_at: { readonly position: string; readonly event_id: string } | null;
  readonly updated_at: string;
}

export interface Projection {
  readonly name: string;
  /** That the server's release has. */
  readonly newest_version: number;
  readonly builds: readonly Build[];
}

export async function getProjections(): Promise<readonly Projection[]> {
  return (await ask<{ readonly projections: readonly Projection[] }>("/api/operations/projections")).body.projections;
}

function pathOf(name: string, what: string): string {
  return `/api/operations/projections/${part(name)}/${what}`;
}

export async function rebuild(name: string): Promise<void> {
  await ask(pathOf(name, "rebuild"), { method: "POST" });
}

/** @param reason empty: none was given */
export async function changePace(name: string, { isHurried, reason }: Pace): Promise<void> {
  await ask(pathOf(name, "pace"), { method: "POST", body: { is_hurried: isHurried, ...given(reason) } });
}

interface Pace {
  readonly isHurried: boolean;
  readonly reason: string;
}

/** @param reason empty: none was given */
export async function switchTo(name: string, { version, reason }: { version: string; reason: string }): Promise<void> {
  await ask(pathOf(name, "switch"), { method: "POST", body: { version, ...given(reason) } });
}

export async function retry(name: string): Promise<void> {
  await ask(pathOf(name, "retry"), { method: "POST", body: {} });
}

export async function skip(name: string, { position, reason }: { position: string; reason: string }): Promise<void> {
  await ask(pathOf(name, "skip"), { method: "POST", body: { position, reason } });
}

export async function dropBuild(name: string, version: string): Promise<void> {
  await ask(pathOf(name, `versions/${part(version)}`), { method: "DELETE" });
}

const given = (reason: string): { readonly reason?: string } => (reason.trim() === "" ? {} : { reason: reason.trim() });

export interface TableCompared {
  readonly table: string;
  /** Rows of the build that is asked; null where it has no such table. */
  readonly from: number | null;
  readonly to: number | null;
  readonly differing: number;
  /** One in so many rows was compared. */
  readonly sampled: number;
}

export interface RowCompared {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly why: "missing" | "added" | "changed";
  readonly columns: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

export interface Comparison {
  readonly is_level: boolean;
  readonly tables: readonly TableCompared[];
  readonly rows: readonly RowCompared[];
}

export async function compare(name: string, version: string): Promise<Comparison> {
  return (await ask<Comparison>(pathOf(name, "diff"), { query: { version } })).body;
}

export const jobStates = ["dead", "waiting", "done", "dropped"] as const;
export type JobState = (typeof jobStates)[number];

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly error: string | null;
  readonly due_at: string;
  readonly created_at: string;
  readonly ended_at: string | null;
}

export interface JobPage {
  readonly jobs: readonly Job[];
  readonly counts: readonly { readonly kind: string; readonly state: JobState; readonly count: number }[];
  readonly mails: { readonly sent: number; readonly repeats: number; readonly refused_addresses: number };
  readonly next_cursor: string | null;
}

export async function getJobs(state: JobState, cursor?: string): Promise<JobPage> {
  return (await ask<JobPage>("/api/operations/jobs", { query: { state, limit: 50, cursor } })).body;
}

export async function changeJob(id: string, action: "retry" | "drop"): Promise<Job> {
  return (await ask<Job>("/api/operations/jobs", { method: "POST", body: { id, action } })).body;
}

/** A stream that is open somewhere. */
export interface Connection {
  readonly id: string;
  readonly process_id: string;
  readonly user: { readonly id: string; readonly display_name: string };
  readonly since: string;
  /** Whether nothing is left to tell of what was missed. */
  readonly is_live: boolean;
  readonly lag: number;
  readonly told_at: string | null;
}

export interface ConnectionPage {
  readonly connections: readonly Connection[];
  readonly processes: readonly { readonly id: string; readonly name: string; readonly streams: number }[];
  readonly counts: { readonly streams: number; readonly people: number };
  readonly next_cursor: string | null;
}

export async function getConnections(query: { limit: number; cursor?: string | undefined }): Promise<ConnectionPage> {
  return (await ask<ConnectionPage>("/api/operations/connections", { query })).body;
}

/** How long sending took over the last minutes, in the process that answers. */
export interface Sending {
  readonly process: string;
  readonly minutes: number;
  readonly sent: number;
  /** 99 of 100 took no longer; null where nothing was sent, or it was longer than is told. */
  readonly slowest_at_most_ms: number | null;
}

export async function getSending(): Promise<Sending> {
  return (await ask<Sending>("/api/operations/sending")).body;
}

export interface Finding {
  readonly about: string;
  readonly state: "ok" | "warning" | "problem";
  /** In English. */
  readonly sentence: string;
  /** The same by a stable name; null of what is rare. */
  readonly saying: Saying | null;
}

export interface Saying {
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface Examination {
  readonly process: string;
  readonly examined_at: string;
  readonly findings: readonly Finding[];
}

export async function getExamination(): Promise<Examination> {
  return (await ask<Examination>("/api/operations/examination")).body;
}
