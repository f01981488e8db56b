import type { Typing } from "../store/state.ts";
import { t } from "./words.ts";

/** Who types, in a sentence; null where nobody does. In a list first names do. */
export function typingText(
  people: ReadonlyMap<string, Typing> | undefined,
  { isShort = false }: { readonly isShort?: boolean } = {},
): string | null {
  const names = [...(people?.values() ?? [])].map(({ name }) => (isShort ? (name.split(" ")[0] ?? name) : name));
  const [a, b] = names;
  if (a === undefined) return null;
  if (b === undefined) return t("chat.typing.one", { a });
  return names.length === 2 ? t("chat.typing.two", { a, b }) : t("chat.typing.many");
}
