import { useId } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";

interface FileFieldProps {
  readonly label: string;
  readonly accept: string;
  readonly file: File | null;
  readonly onChoose: (file: File | null) => void;
}

/** A file of this computer. */
export function FileField({ label, accept, file, onChoose }: FileFieldProps) {
  const id = useId();
  return (
    <div class="file-field">
      <input
        id={id}
        type="file"
        accept={accept}
        class="only-read"
        onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
      />
      <label for={id}>
        <Icon name="report" size={18} />
        <span class="cut">{file ? `${label}: ${file.name}` : label}</span>
      </label>
    </div>
  );
}
