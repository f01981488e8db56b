import { useState } from "preact/hooks";
import { save, unsave } from "../api/messages.ts";
import { getMentions, getSaved, type MessagePage } from "../api/search.ts";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { toast } from "../parts/toast.tsx";
import type { Message } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { ListEnd } from "./list-end.tsx";
import { MessageRows } from "./message-rows.tsx";
import { Page } from "./page.tsx";
import { usePages } from "./use-pages.ts";

const kinds = { mentions: getMentions, saved: getSaved } as const;
const icons = { mentions: "at", saved: "bookmark" } as const;

/** Messages that mention me, or that I saved, wherever they stand. */
export function KeptMessages({ kind }: { readonly kind: keyof typeof kinds }) {
  const { items, ...end } = usePages(kind, async (cursor) => itemsOf(await kinds[kind](cursor)));
  const unsaving = useUnsaving();
  const kept = (items ?? []).filter(({ id }) => !unsaving.gone.has(id));
  return (
    <Page title={t(`${kind}.title`)}>
      {items !== null && kept.length === 0 && !end.hasMore && (
        <div class="page-none">
          <span class="page-none-icon">
            <Icon name={icons[kind]} />
          </span>
          <p>{t(`${kind}.none`)}</p>
        </div>
      )}
      <MessageRows
        of={kept.map((message) => ({ message }))}
        {...(kind === "saved" && { beside: (message) => <Unsave message={message} onClick={unsaving.unsave} /> })}
      />
      <ListEnd of={end} />
    </Page>
  );
}

function itemsOf({ messages, next_cursor }: MessagePage) {
  return { items: messages, next: next_cursor };
}

interface UnsaveProps {
  readonly message: Message;
  readonly onClick: (message: Message) => void;
}

function Unsave({ message, onClick }: UnsaveProps) {
  return <IconButton icon="unsave" label={t("menu.unsave")} onClick={() => onClick(message)} />;
}

/** Takes messages out of the saved ones, and puts one back that was taken out by mistake. */
function useUnsaving() {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const tell = (error: unknown): void => toast(failureOf(error));
  const putBack = (id: string): void => {
    void save(id).then(() => setGone((before) => new Set([...before].filter((each) => each !== id))), tell);
  };
  const unsaveOne = ({ id }: Message): void => {
    void unsave(id).then(() => {
      setGone((before) => new Set([...before, id]));
      toast(t("toast.unsaved"), { label: t("toast.undo"), run: () => putBack(id) });
    }, tell);
  };
  return { gone, unsave: unsaveOne };
}
