/** A value of a message's data as it is shown. */
export interface DataRow {
  readonly field: string;
  readonly value: string;
  readonly unit: string;
  /** Whether it lies outside its limits, and which one it passes. */
  readonly passes: { readonly side: "over" | "under"; readonly limit: number } | null;
}

export interface ShownData {
  readonly title: string | null;
  readonly note: string | null;
  readonly measuredAt: string | null;
  readonly rows: readonly DataRow[];
}

type Json = Readonly<Record<string, unknown>>;

const own = new Set(["title", "note", "measured_at", "units", "limits"]);

/** `title`, `note`, `measured_at`, `units` and `limits` say what the rest is; the rest are rows, nested ones as "a › b". */
export function shownData(data: Json): ShownData {
  const units = objectIn(data["units"]);
  const limits = objectIn(data["limits"]);
  const rows = Object.entries(data)
    .filter(([name]) => !own.has(name))
    .flatMap(([name, value]) => rowsOf([name], value))
    .map(({ path, value }): DataRow => {
      const name = path.join(".");
      return {
        field: path.map(readable).join(" › "),
        value: wordsOf(value),
        unit: textIn(units[name]) ?? "",
        passes: passed(value, limits[name]),
      };
    });
  return {
    title: textIn(data["title"]),
    note: textIn(data["note"]),
    measuredAt: timeIn(data["measured_at"]),
    rows,
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

const deepest = 6;

function rowsOf(path: readonly string[], value: unknown): readonly Leaf[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || path.length >= deepest)
    return [{ path, value }];
  return Object.entries(value).flatMap(([name, each]) => rowsOf([...path, name], each));
}

function readable(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

function passed(value: unknown, limits: unknown): DataRow["passes"] {
  if (typeof value !== "number" || !Array.isArray(limits)) return null;
  const [low, high] = limits as readonly unknown[];
  if (typeof high === "number" && value > high) return { side: "over", limit: high };
  return typeof low === "number" && value < low ? { side: "under", limit: low } : null;
}

function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function timeIn(value: unknown): string | null {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null;
}

/** A limit as it was typed; null where none was, or no number. */
export function typedLimit(text: string): number | null {
  const given = typedValue(text);
  return typeof given === "number" ? given : null;
}

/** What was typed in a form: a number where it is one, with a comma or a point. */
export function typedValue(text: string): number | string {
  const given = text.trim();
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(given) ? Number(given.replace(",", ".")) : given;
}
