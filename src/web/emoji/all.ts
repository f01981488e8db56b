import type { Locale } from "../wire/shapes.ts";

export interface Emoji {
  readonly unicode: string;
  readonly label: string;
  readonly tags: readonly string[];
  readonly group: number;
  /** The same in the five tones of skin. */
  readonly skins: readonly string[];
}

interface Compact {
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly skins?: readonly { readonly unicode: string }[];
}

const files: Readonly<Record<Locale, () => Promise<{ readonly default: unknown }>>> = {
  en: () => import("emojibase-data/en/compact.json"),
  pl: () => import("emojibase-data/pl/compact.json"),
  fr: () => import("emojibase-data/fr/compact.json"),
  "zh-TW": () => import("emojibase-data/zh-hant/compact.json"),
};

/** All emoji with their names in a language; parts of others, such as tones of skin, are not among them. */
export async function loadEmoji(locale: Locale): Promise<readonly Emoji[]> {
  const { default: list } = await files[locale]();
  return (list as readonly Compact[]).flatMap(({ unicode, label, tags = [], group, skins = [] }) =>
    group === undefined ? [] : [{ unicode, label, tags, group, skins: skins.map((skin) => skin.unicode) }],
  );
}
