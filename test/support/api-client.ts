import type { ProblemJson } from "../../src/api/problem.ts";
import type { MyMessageJson } from "../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../src/wire/conversation.ts";
import type { UserJson } from "../../src/wire/people.ts";
import { assertDescribed, judgeOf } from "./described-answers.ts";

/** What was answered. A test says which shape it expects; what it looks at shows whether it was right. */
export interface Answer<Json> {
  readonly status: number;
  readonly json: Json;
  readonly headers: Headers;
}

export interface Asked {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoggedIn {
  readonly user: UserJson;
  readonly token: string;
  readonly expires_at: string;
}

export const password = "correct horse";

/** Somebody who uses the API, with a token or without. What the API's description does not say of an answer is an error. */
export class ApiClient {
  readonly url: string;
  readonly token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  async request<Json>(method: string, path: string, { json, raw, headers }: Asked = {}): Promise<Answer<Json>> {
    const judge = await judgeOf(this.url);
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    const { status, headers: answered } = response;
    const answer = { status, json: (isJson ? JSON.parse(text) : text) as Json, headers: answered };
    assertDescribed(judge, { method, path, ...answer });
    return answer;
  }

  async get<Json>(path: string, asked?: Asked): Promise<Answer<Json>> {
    return this.request("GET", path, asked);
  }

  async post<Json>(path: string, json?: unknown, asked?: Asked): Promise<Answer<Json>> {
    return this.request("POST", path, { json, ...asked });
  }

  async patch<Json>(path: string, json: unknown): Promise<Answer<Json>> {
    return this.request("PATCH", path, { json });
  }

  async delete<Json>(path: string): Promise<Answer<Json>> {
    return this.request("DELETE", path);
  }
}

/** Somebody with an account. */
export class Person extends ApiClient {
  readonly user: UserJson;
  readonly id: string;

  constructor(url: string, { user, token }: Pick<LoggedIn, "user" | "token">) {
    super(url, token);
    this.user = user;
    this.id = user.id;
  }

  /** Registered by a username that is only theirs, with the password that all share. */
  static async register(url: string, name: string): Promise<Person> {
    const latin = name
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "");
    const username = `${latin}-${crypto.randomUUID().slice(0, 8)}`;
    const fields = { username, display_name: name, email: `${username}@example.org`, password };
    return new Person(url, made(await new ApiClient(url).post<LoggedIn>("/api/auth/register", fields)));
  }

  /** The same session, at another process. */
  at(url: string): Person {
    return new Person(url, { user: this.user, token: this.token ?? "" });
  }

  async login(): Promise<Person> {
    const { username } = this.user;
    const answer = await new ApiClient(this.url).post<LoggedIn>("/api/auth/login", { username, password });
    return new Person(this.url, made(answer));
  }

  async start(fields: Readonly<Record<string, unknown>>): Promise<MyConversationJson> {
    return made(await this.post("/api/conversations", { member_ids: [], ...fields }));
  }

  async send(conversation: string, content: string, more: Readonly<Record<string, unknown>> = {}): Promise<Sent> {
    const answer = await this.post<MyMessageJson>(`/api/conversations/${conversation}/messages`, { content, ...more });
    return { ...made(answer), after: answer.headers.get("x-position") ?? "" };
  }
}

/** `after` is where the log stands then: what is asked with `min_position` of it shows the message. */
export interface Sent extends MyMessageJson {
  readonly after: string;
}

/** What a request that went well answered. @throws Error with the problem where it did not. */
export function made<Json>({ status, json }: Answer<Json>): Json {
  if (status >= 400) throw new Error(`${status}: ${JSON.stringify(json)}`);
  return json;
}

/** What a test looks at in a refusal. */
export function refusal({ status, json }: Answer<unknown>): { status: number; code: string; paths: string[] } {
  const { code, errors = [] } = json as ProblemJson;
  return { status, code, paths: errors.map(({ path }) => path) };
}
