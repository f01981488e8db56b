import { disturbsALine } from "../domain/text.ts";
import { invalid, type Refused } from "./refused.ts";
import { unfitText } from "./text.ts";

export interface Email {
  /** As typed: mail goes to this one only, never to what somebody typed later that folds alike. */
  readonly shown: string;
  /** By which it is unique. */
  readonly folded: string;
}

const maxLength = 254;

/** Whether mail can be sent there shows when it is sent; this only keeps out what cannot be an address. */
export function emailFrom(text: string, path = "email"): Email | Refused {
  const unfit = unfitText(text);
  if (unfit !== null) return invalid(path, unfit);
  const shown = text.normalize("NFC").trim();
  if (shown.length > maxLength) return invalid(path, `An e-mail address has at most ${maxLength} characters.`);
  if (!isPlausible(shown)) return invalid(path, "This is not an e-mail address.");
  return { shown, folded: foldEmail(shown) };
}

export function foldEmail(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

function isPlausible(address: string): boolean {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = address.slice(at + 1);
  return !disturbsALine(address) && /^[^\s@"(),:;<>[\]\\]{1,64}$/u.test(local) && domain.split(".").every(isLabel);
}

function isLabel(label: string): boolean {
  return /^[\p{L}\p{M}\p{N}-]{1,63}$/u.test(label) && !label.startsWith("-") && !label.endsWith("-");
}
