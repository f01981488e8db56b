import { ApiClient, made, type Answer, type Asked, type LoggedIn } from "../../test/support/api-client.ts";
import { firstEvents } from "./first-events.ts";
import type { Recorder } from "./recorder.ts";

/** Somebody whose every call is recorded, and goes well. */
export class RecordedPerson extends ApiClient {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder, url: string, token?: string) {
    super(url, token);
    this.#recorder = recorder;
  }

  override async request<Json>(method: string, path: string, asked: Asked = {}): Promise<Answer<Json>> {
    const answer = await super.request<Json>(method, this.#recorder.from(method, path), asked);
    const { status, json, headers } = answer;
    made(answer);
    if (method !== "GET") this.#recorder.reached(headers);
    const body = asked.json === undefined ? {} : { body: asked.json };
    this.#recorder.take(method, { path, ...body, status, ...(json === "" ? {} : { answer: json }) });
    return answer;
  }

  /** With an account of their own from now on. */
  async registered(username: string, displayName: string): Promise<Registered> {
    const fields = { username, display_name: displayName, email: `${username}@example.org`, password: "a cup of tea" };
    const { user, token } = (await this.post<LoggedIn>("/api/auth/register", fields)).json;
    return { id: user.id, client: new RecordedPerson(this.#recorder, this.url, token) };
  }

  /** Opens the stream, and records how it begins: until it tells what is done meanwhile. */
  async heard(event: string, meanwhile: () => Promise<unknown>): Promise<void> {
    const path = "/api/messages/stream";
    const { text, status } = await firstEvents(
      { url: this.url + path, token: this.token ?? "", events: ["connected", event] },
      meanwhile,
    );
    this.#recorder.take("GET", { path, status, answer: text });
  }
}

export interface Registered {
  readonly id: string;
  readonly client: RecordedPerson;
}
