import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SmokeClient, SmokeFailed, type ClientOptions } from "./client.ts";
import { logIn, type Account } from "./log-in.ts";
import { SmokeStream } from "./stream.ts";

const anything = z.unknown();
const ofId = z.looseObject({ id: z.string() });
const message = z.looseObject({ id: z.string(), sequence: z.int(), content: z.string() });
const messages = z.looseObject({ messages: z.array(message) });
const results = z.looseObject({ results: z.array(z.looseObject({ message })) });
const marker = z.looseObject({ last_read_sequence: z.int() });
const config = z.looseObject({ reactions: z.union([z.array(z.string()), z.literal("any")]) });

/** What a step does; it may answer with a note. */
export type Steps = readonly (readonly [name: string, run: () => Promise<string | null | void>])[];

/** One use of a server: a conversation of nobody else, in which everything is done once. */
export class Visit {
  readonly #options: ClientOptions;
  readonly #client: SmokeClient;
  readonly #word = `smoke${randomBytes(6).toString("hex")}`;
  #stream: SmokeStream | null = null;
  #isLoggedIn = false;
  #conversation: string | null = null;
  #message = { id: "", sequence: 0, position: "" };

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#client = new SmokeClient(options);
  }

  steps(account: Account | null): Steps {
    return [
      ["reach", () => this.#reach()],
      ["log in", () => this.#logIn(account)],
      ["connect", () => this.#connect()],
      ["start", () => this.#start()],
      ["send", () => this.#send()],
      ["receive", () => this.#receive()],
      ["type", () => this.#type()],
      ["read", () => this.#read()],
      ["react", () => this.#react()],
      ["list", () => this.#list()],
      ["search", () => this.#search()],
      ["edit", () => this.#edit()],
      ["resume", () => this.#resume()],
      ["delete", () => this.#delete()],
    ];
  }

  cleaningUp(): Steps {
    return [
      ["clean up", () => this.#removeConversation()],
      ["log out", () => this.#logOut()],
    ];
  }

  async #reach(): Promise<void> {
    await this.#client.call({ path: "/health/ready", expects: z.looseObject({ status: z.literal("ready") }) });
  }

  async #logIn(account: Account | null): Promise<string | null> {
    const note = await logIn(this.#client, account);
    this.#isLoggedIn = true;
    return note;
  }

  async #connect(): Promise<void> {
    const { url, patience } = this.#options;
    this.#stream = new SmokeStream({ url, headers: this.#client.headers, patience });
    await this.#stream.connect();
  }

  async #start(): Promise<void> {
    const { json } = await this.#client.call({
      method: "POST",
      path: "/api/conversations",
      json: { kind: "group", name: "Smoke test", member_ids: [] },
      expects: ofId,
    });
    this.#conversation = json.id;
  }

  async #send(): Promise<void> {
    this.#message = await this.#sent(`A smoke test says ${this.#word}.`);
  }

  async #sent(content: string): Promise<{ id: string; sequence: number; position: string }> {
    const { json, position } = await this.#client.call({
      method: "POST",
      path: `${this.#path}/messages`,
      json: { content, client_message_id: `${this.#word}-${randomBytes(4).toString("hex")}` },
      expects: message,
    });
    if (json.content !== content) throw new SmokeFailed("The answer holds other words than were sent.");
    return { id: json.id, sequence: json.sequence, position };
  }

  async #receive(): Promise<void> {
    await this.#hears("new_message", ({ message: told }) => ofId.safeParse(told).data?.id === this.#message.id);
  }

  /** Others would be told; nobody else is there. */
  async #type(): Promise<void> {
    await this.#client.call({ method: "POST", path: `${this.#path}/typing`, json: {}, expects: anything });
  }

  async #read(): Promise<void> {
    const { sequence } = this.#message;
    const { json } = await this.#client.call({
      method: "POST",
      path: `${this.#path}/read`,
      expects: marker,
    });
    if (json.last_read_sequence < sequence) throw new SmokeFailed(`It is read up to ${json.last_read_sequence} only.`);
  }

  async #react(): Promise<void> {
    const { json: allowed } = await this.#client.call({
      path: "/api/config",
      expects: config,
    });
    const emoji = (allowed.reactions === "any" ? null : allowed.reactions[0]) ?? "👍";
    const path = `${this.#messagePath}/reactions`;
    await this.#client.call({ method: "POST", path, json: { emoji }, expects: anything });
    await this.#hears("reaction", (told) => told["message_id"] === this.#message.id && told["emoji"] === emoji);
  }

  async #list(): Promise<void> {
    const path = `${this.#path}/messages?min_position=${this.#message.position}`;
    const { json } = await this.#client.call({ path, expects: messages });
    if (!json.messages.some(({ id }) => id === this.#message.id)) throw new SmokeFailed("The list is without it.");
  }

  async #search(): Promise<void> {
    const path = `/api/search?q=${this.#word}&min_position=${this.#message.position}`;
    const { json } = await this.#client.call({ path, expects: results });
    if (!json.results.some((found) => found.message.id === this.#message.id))
      throw new SmokeFailed("Its word finds it not.");
  }

  async #edit(): Promise<void> {
    const content = `A smoke test said ${this.#word}.`;
    await this.#client.call({ method: "PATCH", path: this.#messagePath, json: { content }, expects: message });
    await this.#hears("message_edited", (told) => told["new_content"] === content);
  }

  /** What is said while the stream is left comes when it is taken up again. */
  async #resume(): Promise<void> {
    this.#stream?.leave();
    const { id } = await this.#sent(`A smoke test says ${this.#word} again.`);
    await this.#stream?.connect();
    await this.#hears("new_message", ({ message: told }) => ofId.safeParse(told).data?.id === id);
  }

  async #delete(): Promise<void> {
    await this.#client.call({ method: "DELETE", path: this.#messagePath, expects: anything });
    await this.#hears("message_deleted", (told) => told["message_id"] === this.#message.id);
  }

  async #removeConversation(): Promise<string | void> {
    if (this.#conversation === null) return "there is nothing";
    await this.#client.call({ method: "DELETE", path: this.#path, expects: anything });
  }

  async #logOut(): Promise<string | void> {
    this.#stream?.leave();
    if (!this.#isLoggedIn) return "nobody is logged in";
    await this.#client.call({ method: "POST", path: "/api/auth/logout", expects: anything });
  }

  async #hears(event: string, isSo: (data: Readonly<Record<string, unknown>>) => boolean): Promise<void> {
    await this.#stream?.hear(event, isSo);
  }

  get #path(): string {
    return `/api/conversations/${this.#conversation ?? ""}`;
  }

  get #messagePath(): string {
    return `/api/messages/${this.#message.id}`;
  }
}
