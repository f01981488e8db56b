/** Holds what has come until it is asked for, and whoever asks until it comes. */
export class Inbox<Item extends object> {
  #items: Item[] = [];
  readonly #waiting: ((item: Item) => void)[] = [];

  put(item: Item): void {
    const taker = this.#waiting.shift();
    if (taker === undefined) this.#items.push(item);
    else taker(item);
  }

  next(): Promise<Item> {
    const item = this.#items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  drain(): Item[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
