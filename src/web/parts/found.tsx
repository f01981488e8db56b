import { foundIn } from "../words/folded.ts";

/** A name with what was typed marked in it. */
export function Found({ name, query }: { readonly name: string; readonly query: string }) {
  const parts = foundIn(name, query);
  if (!parts) return <>{name}</>;
  const [before, part, after] = parts;
  return (
    <>
      {before}
      <mark>{part}</mark>
      {after}
    </>
  );
}
