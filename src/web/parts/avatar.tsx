import { lettersOf } from "../words/letters.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { initialsOf, personClass } from "./person-colour.ts";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly size: 18 | 24 | 28 | 32 | 36 | 40 | 48;
  readonly kind?: "person" | "group";
  readonly icon?: IconName | undefined;
  readonly isOnline?: boolean | undefined;
}

/** Somebody, or a group, by initials in their colours; the name stands beside it in words. */
export function Avatar({ id, name, size, kind = "person", icon, isOnline }: AvatarProps) {
  const initials = initialsOf(name, kind);
  const letters = size <= 28 ? (lettersOf(initials)[0] ?? "") : initials;
  return (
    <span class={`avatar avatar-${size} avatar-${kind} ${personClass(id)}`} aria-hidden="true">
      {icon ? <Icon name={icon} size={size > 40 ? 20 : 18} /> : letters}
      {isOnline && <span class="presence" />}
    </span>
  );
}
