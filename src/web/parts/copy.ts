import { t } from "../words/words.ts";
import { toast } from "./toast.tsx";

/** Into the clipboard, which a browser has on safe addresses alone; whether it went well is said. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast(t("common.failed"));
  }
}
