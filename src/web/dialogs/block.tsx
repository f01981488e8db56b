import { block } from "../api/accounts.ts";
import { confirm } from "../parts/confirm.tsx";
import { t } from "../words/words.ts";

/** Asks before somebody's direct messages are taken no more. */
export function askToBlock({ id, name }: { readonly id: string; readonly name: string }): void {
  confirm({
    title: t("privacy.block.ask", { name }),
    text: t("privacy.block.text"),
    action: t("privacy.block.do"),
    run: () => block(id),
  });
}
