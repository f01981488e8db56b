import { ApiClient, made, type Answer, type Asked, type LoggedIn } from "../../test/support/api-client.ts";
import type { Recorder } from "./recorder.ts";

/** Somebody whose every call is recorded. */
export class RecordedPerson extends ApiClient {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder, url: string, token?: string) {
    super(url, token);
    this.#recorder = recorder;
  }

  override async request<Json>(method: string, path: string, asked: Asked = {}): Promise<Answer<Json>> {
    const answer = await super.request<Json>(method, path, asked);
    made(answer);
    this.#recorder.take(method, path, { asked, answer });
    return answer;
  }

  /** With an account of their own from now on. */
  async registered(username: string, displayName: string): Promise<Registered> {
    const fields = { username, display_name: displayName, email: `${username}@example.org`, password: "a cup of tea" };
    const { user, token } = (await this.post<LoggedIn>("/api/auth/register", fields)).json;
    return { id: user.id, client: new RecordedPerson(this.#recorder, this.url, token) };
  }
}

export interface Registered {
  readonly id: string;
  readonly client: RecordedPerson;
}
