import type { z } from "zod";
import { reasonOf } from "../platform/start-refused.ts";

/** A step that did not go as it should: a sentence. */
export class SmokeFailed extends Error {
  override readonly name = "SmokeFailed";
}

export interface Call<Shape extends z.ZodType> {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly json?: unknown;
  readonly expects: Shape;
}

export interface Answered<Json> {
  readonly json: Json;
  /** Where the log stood: what is asked with `min_position` of it shows what was done. */
  readonly position: string;
}

export interface ClientOptions {
  readonly url: string;
  /** Milliseconds that anything may take. */
  readonly patience: number;
}

/** Somebody who uses the API from outside, and believes no answer that is not of the shape that they expect. */
export class SmokeClient {
  readonly #options: ClientOptions;
  #token: string | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  logIn(token: string): void {
    this.#token = token;
  }

  get headers(): Record<string, string> {
    return this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
  }

  /** @throws SmokeFailed */
  async call<Shape extends z.ZodType>(call: Call<Shape>): Promise<Answered<z.output<Shape>>> {
    const { method = "GET", path, expects } = call;
    const { response, text } = await this.#fetched(call);
    const what = `${method} ${path.replace(/\?.*/, "")}`;
    if (!response.ok)
      throw new SmokeFailed(`${what} was answered with ${response.status} ${problemIn(text)}`.trimEnd());
    const parsed = expects.safeParse(text === "" ? undefined : jsonIn(text));
    if (parsed.success) return { json: parsed.data, position: response.headers.get("x-position") ?? "" };
    const [issue] = parsed.error.issues;
    throw new SmokeFailed(`${what} was answered otherwise than expected: ${issue?.path.join(".")}: ${issue?.message}`);
  }

  async #fetched({ method = "GET", path, json }: Call<z.ZodType>): Promise<{ response: Response; text: string }> {
    const { url, patience } = this.#options;
    try {
      const response = await fetch(url + path, {
        method,
        headers: { ...this.headers, ...(json !== undefined && { "content-type": "application/json" }) },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(patience),
        redirect: "error",
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw new SmokeFailed(`${method} ${path.replace(/\?.*/, "")} got no answer: ${causeOf(error)}.`);
    }
  }
}

/** What a failed fetch failed for is in its cause. */
export function causeOf(error: unknown): string {
  return reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SmokeFailed("An answer is no JSON: is this a Verbatim server?");
  }
}

/** A problem's code and sentence; of anything else nothing. */
function problemIn(text: string): string {
  if (!text.startsWith("{")) return "";
  const { code, detail } = jsonIn(text) as { readonly code?: unknown; readonly detail?: unknown };
  return [code, detail].filter((word) => typeof word === "string").join(": ");
}
