import type { Hold } from "../api/holds.ts";
import { onFollow } from "../app/router.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { titleOf } from "./title.ts";

interface HoldRowProps {
  readonly hold: Hold;
  /** Absent for who may not. */
  readonly onLift?: () => void;
}

/** A hold: on what, why and by whom; lifted ones with the same of their end. */
export function HoldRow({ hold, onLift }: HoldRowProps) {
  const { conversation_id: conversationId, user } = hold;
  const id = user?.id ?? conversationId ?? hold.id;
  const name = nameOf(hold);
  const stands = hold.lifted_at === null;
  return (
    <li class={`hold ${stands ? "" : "is-lifted"}`}>
      <Avatar id={id} name={name} size={40} kind={user ? "person" : "group"} />
      <div class="hold-words">
        <p class="hold-name">
          {conversationId !== null && onLift ? (
            <a class="cut" href={`/audit/${encodeURIComponent(conversationId)}`} onClick={onFollow}>
              {name}
            </a>
          ) : (
            <span class="cut">{name}</span>
          )}
          <span class={`tag ${stands ? "is-info" : "is-kept"}`}>
            {stands ? <Icon name="lock" size={14} /> : <DeskIcon name="undo" size={14} />}
            {t(stands ? "holds.stands" : "holds.lifted")}
          </span>
        </p>
        <p>{hold.reason ?? t("holds.reason.erased")}</p>
        <small class="numbers">
          {t(user ? "holds.person" : "holds.conversation")} ·{" "}
          {t("holds.placed", { name: hold.placed_by.display_name, time: timeOf(hold.placed_at) })}
        </small>
        <Lifted hold={hold} />
      </div>
      {stands && onLift && <Button onClick={onLift}>{t("holds.lift")}…</Button>}
    </li>
  );
}

function Lifted({ hold: { lifted_by: by, lifted_at: at, lifted_reason: why } }: Pick<HoldRowProps, "hold">) {
  if (!by || at === null) return null;
  const text = t("holds.lifted.by", { name: by.display_name, time: timeOf(at) });
  return <small class="numbers">{why === null ? text : `${text}: ${why}`}</small>;
}

/** Of a conversation whose name is not told, its id, by which auditors find it. */
function nameOf({ user, conversation, conversation_id: id }: Hold): string {
  if (user) return user.display_name;
  return conversation ? titleOf(conversation) : (id ?? "");
}
