import { sql, type FragmentSqlToken } from "slonik";
import { shownFirst } from "../../domain/conversation/first-members.ts";
import type { Viewer } from "./access.ts";
import { members, users } from "./tables.ts";

/** Those of conversation `c` who joined first: whose names are shown where it has none. */
export const firstMemberIds = sql.fragment`
  select f.user_id from ${members} f where f.conversation_id = c.id and f.role is not null
  order by f.joined_revision, f.joined_ordinal limit ${shownFirst}`;

/**
 * Whether conversation `c` is called so, in part. One without a name is called as it is shown: like who else is in it, or
 * like oneself where nobody is. @param wanted folded
 */
export function isCalled(viewer: Viewer, wanted: string): FragmentSqlToken {
  return sql.fragment`case when c.name_folded is not null then strpos(c.name_folded, ${wanted}) > 0 else exists (
      select from ${users} u where u.id in (${firstMemberIds}) and (u.id <> ${viewer} or c.member_count = 1)
        and strpos(u.display_name_folded, ${wanted}) > 0
    ) end`;
}
