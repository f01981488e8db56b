export interface TogetherOptions<Key, Answer> {
  /** Answers many at once; who is missing in what it gives back is answered with undefined. */
  readonly ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Answer>>;
  /** Questions under way at once. */
  readonly atOnce: number;
  /** Keys to a question. */
  readonly most: number;
}

/**
 * Asks for one thing after the other while few are wanted, and for many in one question when many are: whoever comes
 * while enough questions are under way goes with all others who wait. Each question begins after its keys were wanted.
 */
export class Together<Key, Answer> {
  readonly #options: TogetherOptions<Key, Answer>;
  readonly #wanted = new Map<Key, PromiseWithResolvers<Answer | undefined>>();
  #underWay = 0;

  constructor(options: TogetherOptions<Key, Answer>) {
    this.#options = options;
  }

  /** @throws what the question threw */
  answerTo(key: Key): Promise<Answer | undefined> {
    const wanted = this.#wanted.get(key) ?? Promise.withResolvers();
    this.#wanted.set(key, wanted);
    if (this.#underWay < this.#options.atOnce) void this.#askAll();
    return wanted.promise;
  }

  /** One question after the other, until nothing is wanted. */
  async #askAll(): Promise<void> {
    this.#underWay += 1;
    while (this.#wanted.size > 0) await this.#askNext();
    this.#underWay -= 1;
  }

  async #askNext(): Promise<void> {
    const some = [...this.#wanted.entries().take(this.#options.most)];
    for (const [key] of some) this.#wanted.delete(key);
    try {
      const answers = await this.#options.ask(some.map(([key]) => key));
      for (const [key, { resolve }] of some) resolve(answers.get(key));
    } catch (error) {
      for (const [, { reject }] of some) reject(error);
    }
  }
}
