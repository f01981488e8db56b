import { Button } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { t } from "../words/words.ts";
import type { Paged } from "./use-pages.ts";

/** Below a list that is loaded page by page: more of it, and what went wrong. */
export function ListEnd({ of: { hasMore, isLoading, more, failure } }: { readonly of: Omit<Paged<unknown>, "items"> }) {
  return (
    <>
      {hasMore && (
        <p class="list-end">
          <Button isBusy={isLoading} onClick={more}>
            {t("found.more")}
          </Button>
        </p>
      )}
      <FailureText of={failure} />
    </>
  );
}
