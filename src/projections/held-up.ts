/** Milliseconds. Whoever waits for a lock has all those wait behind who come later, so that nobody does for long. */
export const longestLockMs = 1_000;

/** A lock was not to be had in time, or by one of two who waited for each other: nothing was changed. */
export const isHeldUp = (error: unknown): boolean => /^(55P03|40P01)$/.test(String((error as { code?: unknown }).code));
