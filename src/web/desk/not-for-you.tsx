import { onFollow } from "../app/router.ts";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";

/** In place of a page whose role one does not have. */
export function NotForYou({ text }: { readonly text: string }) {
  return (
    <main class="desk-gate">
      <span class="desk-gate-icon">
        <Icon name="lock" size={24} />
      </span>
      <h1>{text}</h1>
      <a class="button button-plain" href="/" onClick={onFollow}>
        {t("chat.to_list")}
      </a>
    </main>
  );
}
