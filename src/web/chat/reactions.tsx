import { nameOf } from "../store/names.ts";
import { isMine } from "../store/reactions.ts";
import { myId } from "../store/store.ts";
import type { Message, Reaction } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { toggleReaction } from "./react.ts";

/** Pills below a message; a click joins in or takes mine away. */
export function Reactions({ line }: { readonly line: Message }) {
  if (line.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {line.reactions.map((reaction) => {
        const mine = isMine(reaction, myId.value);
        const others = reaction.count - (mine ? 1 : 0);
        return (
          <button
            key={reaction.emoji}
            type="button"
            class="reaction"
            aria-pressed={mine}
            aria-label={t("message.reaction", {
              emoji: reaction.emoji,
              count: reaction.count,
              others,
              mine: String(mine),
            })}
            data-tooltip={namesOf(reaction)}
            onClick={() => toggleReaction(line, reaction.emoji)}
          >
            <span class="emoji" aria-hidden="true">
              {reaction.emoji}
            </span>
            <span class="numbers" aria-hidden="true">
              {reaction.count}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function namesOf({ user_ids: ids, count }: Reaction): string {
  const names = ids.map((id) => nameOf(id, id));
  const more = count - names.length;
  return names.join(", ") + (more > 0 ? ` +${more}` : "");
}
