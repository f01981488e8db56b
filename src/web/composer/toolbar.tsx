import type { Editor } from "@tiptap/core";
import { isWebAddress } from "../chat/content.tsx";
import { IconButton } from "../parts/button.tsx";
import type { IconName } from "../parts/icons.ts";
import type { Key } from "../words/en.ts";
import { t } from "../words/words.ts";

interface Tool {
  readonly label: Key;
  readonly icon: IconName;
  readonly mark: string;
  readonly run: (editor: Editor) => unknown;
}

const tools: readonly Tool[] = [
  { label: "format.bold", icon: "bold", mark: "bold", run: (editor) => editor.chain().focus().toggleBold().run() },
  {
    label: "format.italic",
    icon: "italic",
    mark: "italic",
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    label: "format.strike",
    icon: "strike",
    mark: "strike",
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  { label: "format.code", icon: "code", mark: "code", run: (editor) => editor.chain().focus().toggleCode().run() },
  {
    label: "format.block",
    icon: "codeBlock",
    mark: "codeBlock",
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
  {
    label: "format.bullets",
    icon: "bullets",
    mark: "bulletList",
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: "format.numbers",
    icon: "numbers",
    mark: "orderedList",
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: "format.quote",
    icon: "quote",
    mark: "blockquote",
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  { label: "format.link", icon: "link", mark: "link", run: linked },
];

export function Toolbar({ editor }: { readonly editor: Editor }) {
  return (
    <div class="toolbar" role="toolbar" aria-label={t("composer.format")}>
      {tools.map((tool) => (
        <IconButton
          key={tool.mark}
          icon={tool.icon}
          label={t(tool.label)}
          class={editor.isActive(tool.mark) ? "is-on" : ""}
          aria-pressed={editor.isActive(tool.mark)}
          onClick={() => tool.run(editor)}
        />
      ))}
    </div>
  );
}

function linked(editor: Editor): void {
  if (editor.isActive("link")) {
    editor.chain().focus().unsetLink().run();
    return;
  }
  const given = prompt(t("format.link.ask"), "https://");
  if (given !== null && isWebAddress(given)) editor.chain().focus().setLink({ href: given }).run();
}
