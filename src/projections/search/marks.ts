import type { UserId } from "../../domain/ids.ts";
import { hashed } from "./grams.ts";
import type { searchedTypes } from "./message-search.ts";

/** What messages can be filtered by, as hashes beside their grams. */
export const senderMark = (userId: UserId): number => hashed(`sender ${userId}`);
export const typeMark = (type: (typeof searchedTypes)[number]): number => hashed(`type ${type}`);
export const linkMark = hashed("link");
export const dataMark = hashed("data");

const link = /\bhttps?:\/\/[^\s/]/iu;

export const hasLink = (text: string): boolean => link.test(text);
