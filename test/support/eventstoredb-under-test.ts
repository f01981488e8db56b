import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { KurrentDbContainer } from "@testcontainers/kurrentdb";
import { afterAll } from "vitest";
import { EventStoreDbServer } from "./eventstoredb/index.ts";

export interface EventStoreDbUnderTest {
  /** Says which server the tests ran on. */
  readonly name: string;
  readonly url: string;
  readonly restart: (() => Promise<void>) | null;
  readonly cutConnections: (() => Promise<void>) | null;
}

/**
 * A real server where `EVENTSTOREDB_TEST_URL` names one (a log that may be filled), else a container where a Docker
 * engine answers, else the protocol server beside this file.
 */
export async function eventStoreDb(): Promise<EventStoreDbUnderTest> {
  const url = process.env["EVENTSTOREDB_TEST_URL"];
  if (url) return { name: `EventStoreDB at ${new URL(url).host}`, url, restart: null, cutConnections: null };
  return (await hasDocker()) ? inContainer() : protocolServer();
}

async function inContainer(): Promise<EventStoreDbUnderTest> {
  const container = await new KurrentDbContainer("kurrentplatform/kurrentdb:25.1").start();
  afterAll(async () => void (await container.stop()));
  const url = container.getConnectionString();
  return { name: "KurrentDB in a container", url, restart: () => container.restart(), cutConnections: null };
}

async function protocolServer(): Promise<EventStoreDbUnderTest> {
  const server = await EventStoreDbServer.start();
  afterAll(() => server.stop());
  return {
    name: "the EventStoreDB protocol server (set EVENTSTOREDB_TEST_URL for a real one)",
    url: server.url,
    restart: () => server.restart(),
    cutConnections: () => Promise.resolve(server.faults.dropConnections()),
  };
}

async function hasDocker(): Promise<boolean> {
  return promisify(execFile)("docker", ["info"], { timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}
