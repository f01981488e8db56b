import type { RawUuid } from "../raw/read-messages.ts";
import type { RawEvent } from "../raw/requests.ts";

/** Events by letter: the same letter is always the same event. */
export class Letters {
  readonly #ids = new Map<string, string>();

  events(letters: string): RawEvent[] {
    return Array.from(letters, (letter) => {
      const id = this.#ids.get(letter) ?? crypto.randomUUID();
      this.#ids.set(letter, id);
      return { id };
    });
  }

  letterOf(uuid: RawUuid): string | undefined {
    return [...this.#ids].find(([, known]) => known === uuid.string)?.[0];
  }
}
