interface Known {
  readonly stream: string;
  readonly revision: bigint;
}

const capacityBytes = 8 * 1024 * 1024;

/**
 * Remembers where event ids were written, so that repeated appends can be told from new ones. It holds one place per
 * id, the first, forgets the oldest ids when it is full and all of them when the server restarts.
 */
export class EventIds {
  readonly #known = new Map<string, Known>();
  #bytes = 0;

  remember(id: string, at: Known): void {
    if (this.#known.has(id)) return;
    for (const [oldest, { stream }] of this.#known) {
      if (this.#bytes < capacityBytes) break;
      this.#known.delete(oldest);
      this.#bytes -= bytesOf(stream);
    }
    this.#known.set(id, { stream: at.stream, revision: at.revision });
    this.#bytes += bytesOf(at.stream);
  }

  revisionOf(id: string, stream: string): bigint | undefined {
    const known = this.#known.get(id);
    return known?.stream === stream ? known.revision : undefined;
  }

  clear(): void {
    this.#known.clear();
    this.#bytes = 0;
  }
}

const bytesOf = (stream: string): number => 28 + 2 * stream.length;
