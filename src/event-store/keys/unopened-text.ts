import type { TriedKeys } from "./key-table.ts";

const named = 5;

/** What is said where the master key does not open all keys: which, and what to do. */
export function unopenedText({ unopened, count }: TriedKeys): string {
  const more = unopened.length > named ? ` and ${unopened.length - named} more` : "";
  return (
    `${unopened.length} of ${count} keys are not opened by the master key (${unopened.slice(0, named).join(", ")}${more}), ` +
    "so that what they sealed cannot be read: restore the backup of the keys that belongs to SECRET_KEY."
  );
}
