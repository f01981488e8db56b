/**
 * Makes the same text of every run: ids, tokens, times and positions, which are new each time, become numbered ones in
 * the order in which they are met. What is the same stays the same.
 */
export function steady(text: string): string {
  const met = new Map<string, string>();
  const numbered = (found: string, make: (n: number) => string): string => {
    const made = met.get(found) ?? make(met.size + 1);
    met.set(found, made);
    return made;
  };
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => numbered(id, uuid))
    .replaceAll(/vb[a-z]_[A-Za-z0-9_-]{20,}/g, (token) => `${token.slice(0, 4)}…`)
    .replaceAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) =>
      time.startsWith("2099") ? time : numbered(time, timeOf),
    );
}

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const timeOf = (n: number): string => new Date(Date.UTC(2026, 10, 21, 9, 0, n)).toISOString();
