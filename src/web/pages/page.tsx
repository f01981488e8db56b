import type { ComponentChildren } from "preact";
import { onFollow } from "../app/router.ts";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";

interface PageProps {
  readonly title: string;
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Beside the list, in place of a conversation. */
export function Page({ title, head, children }: PageProps) {
  return (
    <main class="page">
      <header class="page-head">
        <a class="icon-button chat-back" href="/" onClick={onFollow} aria-label={t("chat.back")}>
          <Icon name="back" />
        </a>
        <h1 class="page-title cut">{title}</h1>
      </header>
      {head}
      <div class="page-scroll">
        <div class="page-column">{children}</div>
      </div>
    </main>
  );
}
