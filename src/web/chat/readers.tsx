import { useMemo } from "preact/hooks";
import { openDetails } from "../dialogs/open.ts";
import { Avatar } from "../parts/avatar.tsx";
import { steady } from "../store/steady.ts";
import { histories, members, myId } from "../store/store.ts";
import type { Message, Person } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

const shown = 4;

/** Those who have read up to here and no further, below the message. */
export function Readers({ line }: { readonly line: Message }) {
  const here = useMemo(() => steady(() => readersAt(line)), [line]);
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
function readersAt(line: Message): readonly Person[] {
  const before = nextOf(line)?.sequence ?? Number.POSITIVE_INFINITY;
  return (members.value.get(line.conversation_id) ?? [])
    .filter(({ last_read_sequence: read }) => read >= line.sequence && read < before)
    .map(({ user }) => user)
    .filter(({ id }) => id !== myId.value && id !== line.sender_id);
}

function nextOf({ conversation_id: id, sequence }: Message): Message | undefined {
  const lines = histories.value.get(id)?.lines ?? [];
  let index = sequence - (lines[0]?.sequence ?? sequence) + 1;
  while (lines[index]?.message_type === "system") index += 1;
  return lines[index];
}
