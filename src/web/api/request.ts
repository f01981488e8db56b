import { ApiProblem, problemOf } from "./problem.ts";

export interface Answer<T> {
  readonly body: T;
  /** Its place in the log, as the server says it; null where it says none. */
  readonly position: string | null;
}

export interface Asked {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: object;
  /** Names a creation, so that its repetition has no second effect. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the asking. */
  readonly signal?: AbortSignal;
  /** Goes out even when the page is being left. */
  readonly keepalive?: boolean;
}

export interface AtLeast {
  /** A position that the answer has to have got to. */
  readonly min_position?: string | undefined;
}

/** Asks this page's own server; the session is the cookie, which no script can read. @throws ApiProblem */
export async function ask<T = null>(path: string, asked: Asked = {}): Promise<Answer<T>> {
  const response = await answered(path, asked);
  const position = response.headers.get("x-position");
  const body: unknown = response.status === 204 ? null : await response.json();
  return { body: body as T, position };
}

/** What is no JSON. @throws ApiProblem */
export async function askText(path: string): Promise<string> {
  return (await answered(path, {})).text();
}

/** What is taken as it comes, such as a file. @throws ApiProblem */
export async function answered(path: string, asked: Asked): Promise<Response> {
  const response = await fetch(addressOf(path, asked), {
    method: asked.method ?? "GET",
    headers: {
      accept: "application/json, text/markdown",
      ...(asked.body && { "content-type": "application/json" }),
      ...(asked.key && { "idempotency-key": asked.key }),
      ...asked.headers,
    },
    ...(asked.signal && { signal: asked.signal }),
    ...(asked.body && { body: JSON.stringify(asked.body) }),
    ...(asked.keepalive && { keepalive: true }),
  }).catch((error: unknown) => {
    throw new ApiProblem({ code: "unreachable", detail: String(error) });
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

function addressOf(path: string, { query = {} }: Asked): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return search === "" ? path : `${path}?${search}`;
}

/** A part of an address, made of an id. */
export function part(id: string): string {
  return encodeURIComponent(id);
}
