import { useState } from "preact/hooks";
import { IconButton } from "../parts/button.tsx";
import { placeOf } from "../parts/place.ts";
import { t } from "../words/words.ts";
import { actionsFor, type Acting } from "./actions.ts";
import { openMessageMenu, openReactionPicker } from "./message-menu.tsx";

/** What is done most, beside a message that is pointed at or has the focus in it. */
export function HoverBar({ line, conversation }: Acting) {
  const actions = actionsFor({ line, conversation });
  const reply = actions.find(({ name }) => name === "reply");
  return (
    <span class="hover-bar">
      {actions.some(({ name }) => name === "react") && (
        <IconButton
          icon="react"
          label={t("menu.react")}
          onClick={(event) => openReactionPicker(line, placeOf(event.currentTarget, { align: "right" }))}
        />
      )}
      {reply && <IconButton icon="reply" label={t("menu.reply")} onClick={reply.run} />}
      <IconButton
        icon="more"
        label={t("common.more")}
        aria-haspopup="menu"
        onClick={(event) =>
          openMessageMenu({ line, conversation, at: placeOf(event.currentTarget, { align: "right" }) })
        }
      />
    </span>
  );
}

/** Whether somebody has come to a message. From then on its bar is there: most messages only pass by and need none. */
export function useReached() {
  const [isReached, setReached] = useState(false);
  const reach = (): void => setReached(true);
  return { isReached, handlers: { onPointerEnter: reach, onFocusIn: reach } };
}
