import { randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import { ConcurrencyConflict } from "../event-store/errors.ts";
import { openEventStore } from "../event-store/open.ts";
import type { EventStore } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { compareClocks } from "./clock.ts";
import type { Findings } from "./finding.ts";

/** @returns the log, open; null where it cannot be used */
export async function examineLog(databaseUrl: string, config: Config, findings: Findings): Promise<EventStore | null> {
  const { eventStoreUrl } = config;
  if (eventStoreUrl !== undefined) await lookAtVersion(eventStoreUrl, findings);
  let store: EventStore | null = null;
  try {
    store = await openEventStore({ ...config, databaseUrl }, () => undefined);
    await lookAtEnd(store, config, findings);
    await tryToWrite(store, findings);
    return store;
  } catch (error) {
    findings.problem(`The log cannot be used: ${reasonOf(error)}`);
    await store?.close();
    return null;
  }
}

/** Of a server that has it open, and writes to it itself. */
export async function examineOpenLog(store: EventStore, config: Config, findings: Findings): Promise<void> {
  if (config.eventStoreUrl !== undefined) await lookAtVersion(config.eventStoreUrl, findings);
  await lookAtEnd(store, config, findings);
}

async function lookAtEnd(store: EventStore, config: Config, findings: Findings): Promise<void> {
  const [epoch, head] = await Promise.all([store.epoch(), store.head()]);
  const place = config.eventStoreUrl === undefined ? "PostgreSQL" : `EventStoreDB, streams ${config.eventStorePrefix}…`;
  findings.ok(`The log is in ${place}; its epoch is ${epoch}, its head ${head}.`, {
    code: "log.place",
    values: { place, epoch, head: String(head) },
  });
}

/** An append that cannot fit is judged as any other, by whoever writes: its refusal shows that they would, and writes nothing. */
async function tryToWrite(store: EventStore, findings: Findings): Promise<void> {
  const event = { id: randomUUID(), type: "NeverWritten", data: {}, metadata: {} };
  try {
    await store.append(`doctor-${randomUUID()}`, [event], 0, { deadline: 5_000 });
  } catch (error) {
    if (error instanceof ConcurrencyConflict) return findings.ok("The log judges appends, so that it can be written.");
    findings.problem(`The log can be read, not written: ${reasonOf(error)}`);
  }
}

/** What the server says of itself over HTTP, where it can be asked without account; a client needs none of it. */
async function lookAtVersion(eventStoreUrl: string, findings: Findings): Promise<void> {
  const { host, searchParams } = new URL(eventStoreUrl.replace(/^[a-z+]+:/, "http:"));
  const scheme = searchParams.get("tls") === "false" ? "http" : "https";
  let date: string | null = null;
  try {
    const response = await fetch(`${scheme}://${host}/info`, { signal: AbortSignal.timeout(5_000) });
    date = response.headers.get("date");
    const info = (await response.json()) as { readonly dbVersion?: unknown; readonly esVersion?: unknown };
    const version = [info.dbVersion, info.esVersion].find((each) => typeof each === "string") ?? "unknown";
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major < 23 || (major === 23 && minor < 10))
      findings.warning(`EventStoreDB is version ${version}: 23.10 or later is what it is tried with.`);
    else findings.ok(`EventStoreDB at ${host} is version ${version}.`);
  } catch {
    findings.warning(
      `EventStoreDB at ${host} does not say its version over HTTP: see to it that it is 23.10 or later.`,
    );
  }
  const time = Date.parse(date ?? "");
  if (Number.isFinite(time))
    await compareClocks(findings, { of: "EventStoreDB", theirs: () => Promise.resolve(time), precision: 1_000 });
}
