import "./dialogs.css";
import { AddData } from "./add-data.tsx";
import { Details } from "./details.tsx";
import { Forward } from "./forward.tsx";
import { Members } from "./members.tsx";
import { NewConversation } from "./new-conversation.tsx";
import type { OpenDialog } from "./open.ts";
import { Review } from "./review.tsx";
import { Schedule } from "./schedule.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Switcher } from "./switcher.tsx";

/** Every dialog that is reached from many places; all of them are one file to load. */
export function AnyDialog({ dialog }: { readonly dialog: OpenDialog }) {
  switch (dialog.name) {
    case "switcher":
      return <Switcher />;
    case "new":
      return <NewConversation key={`${dialog.kind} ${dialog.called}`} {...dialog} />;
    case "members":
      return <Members {...dialog} />;
    case "forward":
      return <Forward {...dialog} />;
    case "details":
      return <Details {...dialog} />;
    case "add-data":
      return <AddData {...dialog} />;
    case "schedule":
      return <Schedule {...dialog} />;
    case "review":
      return <Review {...dialog} />;
    case "shortcuts":
      return <Shortcuts />;
  }
}
