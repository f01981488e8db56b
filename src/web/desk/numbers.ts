import { localeNow } from "../words/words.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** 1,204,356 as the language that is spoken writes it. */
export function numberText(value: number | bigint): string {
  const locale = localeNow();
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, format);
  return format.format(value);
}

/** The number in a position, without the epoch. */
export function placeText(position: string): string {
  const digits = position.split(".").at(-1) ?? "";
  return /^\d{1,19}$/.test(digits) ? numberText(BigInt(digits)) : position;
}
