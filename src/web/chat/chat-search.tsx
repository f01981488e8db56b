import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { searchIn } from "../api/search.ts";
import { addressOf, goInstead, jumps } from "../app/router.ts";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { toast } from "../parts/toast.tsx";
import { t } from "../words/words.ts";
import { useMarkedWords } from "./marked-words.ts";

const settleMs = 250;

interface ChatSearchProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** In place of the header: words in this conversation, from one place where they stand to the next. */
export function ChatSearch({ conversationId, onClose }: ChatSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [places, setPlaces] = useState<readonly number[] | null>(null);
  const [at, setAt] = useState(0);
  useMarkedWords(words.trim());
  useLayoutEffect(() => field.current?.focus(), []);
  const show = (found: readonly number[], index: number): void => {
    const sequence = found[index];
    setAt(index);
    if (sequence === undefined) return;
    goInstead(addressOf(conversationId, sequence));
    jumps.value += 1;
  };
  useEffect(() => {
    const asked = words.trim();
    let isLast = true;
    const settled = setTimeout(() => {
      if (asked === "") return setPlaces(null);
      searchIn(conversationId, asked).then(
        ({ results }) => {
          if (!isLast) return;
          const found = results.map(({ message }) => message.sequence).toSorted((a, b) => b - a);
          setPlaces(found);
          show(found, 0);
        },
        (error: unknown) => toast(failureOf(error)),
      );
    }, settleMs);
    return () => {
      isLast = false;
      clearTimeout(settled);
    };
  }, [conversationId, words]);
  const count = places?.length ?? 0;
  const step = (by: 1 | -1): void => {
    if (places && count > 0) show(places, (at + by + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowUp" || (event.key === "Enter" && !event.shiftKey)) step(1);
    else if (event.key === "ArrowDown" || event.key === "Enter") step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <header class="chat-head chat-search">
      <label class="chat-search-field">
        <Icon name="search" size={18} />
        <input
          ref={field}
          type="search"
          aria-label={t("chat.search")}
          placeholder={t("chat.search")}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <span class="chat-search-count numbers" role="status">
        {places && (count === 0 ? t("search.nothing") : t("pins.of", { n: at + 1, total: count }))}
      </span>
      <IconButton icon="up" label={t("search.before")} disabled={count === 0} onClick={() => step(1)} />
      <IconButton icon="down" label={t("search.after")} disabled={count === 0} onClick={() => step(-1)} />
      <IconButton icon="close" label={t("common.close")} onClick={onClose} />
    </header>
  );
}
