import { en, type Catalogue } from "./en.ts";

export const pl: Catalogue = en;
