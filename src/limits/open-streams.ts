export interface StreamLimits {
  readonly ofUser: number;
  readonly ofAddress: number;
}

export interface Listening {
  readonly userId: string;
  readonly address: string;
}

/** How many streams are open, in this process. */
export class OpenStreams {
  readonly #most: StreamLimits;
  readonly #open = new Map<string, number>();

  constructor(most: StreamLimits) {
    this.#most = most;
  }

  /** What is to be called when the stream ends; a sentence where there is no room for it. */
  enter({ userId, address }: Listening): (() => void) | string {
    const places = [
      { name: `user ${userId}`, most: this.#most.ofUser, of: "for you" },
      { name: `address ${address}`, most: this.#most.ofAddress, of: "from this address" },
    ];
    const full = places.find(({ name, most }) => (this.#open.get(name) ?? 0) >= most);
    if (full) return `Too many streams are open ${full.of}: at most ${full.most}.`;
    for (const { name } of places) this.#count(name, 1);
    let isOpen = true;
    return () => {
      if (isOpen) for (const { name } of places) this.#count(name, -1);
      isOpen = false;
    };
  }

  #count(name: string, change: number): void {
    const open = (this.#open.get(name) ?? 0) + change;
    if (open === 0) this.#open.delete(name);
    else this.#open.set(name, open);
  }
}
