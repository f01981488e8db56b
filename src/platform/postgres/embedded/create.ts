import { chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { StartRefused } from "../../start-refused.ts";
import { lastLine, run } from "./account.ts";
import { freePort, type Cluster } from "./cluster.ts";
import { newConnection, readConnectionFile, writeConnectionFile, type ConnectionFile } from "./connection-file.ts";

/** Makes the data directory in a folder beside and renames it when whole: a start killed half-way leaves no ruin. */
export async function createIfMissing(cluster: Cluster): Promise<ConnectionFile> {
  const known = await readConnectionFile(cluster.dataDir);
  if (known && (await exists(cluster.folder))) return known;
  if (await exists(cluster.folder)) {
    throw new StartRefused("DATA_DIR", `${cluster.folder} is there, but the password in postgres.json is missing.`);
  }
  const connection = newConnection(await freePort());
  await removeDrafts(cluster);
  const draft = await mkdtemp(draftPrefix(cluster));
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

/** Each start has a draft of its own: what a killed one had started may go on writing, or cleaning up, in its own. */
const draftPrefix = (cluster: Cluster): string => `${cluster.folder}.new-`;

async function removeDrafts(cluster: Cluster): Promise<void> {
  const prefix = basename(draftPrefix(cluster));
  const drafts = (await readdir(cluster.dataDir)).filter((name) => name.startsWith(prefix));
  const removing = drafts.map((name) => rm(join(cluster.dataDir, name), { recursive: true, force: true }));
  await Promise.allSettled(removing); // one that is still being written is left to the next start
}

async function initdb(cluster: Cluster, folder: string, passwordFile: string, user: string): Promise<void> {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--auth=scram-sha-256", `--username=${user}`, `--pwfile=${passwordFile}`];
  const command = { program: cluster.binaries.initdb, args: ["-D", folder, ...locale, ...access], folder: "/" };
  const { code, output } = await run(cluster.account, command);
  if (code !== 0) throw new StartRefused("DATA_DIR", `PostgreSQL could not be set up there: ${lastLine(output)}`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
