import { signal } from "@preact/signals";
import { changeMe, type MyChange } from "../api/accounts.ts";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { change } from "../store/store.ts";

/** For a moment after something was saved. */
export const savedNow = signal(false);
let passing: ReturnType<typeof setTimeout> | undefined;

export function saidSaved(): void {
  savedNow.value = true;
  clearTimeout(passing);
  passing = setTimeout(() => (savedNow.value = false), 3_000);
}

/** @returns whether it was saved; where it was not, that is said. */
export async function saveMe(given: MyChange): Promise<boolean> {
  try {
    const me = await changeMe(given);
    change({ kind: "me", me });
    change({ kind: "people", people: [me] });
    saidSaved();
    return true;
  } catch (error) {
    toast(failureOf(error));
    return false;
  }
}
