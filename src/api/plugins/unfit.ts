import { isBroken } from "../../domain/text.ts";
import type { FieldProblem } from "../problem.ts";

/** Levels of objects and lists in a request: those of a message's data, and what is around it. */
const maxDepth = 33;

type Path = readonly PropertyKey[];

/** What no field may hold, whatever its schema says: the first such thing; null where there is none. */
export function unfitIn(value: unknown, path: Path = []): FieldProblem | null {
  if (typeof value === "string") return isBroken(value) ? at(path, "It holds characters that can't be kept.") : null;
  if (typeof value === "number") return Number.isFinite(value) ? null : at(path, "This number is too large.");
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= maxDepth) return at(path, `It is nested more than ${maxDepth} levels deep.`);
  if (Array.isArray(value)) return firstOf(value.entries(), path);
  return Object.hasOwn(value, "__proto__")
    ? at([...path, "__proto__"], "This field is unknown.")
    : firstOf(Object.entries(value), path);
}

function firstOf(entries: Iterable<[PropertyKey, unknown]>, path: Path): FieldProblem | null {
  for (const [key, value] of entries) {
    if (typeof key === "string" && isBroken(key))
      return at([...path, showable(key)], "The name of this field holds characters that can't be kept.");
    const unfit = unfitIn(value, [...path, key]);
    if (unfit) return unfit;
  }
  return null;
}

const showable = (name: string): string => name.toWellFormed().replaceAll("\0", "\u{FFFD}");

function at(path: Path, message: string): FieldProblem {
  return { path: pathText(path), message };
}

/** As a client writes it: `member_ids[3]`. Cut where a client made it long. */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return (text.startsWith(".") ? text.slice(1) : text).slice(0, 200).toWellFormed() || "body";
}
