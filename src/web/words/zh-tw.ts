import { en, type Catalogue } from "./en.ts";

export const zhTW: Catalogue = en;
