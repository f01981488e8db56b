import { Icon } from "../parts/icon.tsx";
import type { Attachment } from "../wire/shapes.ts";
import { localeNow, t } from "../words/words.ts";

/** Files of a message: each by its type, name and size, to be downloaded. */
export function Attachments({ of }: { readonly of: readonly Attachment[] }) {
  return (
    <ul class="files">
      {of.map((file) => (
        <li key={file.id} class="file">
          <span class="file-type">{typeOf(file)}</span>
          <span class="file-words">
            <span class="file-name cut">{file.file_name}</span>
            <span class="file-size numbers">{sizeOf(file.file_size)}</span>
          </span>
          <a
            class="icon-button"
            href={file.url}
            download={file.file_name}
            aria-label={t("message.file.download", { name: file.file_name })}
          >
            <Icon name="download" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function typeOf({ file_name: name }: Attachment): string {
  return (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "").toUpperCase();
}

const kilobyte = 1_024;

function sizeOf(bytes: number): string {
  const isLarge = bytes >= kilobyte * kilobyte;
  const value = isLarge ? bytes / kilobyte / kilobyte : Math.max(1, bytes / kilobyte);
  const unit = isLarge ? "megabyte" : "kilobyte";
  return new Intl.NumberFormat(localeNow(), { style: "unit", unit, maximumFractionDigits: isLarge ? 1 : 0 }).format(
    value,
  );
}
