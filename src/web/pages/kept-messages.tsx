import { getMentions, getSaved, type MessagePage } from "../api/search.ts";
import { Button } from "../parts/button.tsx";
import { t } from "../words/words.ts";
import { MessageRows } from "./message-rows.tsx";
import { Page } from "./page.tsx";
import { usePages } from "./use-pages.ts";

const kinds = { mentions: getMentions, saved: getSaved } as const;

/** Messages that mention me, or that I saved, wherever they stand. */
export function KeptMessages({ kind }: { readonly kind: keyof typeof kinds }) {
  const { items, hasMore, failure, more } = usePages(kind, async (cursor) => itemsOf(await kinds[kind](cursor)));
  return (
    <Page title={t(`${kind}.title`)}>
      {items?.length === 0 && <p class="page-none">{t(`${kind}.none`)}</p>}
      <MessageRows of={(items ?? []).map((message) => ({ message }))} />
      {hasMore && <Button onClick={more}>{t("found.more")}</Button>}
      <p class="page-failure" role="alert">
        {failure}
      </p>
    </Page>
  );
}

function itemsOf({ messages, next_cursor }: MessagePage) {
  return { items: messages, next: next_cursor };
}
