import { chown, mkdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { StartRefused } from "../../start-refused.ts";
import { accountFor, run, type Account, type CommandResult } from "./account.ts";
import { postgresBinaries, type Binaries } from "./binaries.ts";
import { newConnection, readConnectionFile, writeConnectionFile, type ConnectionFile } from "./connection-file.ts";
import { isAlive } from "./start-lock.ts";

/** The files and the programs of one embedded PostgreSQL: made, started, stopped. */
export interface Cluster {
  readonly dataDir: string;
  /** PostgreSQL's own data directory. */
  readonly folder: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

export async function openCluster(dataDir: string): Promise<Cluster> {
  await makeFolder(dataDir);
  const at = await realpath(dataDir);
  const binaries = await postgresBinaries();
  const folder = join(at, "postgres");
  return { dataDir: at, folder, binaries, account: await accountFor([folder, binaries.postgres]) };
}

/** Makes the data directory in a folder beside and renames it when whole: a start killed half-way leaves no ruin. */
export async function createIfMissing(cluster: Cluster): Promise<ConnectionFile> {
  const known = await readConnectionFile(cluster.dataDir);
  if (known && (await exists(cluster.folder))) return known;
  if (await exists(cluster.folder)) {
    throw new StartRefused("DATA_DIR", `${cluster.folder} is there, but the password in postgres.json is missing.`);
  }
  const connection = newConnection(await freePort());
  const draft = `${cluster.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = join(draft, "password");
  await writeFile(passwordFile, `${connection.password}\n`, { mode: 0o600 });
  const made = join(draft, "cluster");
  await mkdir(made, { mode: 0o700 });
  const ids = cluster.account.ids;
  if (ids) await Promise.all([draft, passwordFile, made].map((path) => chown(path, ids.uid, ids.gid)));
  await initdb(cluster, made, passwordFile, connection.user);
  await writeConnectionFile(cluster.dataDir, connection);
  await rename(made, cluster.folder);
  await rm(draft, { recursive: true, force: true });
  return connection;
}

async function initdb(cluster: Cluster, folder: string, passwordFile: string, user: string): Promise<void> {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--auth=scram-sha-256", `--username=${user}`, `--pwfile=${passwordFile}`];
  const command = { program: cluster.binaries.initdb, args: ["-D", folder, ...locale, ...access], folder: "/" };
  const { code, output } = await run(cluster.account, command);
  if (code !== 0) throw new StartRefused("DATA_DIR", `PostgreSQL could not be set up there: ${lastLine(output)}`);
}

/** Starts the server and waits until it takes connections. fsync and synchronous_commit stay as PostgreSQL has them: on. */
export async function startServer(cluster: Cluster, port: number, settings: Settings): Promise<void> {
  await configure(cluster, port, settings);
  const log = "start.log";
  const { code, output } = await pgCtl(cluster, ["start", "-D", ".", "-w", "-t", "60", "-l", log]);
  if (code === 0) return;
  const logged = await readFile(join(cluster.folder, log), "utf8").catch(() => output);
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
    jit: "off",
    logging_collector: "on",
    log_filename: "postgres-%a.log",
    log_truncate_on_rotation: "on",
    ...settings,
  }).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(join(cluster.folder, "postgresql.auto.conf"), `# Written at every start.\n${lines.join("\n")}\n`);
}

/**
 * The process number of the running server, null if there is none. A file left by a killed one may name a number that
 * another program has by now: where the system tells, the program must live in our folder; else the file is removed,
 * since PostgreSQL itself would refuse to start beside it.
 */
export async function postmaster(cluster: Cluster): Promise<number | null> {
  const file = join(cluster.folder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0) || !isAlive(pid)) return null;
  const home = await readlink(`/proc/${pid}/cwd`).catch(() => cluster.folder);
  if (home === cluster.folder) return pid;
  await rm(file, { force: true });
  return null;
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function lastLine(text: string, wanted = /\S/): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => wanted.test(line)) ?? lines.at(-1) ?? "it said nothing.";
}
