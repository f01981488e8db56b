import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "./planted.ts";

export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Something that a page says, and the page. */
export interface Said {
  readonly page: string;
  readonly what: string;
}

export const textOf = (path: string): Promise<string> => readFile(join(root, path), "utf8");

/** Files whose names end so, from the project's folder on. */
export async function filesIn(folder: string, ending = ""): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

export async function textIn(folder: string, ending: string): Promise<string> {
  return (await Promise.all((await filesIn(folder, ending)).map(textOf))).join("\n");
}

/** What the project tells its readers. */
export async function allPages(): Promise<readonly Page[]> {
  const paths = ["README.md", "CHANGELOG.md", ...(await filesIn("docs", ".md"))];
  return Promise.all(paths.map(async (path) => ({ path, text: await textOf(path) })));
}

/** Files of the project, and their folders. */
export async function allPaths(): Promise<ReadonlySet<string>> {
  const folders = ["bench", "docs", "migrations", "scripts", "src", "test", "verifier"];
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat();
  const top = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
  return new Set([...top.map(({ name }) => name), ...files, ...files.flatMap(foldersOf)]);
}

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}

/** Everything on pages that is written like this: the pattern's first group. */
export function saidIn(pages: readonly Page[], pattern: RegExp): readonly Said[] {
  return pages.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, what = ""]) => ({ page: path, what })));
}

export const matchesIn = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, what = ""]) => what)),
];

/** What links to a page's headings end with. */
export function headingsOf(text: string): readonly string[] {
  return matchesIn(text, /^#+ +(.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
}
