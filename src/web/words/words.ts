import { signal } from "@preact/signals";
import { IntlMessageFormat } from "intl-messageformat";
import type { ComponentChildren } from "preact";
import type { Locale } from "../wire/shapes.ts";
import type { DeskCatalogue, DeskKey } from "./desk/en.ts";
import type { Catalogue, Key } from "./en.ts";

export const locales = ["en", "pl", "fr", "zh-TW"] as const satisfies readonly Locale[];

/** Each in its own words. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: "English",
  pl: "Polski",
  fr: "Français",
  "zh-TW": "繁體中文",
};

type AnyKey = Key | DeskKey;

interface Spoken {
  readonly locale: Locale;
  readonly sentences: Readonly<Partial<Record<AnyKey, string>>>;
}

const spoken = signal<Spoken | null>(null);
const formats = new Map<AnyKey, IntlMessageFormat>();

/** Each catalogue is a file of its own: a person needs one. */
const catalogues: Readonly<Record<Locale, () => Promise<Catalogue>>> = {
  en: async () => (await import("./en.ts")).en,
  pl: async () => (await import("./pl.ts")).pl,
  fr: async () => (await import("./fr.ts")).fr,
  "zh-TW": async () => (await import("./zh-tw.ts")).zhTW,
};

/** Those of auditors and operators, whom most people are not. */
const deskCatalogues: Readonly<Record<Locale, () => Promise<DeskCatalogue>>> = {
  en: async () => (await import("./desk/en.ts")).en,
  pl: async () => (await import("./desk/pl.ts")).pl,
  fr: async () => (await import("./desk/fr.ts")).fr,
  "zh-TW": async () => (await import("./desk/zh-tw.ts")).zhTW,
};
let isAtDesk = false;

export async function speak(locale: Locale): Promise<void> {
  if (spoken.peek()?.locale !== locale) await learn(locale);
}

/** From now on the sentences of auditors and operators can be said, too. */
export async function speakAtDesk(): Promise<void> {
  if (isAtDesk) return;
  isAtDesk = true;
  await learn(localeNow());
}

async function learn(locale: Locale): Promise<void> {
  const [catalogue, desk] = await Promise.all([catalogues[locale](), isAtDesk ? deskCatalogues[locale]() : null]);
  formats.clear();
  spoken.value = { locale, sentences: { ...catalogue, ...desk } };
  document.documentElement.lang = locale;
}

export function localeNow(): Locale {
  return spoken.value?.locale ?? "en";
}

type Values = Readonly<Record<string, string | number | boolean>>;

/** A sentence in the language that is spoken. */
export function t(key: AnyKey, values?: Values): string {
  return String(formatOf(key).format(values));
}

type Tag = (chunks: readonly ComponentChildren[]) => ComponentChildren;

/** A sentence of which parts are marked, as in `<b>name</b>`: a function for each mark says how it is shown. */
export function rich(key: AnyKey, values: Readonly<Record<string, string | number | Tag>>): ComponentChildren {
  return formatOf(key).format<ComponentChildren>(values as Record<string, never>);
}

function formatOf(key: AnyKey): IntlMessageFormat {
  const now = spoken.value;
  const sentence = now?.sentences[key];
  if (!now || sentence === undefined) throw new Error(`Nobody has learned to say ${key} yet.`);
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(sentence, now.locale);
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
