import { signal } from "@preact/signals";
import { IntlMessageFormat } from "intl-messageformat";
import type { ComponentChildren } from "preact";
import type { Locale } from "../wire/shapes.ts";
import type { Catalogue, Key } from "./en.ts";

export const locales = ["en", "pl", "fr", "zh-TW"] as const satisfies readonly Locale[];

/** Each in its own words. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: "English",
  pl: "Polski",
  fr: "Français",
  "zh-TW": "繁體中文",
};

interface Spoken {
  readonly locale: Locale;
  readonly catalogue: Catalogue;
}

const spoken = signal<Spoken | null>(null);
const formats = new Map<Key, IntlMessageFormat>();

/** Each catalogue is a file of its own: a person needs one. */
const catalogues: Readonly<Record<Locale, () => Promise<Catalogue>>> = {
  en: async () => (await import("./en.ts")).en,
  pl: async () => (await import("./pl.ts")).pl,
  fr: async () => (await import("./fr.ts")).fr,
  "zh-TW": async () => (await import("./zh-tw.ts")).zhTW,
};

export async function speak(locale: Locale): Promise<void> {
  if (spoken.peek()?.locale === locale) return;
  const catalogue = await catalogues[locale]();
  formats.clear();
  spoken.value = { locale, catalogue };
  document.documentElement.lang = locale;
}

export function localeNow(): Locale {
  return spoken.value?.locale ?? "en";
}

type Values = Readonly<Record<string, string | number | boolean>>;

/** A sentence in the language that is spoken. */
export function t(key: Key, values?: Values): string {
  return String(formatOf(key).format(values));
}

type Tag = (chunks: readonly ComponentChildren[]) => ComponentChildren;

/** A sentence of which parts are marked, as in `<b>name</b>`: a function for each mark says how it is shown. */
export function rich(key: Key, values: Readonly<Record<string, string | number | Tag>>): ComponentChildren {
  return formatOf(key).format<ComponentChildren>(values as Record<string, never>);
}

function formatOf(key: Key): IntlMessageFormat {
  const now = spoken.value;
  if (!now) throw new Error("No language is spoken yet.");
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(now.catalogue[key], now.locale);
  formats.set(key, made);
  return made;
}

/** The first language of a person that there is; otherwise the deployment's. */
export function localeFor(wanted: readonly string[], fallback: Locale): Locale {
  for (const tag of wanted) {
    const exact = locales.find((each) => each.toLowerCase() === tag.toLowerCase());
    const found = exact ?? locales.find((each) => each.split("-")[0] === tag.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return fallback;
}
