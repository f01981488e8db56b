import { useState } from "preact/hooks";
import { removeLinkCard } from "../api/messages.ts";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { myId } from "../store/store.ts";
import type { LinkCard, Message } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { isWebAddress } from "./content.tsx";

/** What a linked page says of itself. */
export function LinkCardView({ line, card }: { readonly line: Message; readonly card: LinkCard }) {
  // Only this server's own, which may have none to give.
  const [isImageThere, setImageThere] = useState(card.image?.startsWith("/api/") ?? false);
  if (!isWebAddress(card.url)) return null;
  const remove = (): void => void removeLinkCard(line.id).catch((error: unknown) => toast(failureOf(error)));
  return (
    <div class="card">
      <a class="card-link" href={card.url} target="_blank" rel="noopener noreferrer nofollow">
        {isImageThere && (
          <img
            class="card-image"
            src={card.image ?? ""}
            alt=""
            width={84}
            height={84}
            loading="lazy"
            onError={() => setImageThere(false)}
          />
        )}
        <span class="card-words">
          <span class="card-host cut">{new URL(card.url).host}</span>
          <span class="card-title cut">{card.title}</span>
          {card.description !== null && <span class="card-text">{card.description}</span>}
        </span>
      </a>
      {line.sender_id === myId.value && <IconButton icon="close" label={t("message.card.remove")} onClick={remove} />}
    </div>
  );
}
