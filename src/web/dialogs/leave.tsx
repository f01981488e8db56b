import { leaveConversation } from "../api/conversations.ts";
import { isProblem } from "../api/problem.ts";
import { goTo, route } from "../app/router.ts";
import { confirm } from "../parts/confirm.tsx";
import { toast } from "../parts/toast.tsx";
import { titleOf } from "../store/names.ts";
import type { Standing } from "../store/standing.ts";
import { change } from "../store/store.ts";
import { t } from "../words/words.ts";
import { openMembers } from "./open.ts";

export function askToLeave(conversation: Standing): void {
  const { id } = conversation;
  confirm({
    title: t("leave.ask", { name: titleOf(conversation) }),
    text: t("leave.text"),
    action: t("leave.do"),
    run: async () => {
      try {
        await leaveConversation(id);
      } catch (error) {
        if (!isProblem(error, "conflict")) throw error;
        toast(t("leave.last_owner"));
        openMembers(id);
        return;
      }
      const now = route.peek();
      if (now.page === "conversation" && now.id === id) goTo("/");
      change({ kind: "gone", conversationId: id });
    },
  });
}
