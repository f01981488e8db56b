import { Editor } from "@tiptap/core";
import { StarterKit } from "@tiptap/starter-kit";
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { t } from "../words/words.ts";
import { Toolbar } from "./toolbar.tsx";
import { htmlOf } from "./text-to-html.ts";

interface RichEditorProps {
  readonly start: string;
  readonly startType: "text" | "html";
  readonly label: string;
  /** What sending is called here. */
  readonly action: string;
  readonly icon: IconName;
  readonly onSubmit: (html: string) => void;
  readonly onText: (text: string) => void;
  readonly onPlain: () => void;
  readonly onLeave: () => void;
}

/** Writing with bold, lists and the rest, also by Markdown's signs. */
export function RichEditor(props: RichEditorProps) {
  const { start, startType, label, action, icon, onPlain } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [editor, setEditor] = useState<Editor | null>(null);
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const submit = (made: Editor): boolean => {
    if (made.isEmpty) return true;
    latest.current.onSubmit(made.getHTML());
    made.commands.clearContent();
    return true;
  };
  useEffect(() => {
    const made = new Editor({
      element: place.current,
      extensions: [StarterKit.configure({ heading: false, horizontalRule: false, link: { openOnClick: false } })],
      content: startType === "html" ? start : htmlOf(start),
      injectCSS: false,
      autofocus: "end",
      editorProps: {
        attributes: { class: "composer-input is-rich", role: "textbox", "aria-multiline": "true", "aria-label": label },
        handleKeyDown: (view, event) => {
          if (view.composing || event.isComposing) return false;
          if (event.key === "Escape") {
            latest.current.onLeave();
            return true;
          }
          if (event.key !== "Enter" || event.shiftKey || isInBlock(made)) return false;
          return submit(made);
        },
      },
      onUpdate: () => latest.current.onText(made.getText()),
      onTransaction: () => renderAgain(null),
    });
    setEditor(made);
    return () => made.destroy();
  }, []);
  return (
    <>
      {editor && <Toolbar editor={editor} />}
      <div class="composer-row">
        <div class="composer-rich" ref={place} />
        <IconButton icon="letters" label={t("composer.format")} class="is-on" aria-pressed={true} onClick={onPlain} />
        <button
          type="button"
          class="send"
          disabled={!editor || editor.isEmpty}
          aria-label={action}
          data-tooltip={action}
          onClick={() => editor && submit(editor)}
        >
          <Icon name={icon} />
        </button>
      </div>
    </>
  );
}

/** There Enter makes the next line or item. */
function isInBlock(editor: Editor): boolean {
  return editor.isActive("listItem") || editor.isActive("codeBlock");
}
