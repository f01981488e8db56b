/** So many things of a kind may be under way at once, in this process. */
export class AtOnce {
  readonly #most: number;
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** What is to be called when it is over, once or more often; null where there is no room. */
  enter(): (() => void) | null {
    if (this.#underWay >= this.#most) return null;
    this.#underWay += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#underWay -= 1;
      isOver = true;
    };
  }
}
