import { Icon } from "../parts/icon.tsx";
import { Ticks } from "../parts/ticks.tsx";
import { nameOf } from "../store/names.ts";
import { myId, outgoing, typing } from "../store/store.ts";
import type { Outgoing } from "../store/outgoing.ts";
import type { Conversation, LastMessage } from "../wire/shapes.ts";
import { systemText } from "../words/system.tsx";
import { t } from "../words/words.ts";
import { typingText } from "../words/typing.ts";

/** What an item says in its second line: the first of these that there is. */
export function Preview({ conversation }: { readonly conversation: Conversation }) {
  const types = typingText(typing.value.get(conversation.id), { isShort: conversation.is_group });
  if (types !== null) return <span class="preview is-typing cut">{types}</span>;
  const mine = outgoing.value.filter(({ conversationId }) => conversationId === conversation.id);
  const failed = mine.find(({ status }) => status === "failed");
  if (failed) return <Failed outgoing={failed} />;
  if (conversation.draft_preview !== null && conversation.draft_preview !== "")
    return (
      <span class="preview cut">
        <span class="is-draft">{t("list.draft")}</span> {conversation.draft_preview}
      </span>
    );
  const last = mine.at(-1);
  if (last) return <Waiting outgoing={last} />;
  return <Last conversation={conversation} />;
}

function Failed({ outgoing: failed }: { readonly outgoing: Outgoing }) {
  return (
    <span class="preview is-failed cut">
      <Icon name="alert" size={14} /> {t("list.failed", { text: failed.content })}
    </span>
  );
}

function Waiting({ outgoing: waiting }: { readonly outgoing: Outgoing }) {
  return (
    <span class="preview cut">
      <Ticks of="sending" /> {t("list.you")} {waiting.content}
    </span>
  );
}

function Last({ conversation }: { readonly conversation: Conversation }) {
  const { last_message: last, is_group: isGroup } = conversation;
  if (!last) return <span class="preview cut">&nbsp;</span>;
  if (last.message_type === "system") return <span class="preview cut">{wordsOf(last)}</span>;
  const isMine = last.sender_id === myId.value;
  const words = wordsOf(last);
  const [first = ""] = nameOf(last.sender_id, last.sender_display_name).split(" ");
  return (
    <span class="preview cut">
      {isMine && last.delivery && <Ticks of={last.delivery} />}
      {isMine ? `${t("list.you")} ` : isGroup && `${first}: `}
      {words}
    </span>
  );
}

/** A message may be data alone. */
function wordsOf(last: LastMessage): string {
  const { is_deleted: isDeleted, preview, message_type: type } = last;
  if (isDeleted) return t("list.deleted");
  if (type === "system") return systemText(last);
  return preview === "" && type === "incident_data" ? t("search.data") : preview;
}

/** The same in words, for those who hear it. */
export function previewText({ last_message: last, draft_preview }: Conversation): string {
  if (draft_preview !== null && draft_preview !== "") return `${t("list.draft")} ${draft_preview}`;
  if (!last) return "";
  return wordsOf(last);
}
