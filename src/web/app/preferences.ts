import { signal } from "@preact/signals";

/** What is chosen for this browser alone. */
export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly notifies: boolean;
  readonly showsWords: boolean;
  readonly sounds: boolean;
  readonly vibrates: boolean;
}

const usual: Preferences = { theme: "system", notifies: false, showsWords: true, sounds: false, vibrates: false };
const name = "verbatim-preferences";

export const preferences = signal<Preferences>({ ...usual, ...kept() });

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.peek(), ...change };
  localStorage.setItem(name, JSON.stringify(preferences.peek()));
}

/** What another version, or somebody's hand, left there may be anything. */
function kept(): Partial<Preferences> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}
