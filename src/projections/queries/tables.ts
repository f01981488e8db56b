import { sql } from "slonik";
import { schema as conversationsSchema } from "../conversations/v1/tables.ts";
import { schema as linesSchema } from "../lines/v1/tables.ts";
import { schema as membersSchema } from "../members/v1/tables.ts";
import { schema as usersSchema } from "../users/v1/tables.ts";

/** The tables that are asked, in the version that queries go to. */
export const users = sql.identifier([usersSchema, "users"]);
export const words = sql.identifier([usersSchema, "words"]);
export const conversations = sql.identifier([conversationsSchema, "conversations"]);
export const publicRooms = sql.identifier([conversationsSchema, "public_rooms"]);
export const members = sql.identifier([membersSchema, "members"]);
export const lines = sql.identifier([linesSchema, "lines"]);
