import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import pg from "pg";

/** What is looked for, by what it is called. */
export type Sought = Readonly<Record<string, string>>;

/** Where something that was erased is still found: "name in place". */
export type Traces = readonly string[];

/** A text as it may lie in a file: as it is, in base64 at each of the three offsets, and in hex. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    // Without the characters that the bytes around share with it.
    return whole.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
  });
  const hex = bytes.toString("hex");
  return [bytes, ...shifted.map((each) => Buffer.from(each)), Buffer.from(hex), Buffer.from(hex.toUpperCase())];
}

/** In the raw bytes of every file of a folder. A file that goes meanwhile holds nothing any more. */
export async function tracesInFiles(folder: string, sought: Sought): Promise<Traces> {
  const forms = Object.entries(sought).map(([name, text]) => [name, formsOf(text)] as const);
  const found: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [name, texts] of forms)
      if (texts.some((text) => bytes.includes(text))) found.push(`${name} in ${relative(folder, path)}`);
  }
  return found;
}

/** In every column of every table, view and sample of every schema. */
export async function tracesInTables(databaseUrl: string, sought: Sought): Promise<Traces> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm', 'p') and n.nspname not in ('information_schema', 'pg_toast') order by 1`,
    );
    const found: string[] = [];
    for (const { name: table } of tables) {
      for (const [name, text] of Object.entries(sought)) {
        const { rows } = await client.query<{ is: boolean }>(
          `select exists (select from ${table} t where position(lower($1) in lower(t::text)) > 0) as is`,
          [text],
        );
        if (rows[0]?.is) found.push(`${name} in ${table}`);
      }
    }
    return found;
  } finally {
    await client.end();
  }
}
