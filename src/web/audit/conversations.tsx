import { useState } from "preact/hooks";
import { findConversations, type AuditedConversation } from "../api/audit.ts";
import { onFollow } from "../app/router.ts";
import { Head } from "../desk/head.tsx";
import { useSettled } from "../desk/use-settled.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { reason } from "./looking.ts";
import { ReasonLine } from "./reason-line.tsx";
import { namesIn, titleOf } from "./title.ts";
import { VerifyButton } from "./verify-dialog.tsx";

/** All conversations there are, also deleted ones. */
export function Conversations() {
  const [typed, setTyped] = useState("");
  const query = useSettled(typed);
  const { items, ...end } = usePages(query, async (cursor) => {
    const page = await findConversations(reason.peek(), query, cursor);
    return { items: page.conversations, next: page.next_cursor };
  });
  return (
    <div class="desk">
      <Head title={t("audit.title")} under={<ReasonLine />}>
        <a class="button button-plain" href="/audit/holds" onClick={onFollow}>
          <Icon name="lock" size={18} />
          <span class="wide-words">{t("holds.title")}</span>
        </a>
        <VerifyButton />
      </Head>
      <main class="desk-scroll">
        <div class="audit-found">
          <SearchField label={t("audit.find")} value={typed} onInput={setTyped} />
          <ul class="desk-card">
            {(items ?? []).map((each) => (
              <Found key={each.id} conversation={each} />
            ))}
          </ul>
          {items?.length === 0 && <p class="desk-none">{t("audit.find.none")}</p>}
          <ListEnd of={end} />
        </div>
      </main>
    </div>
  );
}

function Found({ conversation }: { readonly conversation: AuditedConversation }) {
  const { id, kind, created_at, deleted_at, people } = conversation;
  const names = namesIn(people);
  const title = titleOf(conversation);
  return (
    <li>
      <a class="audit-conversation" href={`/audit/${encodeURIComponent(id)}`} onClick={onFollow}>
        <Avatar id={id} name={title} size={40} kind="group" />
        <span class="audit-conversation-words">
          <span class="audit-conversation-name">
            <span class="cut">{title}</span>
            {deleted_at !== null && <span class="tag is-high">{t("audit.deleted")}</span>}
          </span>
          <span class="audit-conversation-about cut">
            {t("audit.kind", { kind })} · {names}
          </span>
        </span>
        <time class="numbers" dateTime={created_at}>
          {timeOf(created_at)}
        </time>
      </a>
    </li>
  );
}
