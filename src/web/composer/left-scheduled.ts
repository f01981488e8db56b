const name = "verbatim-left-scheduled";
const mostKept = 200;

/** Refused messages of mine that I have put away, in this browser. */
export function wasLeft(id: string): boolean {
  return kept().includes(id);
}

export function leave(id: string): void {
  localStorage.setItem(name, JSON.stringify([id, ...kept()].slice(0, mostKept)));
}

/** What another version, or somebody's hand, left there may be anything. */
function kept(): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
