import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { connect } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { freePort } from "../../src/platform/postgres/embedded/cluster.ts";

/** A Redis of its own, which keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Ends it as nothing else does. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
}

/** Whether tests can have one. Those that cannot skip, and their title says so. */
export const isRedisHere = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;

/** A Redis that the tests of a file share, where there can be one; it is not started when none of them runs. */
export function redisServer(): RedisServer {
  let server: RedisServer | null = null;
  beforeAll(async () => void (server = await startRedis()));
  afterAll(() => server?.kill());
  return {
    get url() {
      return server?.url ?? "";
    },
    kill: async () => server?.kill(),
    restart: async () => server?.restart(),
  };
}

/** Null where no `redis-server` is installed: such tests skip, and their title says so. Whoever starts it kills it. */
export async function startRedis(): Promise<RedisServer | null> {
  const port = await freePort();
  let kill = await serve(port);
  if (!kill) return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => kill?.() ?? Promise.resolve(),
    async restart() {
      await kill?.();
      kill = await serve(port);
    },
  };
}

/** @returns what ends it, once it takes connections; null where there is no such program. */
async function serve(port: number): Promise<(() => Promise<void>) | null> {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const isStarted = await Promise.race([
    once(server, "spawn").then(() => true),
    new Promise<false>((resolve) => server.once("error", () => resolve(false))),
  ]).catch(() => false);
  if (!isStarted) return null;
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
    await pause(10);
  }
  return async () => {
    server.kill("SIGKILL");
    await exited;
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
