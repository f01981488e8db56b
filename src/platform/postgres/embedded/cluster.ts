import { mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { StartRefused } from "../../start-refused.ts";
import { accountFor, lastLine, run, type CommandResult } from "./account.ts";
import { postgresBinaries, type Binaries } from "./binaries.ts";
import { postmaster, type PostgresHome } from "./postmaster.ts";
import { memoryHere, sharedBuffers } from "./shared-buffers.ts";

/** The files and the programs of one embedded PostgreSQL: made, started, stopped. */
export interface Cluster extends PostgresHome {
  readonly dataDir: string;
  readonly binaries: Binaries;
}

export async function openCluster(dataDir: string): Promise<Cluster> {
  await makeFolder(dataDir);
  const at = await realpath(dataDir);
  const binaries = await postgresBinaries();
  const folder = join(at, "postgres");
  return { dataDir: at, folder, binaries, account: await accountFor([folder, binaries.postgres]) };
}

/** Starts the server and waits until it takes connections. fsync and synchronous_commit stay as PostgreSQL has them: on. */
export async function startServer(cluster: Cluster, port: number, settings: Settings): Promise<void> {
  await configure(cluster, port, settings);
  const log = "start.log";
  const { code, output } = await pgCtl(cluster, ["start", "-D", ".", "-w", "-t", "60", "-l", log]);
  if (code === 0) return;
  const logged = await readFile(join(cluster.folder, log), "utf8").catch(() => output);
  if (/is still in use/.test(logged)) throw Object.assign(new Error(lastLine(logged, /FATAL/)), { code: "57P03" });
  throw new StartRefused("DATA_DIR", `PostgreSQL did not start: ${lastLine(logged, /FATAL|PANIC/)}`);
}

/** Ends sessions, writes everything down and stops; an error if it has not stopped within a minute. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const { code, output } = await pgCtl(cluster, ["stop", "-D", ".", "-m", "fast", "-w", "-t", "60"]);
  if (code !== 0 && (await postmaster(cluster))) throw new Error(`PostgreSQL did not stop: ${lastLine(output)}`);
}

/** In the data directory, and told so by a dot: pg_ctl hands its paths to a shell, which trips over quotes and dollars. */
async function pgCtl(cluster: Cluster, args: readonly string[]): Promise<CommandResult> {
  return run(cluster.account, { program: cluster.binaries.pg_ctl, args, folder: cluster.folder });
}

export type Settings = Readonly<Record<string, string>>;

async function configure(cluster: Cluster, port: number, settings: Settings): Promise<void> {
  const lines = Object.entries({
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: `${sharedBuffers(memoryHere())}MB`,
    jit: "off",
    logging_collector: "on",
    log_filename: "postgres-%a.log",
    log_truncate_on_rotation: "on",
    log_error_verbosity: "terse", // without values of rows, such as an address that is taken
    ...settings,
  }).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(join(cluster.folder, "postgresql.auto.conf"), `# Written at every start.\n${lines.join("\n")}\n`);
}

/** The port if nothing listens on it, else any free one. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : wanted);
      });
    });
  } catch (error) {
    if (wanted === 0) throw error;
    return await freePort();
  } finally {
    server.close();
  }
}

/** As mkdir -p, which Node's own loops for ever on in a file system that refuses new folders (/proc). */
async function makeFolder(path: string): Promise<void> {
  if ((await stat(path).catch(() => null))?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  if (!(await stat(path)).isDirectory()) throw new Error("it is not a folder");
}
