/** Bounds of an `LRUCache` that takes memory for the entries it has: by `max`, it would take that of all it may ever have. */
export const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 }) as const;
