import { useState } from "preact/hooks";
import { getLooks, type Look } from "../api/audit.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { myId } from "../store/store.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";

const firstShown = 3;

/** Whoever looked into this conversation before, and why. */
export function WhoLooked({ conversationId }: { readonly conversationId: string }) {
  const [isWhole, setWhole] = useState(false);
  const { items, ...end } = usePages(conversationId, async (cursor) => {
    const page = await getLooks(conversationId, cursor);
    return { items: page.looks, next: page.next_cursor };
  });
  const looks = sittings(items ?? []);
  const shown = isWhole ? looks : looks.slice(0, firstShown);
  return (
    <section>
      <header class="replay-details-head">
        <h2>{t("audit.looked")}</h2>
        {!isWhole && looks.length > firstShown && (
          <button type="button" class="text-link" onClick={() => setWhole(true)}>
            {t("audit.looked.all", { n: end.hasMore ? `${looks.length}+` : looks.length })}
          </button>
        )}
      </header>
      <ul class="audit-looks">
        {shown.map((look, at) => (
          <li key={look.position}>
            <Avatar id={look.auditor.id} name={look.auditor.display_name} size={28} />
            <span class="audit-look-words">
              <span>{look.auditor.display_name}</span>
              <span class="audit-look-why">{whyOf(look, at === 0)}</span>
            </span>
            <time class="numbers" dateTime={look.at}>
              {timeOf(look.at)}
            </time>
          </li>
        ))}
      </ul>
      <ListEnd of={{ ...end, hasMore: isWhole && end.hasMore }} />
    </section>
  );
}

function whyOf({ auditor, looked_at: at, reason }: Look, isLatest: boolean): string {
  const why = reason ?? t("audit.erased");
  if (at === "export") return t("audit.looked.export", { reason: why });
  return auditor.id === myId.value && isLatest ? t("audit.looked.now", { reason: why }) : why;
}

/** Looks of one person for one reason, one after the other, are one sitting: its latest stands for all. */
function sittings(looks: readonly Look[]): readonly Look[] {
  return looks.filter((look, at) => {
    const before = looks[at - 1];
    const isSame = before?.auditor.id === look.auditor.id && before.reason === look.reason;
    return !isSame || (before.looked_at === "export") !== (look.looked_at === "export");
  });
}
