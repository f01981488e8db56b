import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { search, type Filters } from "../api/search.ts";
import { goInstead, searchFor } from "../app/router.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { t } from "../words/words.ts";
import { ListEnd } from "./list-end.tsx";
import { MessageRows } from "./message-rows.tsx";
import { Page } from "./page.tsx";
import { SearchFilters } from "./search-filters.tsx";
import { usePages } from "./use-pages.ts";

const settleMs = 200;

/** Words in all conversations, narrowed by who, where, when and data. */
export function Search({ words }: { readonly words: string }) {
  const [filters, setFilters] = useState<Filters>({});
  const [total, setTotal] = useState<number | null>(null);
  const isAsked = words !== "" || Object.keys(filters).length > 0;
  const { items, ...end } = usePages(JSON.stringify([words, filters]), async (cursor) => {
    if (!isAsked) return { items: [], next: null };
    const hits = await search(words, filters, cursor);
    setTotal(hits.total);
    return { items: hits.results, next: hits.next_cursor };
  });
  const title =
    isAsked && total !== null
      ? t("search.found", { n: total, query: words === "" ? "none" : "some", words })
      : t("search.title");
  return (
    <Page
      title={title}
      head={
        <div class="search-head">
          <WordsField words={words} />
          <SearchFilters filters={filters} onChange={setFilters} />
        </div>
      }
    >
      {isAsked && items?.length === 0 && (
        <div class="page-none">
          <Icon name="nothingFound" />
          <p>{t("search.none", { query: words })}</p>
          {Object.keys(filters).length > 0 && <Button onClick={() => setFilters({})}>{t("search.clear")}</Button>}
        </div>
      )}
      {isAsked && <MessageRows of={items ?? []} />}
      <ListEnd of={{ ...end, hasMore: isAsked && end.hasMore }} />
    </Page>
  );
}

/** The words stand in the address, so that a search can be kept and shared. */
function WordsField({ words }: { readonly words: string }) {
  const [typed, setTyped] = useState(words);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const settled = setTimeout(() => typed.trim() !== words && goInstead(searchFor(typed.trim())), settleMs);
    return () => clearTimeout(settled);
  }, [typed]);
  return <SearchField label={t("search.words")} value={typed} onInput={setTyped} field={field} />;
}
