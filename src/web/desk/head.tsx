import type { ComponentChildren } from "preact";
import { onFollow } from "../app/router.ts";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";

interface HeadProps {
  readonly title: string;
  readonly under?: ComponentChildren;
  readonly back?: string;
  readonly face?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Over a page of auditors or operators: where one is, the way back, and what can be done. */
export function Head({ title, under, back = "/", face, children }: HeadProps) {
  return (
    <header class="desk-head">
      <a class="icon-button" href={back} onClick={onFollow} aria-label={t(back === "/" ? "chat.back" : "common.back")}>
        <Icon name="back" />
      </a>
      {face}
      <div class="desk-title">
        <h1 class="cut">{title}</h1>
        {under !== undefined && <p>{under}</p>}
      </div>
      {children}
    </header>
  );
}
