import "./pages.css";
import { KeptMessages } from "./kept-messages.tsx";
import { Search } from "./search.tsx";

export type PageRoute = { readonly page: "mentions" | "saved" } | { readonly page: "search"; readonly words: string };

/** Every page beside the list that is not a conversation; all of them are one file to load. */
export function AnyPage({ at }: { readonly at: PageRoute }) {
  if (at.page === "search") return <Search words={at.words} />;
  return <KeptMessages key={at.page} kind={at.page} />;
}
