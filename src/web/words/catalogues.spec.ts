import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import type { Locale } from "../wire/shapes.ts";
import { en as deskEn } from "./desk/en.ts";
import { fr as deskFr } from "./desk/fr.ts";
import { pl as deskPl } from "./desk/pl.ts";
import { zhTW as deskZhTW } from "./desk/zh-tw.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { pl } from "./pl.ts";
import { zhTW } from "./zh-tw.ts";

type Words = Readonly<Record<string, string>>;

/** A part of a sentence, as the parser tells it. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
  readonly pluralType?: string | undefined;
}

const translated: readonly (readonly [Locale, string, Words, Words])[] = [
  ["pl", "everybody", pl, en],
  ["fr", "everybody", fr, en],
  ["zh-TW", "everybody", zhTW, en],
  ["pl", "auditors and operators", deskPl, deskEn],
  ["fr", "auditors and operators", deskFr, deskEn],
  ["zh-TW", "auditors and operators", deskZhTW, deskEn],
];
const all: readonly (readonly [Locale, string, Words])[] = [
  ["en", "everybody", en],
  ["en", "auditors and operators", deskEn],
  ...translated.map(([locale, whose, words]) => [locale, whose, words] as const),
];

it("no sentence of auditors and operators takes the place of another one", () =>
  expect(Object.keys(deskEn).filter((key) => key in en)).toEqual([]));

it.each([
  ["everybody", zhTW],
  ["auditors and operators", deskZhTW],
])("in Chinese %s are spoken to in the same way", (_, words: Words) =>
  expect(Object.values(words).filter((text) => text.includes("您"))).toEqual([]),
);

describe.each(translated)("the catalogue of %s for %s", (locale, _, words, english) => {
  it("has every key of the English one, in its order, and no other", () =>
    expect(Object.keys(words)).toEqual(Object.keys(english)));

  it("names in each sentence what the English one names", () =>
    expect(mapped(words, (text) => placesIn(text, locale))).toEqual(mapped(english, (text) => placesIn(text, "en"))));

  it("is in its own language, but for words that are the same in both", () => {
    const same = Object.entries(words).filter(([key, text]) => text === english[key]);
    expect(same.length).toBeLessThan(Object.keys(english).length / 10);
  });

  it("has no words of the English one that stand side by side", () => {
    const isLeft = ([key, text]: readonly [string, string]) => text === english[key] && /\p{L}{2} \p{L}{2}/u.test(text);
    expect(Object.entries(words).filter(isLeft)).toEqual([]);
  });
});

describe.each(all)("the sentences of %s for %s", (locale, _, words) => {
  it("are whole, whatever the number", () => {
    for (const [key, text] of Object.entries(words))
      for (const number of [0, 1, 2, 3, 5, 12, 22, 25, 101, 1_000])
        expect(said(text, locale, number), key).not.toMatch(/[{}<>]|undefined/);
  });

  it("have every plural form of the language where they tell one from several", () =>
    expect(Object.entries(words).filter(([, text]) => pluralsIn(text, locale).some(lacksForms(locale)))).toEqual([]));
});

describe("Polish", () => {
  it.each([
    [1, "1 nowa wiadomość"],
    [2, "2 nowe wiadomości"],
    [5, "5 nowych wiadomości"],
    [12, "12 nowych wiadomości"],
    [22, "22 nowe wiadomości"],
    [112, "112 nowych wiadomości"],
  ])("counts %i as its speakers do", (n, expected) =>
    expect(new IntlMessageFormat(pl["chat.new"], "pl").format({ n })).toBe(expected),
  );
});

function parsed(text: string, locale: Locale): readonly Part[] {
  return new IntlMessageFormat(text, locale).getAst();
}

function mapped<Value>(words: Words, value: (text: string) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, value(text)]));
}

/** Each part of a sentence, with those inside of plurals, selects and tags. */
function partsIn(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => {
    const inOptions = Object.values(part.options ?? {}).flatMap(({ value }) => partsIn(value));
    return [part, ...inOptions, ...partsIn(part.children ?? [])];
  });
}

const textType = 0;

/** What is filled in: names of values, with the cases of a select, and of tags. */
function placesIn(text: string, locale: Locale): readonly string[] {
  const places = partsIn(parsed(text, locale)).flatMap(({ type, value, options, pluralType }) => {
    if (value === undefined || type === textType) return [];
    const cases = options && pluralType === undefined ? ` ${Object.keys(options).toSorted().join("|")}` : "";
    return [value + cases];
  });
  return [...new Set(places)].toSorted();
}

function pluralsIn(text: string, locale: Locale): readonly (readonly string[])[] {
  return partsIn(parsed(text, locale)).flatMap(({ options, pluralType }) =>
    options && pluralType !== undefined ? [Object.keys(options)] : [],
  );
}

/** A sentence that does not change with the number needs no forms; French forms for millions are those for several. */
function lacksForms(locale: Locale): (forms: readonly string[]) => boolean {
  const needed = {
    en: ["one", "other"],
    fr: ["one", "other"],
    pl: ["one", "few", "many", "other"],
    "zh-TW": ["other"],
  };
  return (forms) => {
    const named = forms.filter((form) => !form.startsWith("="));
    return named.length > 1 && needed[locale].some((form) => !named.includes(form));
  };
}

function said(text: string, locale: Locale, number: number): string {
  const values = new Map<string, number | ((words: readonly string[]) => string)>();
  for (const place of placesIn(text, locale)) values.set(place.split(" ")[0] ?? "", number);
  for (const { children, value = "" } of partsIn(parsed(text, locale)))
    if (children) values.set(value, (words) => words.join(""));
  return String(new IntlMessageFormat(text, locale).format(Object.fromEntries(values)));
}
