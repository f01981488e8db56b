import { query } from "../../support/database.ts";
import type { Setting } from "./setting.ts";

/** A lease that went from one holder to another; null is nobody. */
export interface Taking {
  readonly from: string | null;
  readonly to: string | null;
  /** Whether it had yet to run out, by the server's clock. */
  readonly isEarly: boolean;
}

/** Has the database write down every lease that changes hands from now on. @returns what reads it, in order. */
export async function watchTakings({ url }: Setting): Promise<() => Promise<Taking[]>> {
  await query(
    url,
    `create table public.takings (n int generated always as identity, was text, becomes text, is_early boolean);
     create function public.write_down() returns trigger language plpgsql as $$
     begin
       insert into public.takings (was, becomes, is_early)
       values (old.lease_holder, new.lease_holder, coalesce(old.lease_until > clock_timestamp(), false));
       return null;
     end $$;
     create trigger takings after update on projections.builds for each row
       when (old.lease_holder is distinct from new.lease_holder) execute function public.write_down()`,
  );
  return () =>
    query(url, `select was as "from", becomes as "to", is_early as "isEarly" from public.takings order by n`);
}
