import { drawing, type IconName } from "./icons.ts";

const drawings = new Map<IconName, string>();

interface Look {
  /** 20 in buttons, 18 in menus, 16 inline, 14 in tags. */
  readonly size?: 14 | 16 | 18 | 20 | 24;
  readonly class?: string;
}

interface IconProps extends Look {
  readonly name: IconName;
}

/** One of our own drawings, beside words or a label that say the same. */
export function Icon({ name, ...look }: IconProps) {
  let drawn = drawings.get(name);
  if (drawn === undefined) drawings.set(name, (drawn = drawing(name)));
  return <Drawn drawing={drawn} {...look} />;
}

/** A drawing that came with a part of the pages. */
export function Drawn({ drawing: drawn, size = 20, class: given }: Look & { readonly drawing: string }) {
  return (
    <svg
      class={given}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: drawn }}
    />
  );
}
