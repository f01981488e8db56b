import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { openDetails } from "../dialogs/open.ts";
import { Avatar } from "../parts/avatar.tsx";
import { myId, state } from "../store/store.ts";
import type { Conversation, Member, Message } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

const shown = 4;

/** Those who have read up to here and no further, below the message. */
export function Readers({ line, conversation }: { readonly line: Message; readonly conversation: Conversation }) {
  const here = useMemo(
    () => computed(() => readersAt(line, conversation.id).map(({ user }) => user)),
    [line, conversation.id],
  );
  const readers = here.value;
  if (readers.length === 0) return null;
  const more = readers.length - shown;
  return (
    <button
      type="button"
      class="readers"
      aria-label={t("message.readers", { n: readers.length })}
      data-tooltip={readers.map(({ display_name }) => display_name).join(", ")}
      onClick={() => openDetails(line.conversation_id, line.id)}
    >
      {readers.slice(0, shown).map(({ id, display_name: name }) => (
        <Avatar key={id} id={id} name={name} size={18} />
      ))}
      {more > 0 && <span class="numbers">+{more}</span>}
    </button>
  );
}

/** System lines show no readers: whoever read up to one stands at the message above it. */
function readersAt(line: Message, conversationId: string): readonly Member[] {
  const { members, histories } = state.value;
  const lines = histories.get(conversationId)?.lines ?? [];
  const [first] = lines;
  const index = first ? line.sequence - first.sequence : -1;
  const next = lines.slice(index + 1).find(({ message_type: type }) => type !== "system");
  const before = next?.sequence ?? Number.POSITIVE_INFINITY;
  return (members.get(conversationId) ?? []).filter(
    ({ user, last_read_sequence: read }) =>
      user.id !== myId.value && user.id !== line.sender_id && read >= line.sequence && read < before,
  );
}
