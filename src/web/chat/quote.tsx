import { personClass } from "../parts/person-colour.ts";
import { nameOf } from "../store/names.ts";
import type { Quote } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

/** What a message answers; a click leads there. */
export function QuoteView({ quote, onJump }: { readonly quote: Quote; readonly onJump?: () => void }) {
  const words = (
    <>
      <span class="quote-name cut">{nameOf(quote.sender_id, quote.sender_display_name)}</span>
      <span class={`quote-words cut ${quote.is_deleted ? "is-deleted" : ""}`}>
        {quote.is_deleted ? t("message.deleted") : quote.preview}
      </span>
    </>
  );
  const look = `quote ${personClass(quote.sender_id)}`;
  if (!onJump) return <span class={look}>{words}</span>;
  return (
    <button type="button" class={look} onClick={onJump}>
      {words}
    </button>
  );
}
