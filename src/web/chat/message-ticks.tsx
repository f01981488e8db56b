import { Ticks } from "../parts/ticks.tsx";
import { Icon } from "../parts/icon.tsx";
import { deliveryOf } from "../store/markers.ts";
import { members as allMembers, myId } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Member, Message } from "../wire/shapes.ts";
import { exactClockOf } from "../words/times.ts";
import { t } from "../words/words.ts";

/** Ticks of a message of mine; pointed at or focused, they show the times. */
export function MessageTicks({ line, conversation }: { readonly line: Message; readonly conversation: Standing }) {
  const members = allMembers.value.get(conversation.id) ?? [];
  const others = members.filter(({ user }) => user.id !== myId.value);
  const isWhole = members.length >= conversation.member_count;
  const delivery = isWhole ? deliveryOf(line.sequence, others) : "sent";
  const [other] = others;
  return (
    <span class="ticks-with-times" tabIndex={conversation.kind === "direct" ? 0 : undefined}>
      <Ticks of={delivery} />
      {conversation.kind === "direct" && other && <Times line={line} other={other} />}
    </span>
  );
}

function Times({ line, other }: { readonly line: Message; readonly other: Member }) {
  const isRead = other.last_read_sequence >= line.sequence;
  const isDelivered = other.last_delivered_sequence >= line.sequence;
  return (
    <span class="tick-times" role="tooltip">
      {isRead && other.last_read_at !== null && (
        <span>
          <Icon name="checks" size={14} class="is-read" /> {t("message.read")}{" "}
          <time>{exactClockOf(other.last_read_at)}</time>
        </span>
      )}
      {isDelivered && other.last_delivered_at !== null && (
        <span>
          <Icon name="checks" size={14} /> {t("message.delivered")} <time>{exactClockOf(other.last_delivered_at)}</time>
        </span>
      )}
      <span>
        <Icon name="check" size={14} /> {t("message.sent")} <time>{exactClockOf(line.created_at)}</time>
      </span>
    </span>
  );
}
