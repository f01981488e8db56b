import { vi } from "vitest";

/** Milliseconds that a condition has to come about: on a machine that is busy a second, Vitest's own, is soon over. */
const patience = 20_000;

type Options = Parameters<typeof vi.waitFor>[1];

const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options) => waitFor(callback, patiently(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patiently(options));

function patiently(options: Options): Options {
  return typeof options === "number" ? options : { timeout: patience, ...options };
}
