/** What went wrong, for those who hear the page, too; without anything it takes no room. */
export function FailureText({ of: failure }: { readonly of: string }) {
  return (
    <p class="failure" role="alert">
      {failure}
    </p>
  );
}
