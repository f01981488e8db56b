import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import openapi from "../../docs/api/openapi.json" with { type: "json" };
import { allPages, allPaths, filesIn, headingsOf, matchesIn, saidIn, textIn, textOf, type Said } from "./pages.ts";

const pages = await allPages();
const paths = await allPaths();
const settings = matchesIn(await textOf("src/config.ts"), /^ {2}([A-Z][A-Z0-9_]*): /gm);
const ofTests = ["EVENTSTOREDB_TEST_URL", "POSTGRES_TEST_URL"];

describe("what pages say", () => {
  it("links lead to pages and headings that there are", () => {
    const headings = new Map(pages.map(({ path, text }) => [path, headingsOf(text)]));
    const links = saidIn(pages, /\]\((?!\w+:)([^)\s]+)\)/g);
    expect(links.length).toBeGreaterThan(100);
    expect(
      links.filter(({ page, what }) => {
        const [path = "", heading] = what.split("#");
        const to = path === "" ? page : normalize(join(dirname(page), path)).replace(/\/$/, "");
        return !paths.has(to) || (heading !== undefined && !headings.get(to)?.includes(heading));
      }),
    ).toEqual([]);
  });

  it("files and folders are where they are said to be", () => {
    const named = saidIn(pages, /`((?:bench|docs|migrations|scripts|src|test|verifier)\/[^`\s<>*{}…]*)`/g);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ what }) => !paths.has(what.replace(/[/.,]$/, "")))).toEqual([]);
    const names = new Set([...paths].map((path) => path.slice(path.lastIndexOf("/") + 1)));
    expect(saidIn(pages, /`([a-z0-9-]+(?:\.spec)?\.ts)`/g).filter(({ what }) => !names.has(what))).toEqual([]);
  });

  it("the tests that show what the replaced systems did are there", () => {
    const parity = pages.filter(({ path }) => path === "docs/PARITY.md");
    const shownBy = saidIn(parity, /\| ([^|]+) \|$/gm).flatMap(({ what }) => what.split(", "));
    const tests = shownBy.filter((name) => /^[a-z][a-z0-9/.-]+$/.test(name) && name.includes("/"));
    expect(tests.length).toBeGreaterThan(100);
    expect(
      tests.filter((name) => !paths.has(name.startsWith("src/") ? `${name}.spec.ts` : `test/${name}.spec.ts`)),
    ).toEqual([]);
  });

  it("each folder of src is in the list of folders, and in the table of imports", async () => {
    const text = await textOf("docs/ARCHITECTURE.md");
    const folders = new Set((await filesIn("src")).flatMap((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []));
    const listed = matchesIn(text, /^src\/([\w-]+)\/[^ ]* /gm);
    expect([...folders].filter((folder) => !listed.includes(folder))).toEqual([]);
    const rows = matchesIn(text, /^\| ((?:`[\w-]+`(?:, )?)+) \|/gm).flatMap((cell) => matchesIn(cell, /`([\w-]+)`/g));
    expect([...folders].filter((folder) => !rows.includes(folder))).toEqual([]);
    const named = matchesIn(text, /^((?:src|migrations|test|bench|verifier|scripts)[^\s<]*)\/? {2,}/gm);
    expect(named.filter((path) => !paths.has(path.replace(/\/$/, "")))).toEqual([]);
  });

  it("settings are those that there are, each on a page and in .env.example", async () => {
    const example = matchesIn(await textOf(".env.example"), /^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm);
    expect(example.toSorted()).toEqual([...settings, ...ofTests].toSorted());
    const named = saidIn(pages, /`([A-Z][A-Z0-9_]*[A-Z0-9](?:_…)?)(?:=[^`]*)?`/g);
    const ofPages = new Set(named.map(({ what }) => what));
    const families = [...ofPages].filter((name) => name.endsWith("_…")).map((name) => name.slice(0, -1));
    expect(families.filter((family) => !settings.some((name) => name.startsWith(family)))).toEqual([]);
    const isOnPage = (name: string): boolean => ofPages.has(name) || families.some((family) => name.startsWith(family));
    expect(settings.filter((name) => !isOnPage(name))).toEqual([]);
    const code = (await Promise.all(["test", "bench", "src/cli"].map((folder) => textIn(folder, ".ts")))).join("");
    const isKnown = (name: string): boolean => settings.includes(name) || code.includes(name);
    expect(named.filter(({ what }) => what.includes("_") && !what.endsWith("…") && !isKnown(what))).toEqual([]);
  });

  it("routes are those of the API", () => {
    const unlisted = ["/api/docs", "/api/openapi.json"];
    const routes = [...Object.keys(openapi.paths), ...unlisted].map((route) => route.split("/"));
    const named = saidIn(pages, /`(?:(?:GET|POST|PUT|PATCH|DELETE),? ?)*(\/api\/[^`\s?[]*)/g);
    expect(named.length).toBeGreaterThan(200);
    const isVariable = (part: string): boolean => /^(?::\w+|<.*>|\{.*\})$/.test(part);
    const isRoute = ({ what }: Said): boolean => {
      const parts = what.replace(/[/.,]$/, "").split("/");
      return routes.some(
        (route) =>
          // A page may name a whole group by what it begins with.
          route.length >= parts.length &&
          parts.every((part, index) => part === route[index] || isVariable(part) || isVariable(route[index] ?? "")),
      );
    };
    expect(named.filter((each) => !isRoute(each))).toEqual([]);
  });

  it("commands and their options are those of the command line", async () => {
    const code = await textIn("src/cli", ".ts");
    const commands = matchesIn(code, /(?:Command|judging|ofName|change)\(\s*"([a-z]+)"/g);
    const named = saidIn(pages, /\bverbatim -- ([a-z]+[^`\n#]*)/g);
    const short = saidIn(pages, /`verbatim ([a-z]+[^`\n]*)`/g);
    expect(named.length).toBeGreaterThan(30);
    const groups = ["audit", "import", "jobs", "log", "people", "projections", "verify"];
    const isCommand = ({ what }: Said): boolean => {
      const [command = "", next = ""] = what.split(" ");
      const isNextKnown = !groups.includes(command) || !/^[a-z]+$/.test(next) || commands.includes(next);
      return commands.includes(command) && isNextKnown;
    };
    expect([...named, ...short].filter((each) => !isCommand(each))).toEqual([]);
    const verifier = await textIn("verifier", "");
    const ofVerifier = matchesIn(verifier, /(--[a-z-]+)/g);
    const options = [...matchesIn(code, /"(?:-\w, )?(--[a-z-]+)/g), ...ofVerifier, "--help"];
    const unknown = [...named, ...short].filter(({ what }) =>
      matchesIn(what, /(?:^| )(--[a-z-]+)/g).some((option) => !options.includes(option)),
    );
    expect(unknown).toEqual([]);
  });

  it("metrics are those that are measured", async () => {
    const measured = matchesIn(await textIn("src", ".ts"), /name: "(verbatim_[a-z_]+)"/g);
    const told = matchesIn(await textOf("docs/operations/metrics.md"), /\b(verbatim_[a-z_]+)\b/g);
    expect(measured.filter((name) => !told.includes(name))).toEqual([]);
    const asked = matchesIn(await textIn("docs/operations/grafana", ".json"), /\b(verbatim_[a-z_]+)\b/g);
    const isMeasured = (name: string): boolean => measured.includes(name.replace(/_(?:bucket|sum|count)$/, ""));
    expect([...told, ...asked].filter((name) => !isMeasured(name))).toEqual([]);
  });

  it("tables and functions of primary data are those that migrations make", async () => {
    const made = await textIn("migrations", ".sql");
    const tables = [
      ...matchesIn(made, /create (?:or replace )?(?:unlogged )?(?:table|function|view) ([a-z_]+\.[a-z_]+)/g),
      ...matchesIn(made, /alter table ([a-z_]+\.\w+ rename to \w+)/g).map((text) =>
        text.replace(/\.\w+ rename to /, "."),
      ),
    ];
    const schemas = new Set(tables.map((table) => table.split(".")[0] ?? ""));
    const named = saidIn(pages, /`([a-z_]+\.[a-z_]+)`/g).filter(
      // In a formula of docs/proof.md, `kept` is the checkpoint that one has kept.
      ({ what }) => schemas.has(what.split(".")[0] ?? "") && what !== "kept.size",
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ what }) => !tables.includes(what))).toEqual([]);
  });
});
