-- Up Migration

-- The log: the only truth about conversations. Rows are added by log.append alone, and never changed.
create schema log;

create table log.events (
  position bigint not null,           -- 1, 2, 3 … in the order of commits
  revision integer not null,          -- 0, 1, 2 … in the stream
  event_id uuid not null,
  stream text collate "C" not null,
  type text collate "C" not null,
  data text not null,                 -- JSON; as text it keeps every character, and no depth of it can fail a batch
  metadata text not null,
  primary key (position),
  unique (stream, revision),
  unique (event_id)
);

create table log.epoch (
  epoch uuid not null,
  since timestamptz not null default now()
);
insert into log.epoch (epoch) values (gen_random_uuid());

create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log is never changed: % on %.% is forbidden.', tg_op, tg_table_schema, tg_table_name;
end $$;

create trigger events_are_facts before update or delete or truncate on log.events
  for each statement execute function log.refuse_change();

-- Appends a batch and gives one verdict per append, in the order given: 'w'ritten, 'r'epeated (these very events were
-- written before: the first answer again), 'c'onflict (revision: where the stream stands, -1: nowhere), or too 'l'ate.
--
-- The lock comes first and is held to the end of the transaction, which is this one call. Each later statement takes a
-- new snapshot, so it sees all that was committed before: positions are in commit order, and no reader can see one
-- before a lower one. Nobody waits on a client while holding it.
create function log.append(
  streams text[],          -- the batch's streams, each once
  stream_numbers int[],    -- per append: which of these
  expected int[],          -- per append: the stream's last revision, -1 for none
  event_counts int[],      -- per append
  allowed_ms int[],        -- per append: not written any more when the call has waited longer
  event_ids uuid[], event_types text[], event_data text[], event_metadata text[],
  out verdicts text, out revisions int[], out positions bigint[]
) language plpgsql as $$
declare
  append_count int := cardinality(stream_numbers);
  event_count int := cardinality(event_ids);
  last_position bigint;
  heads int[];
  known uuid[];
  waited_ms int;
  replayed bigint;
  event_positions bigint[] := array_fill(null::bigint, array[event_count]);
  event_streams int[] := array_fill(null::int, array[event_count]);
  event_revisions int[] := array_fill(null::int, array[event_count]);
  first_event int := 1;
  stream_number int;
  head int;
begin
  perform pg_advisory_xact_lock(7265503);

  last_position := coalesce((select e.position from log.events e order by e.position desc limit 1), 0);
  heads := array(
    select coalesce((select e.revision from log.events e where e.stream = s.name order by e.revision desc limit 1), -1)
    from unnest(streams) with ordinality s (name, number) order by s.number);
  known := array(select e.event_id from log.events e where e.event_id = any (event_ids));
  waited_ms := extract(epoch from clock_timestamp() - statement_timestamp()) * 1000;

  verdicts := '';
  revisions := array_fill(-1, array[append_count]);
  positions := array_fill(0::bigint, array[append_count]);
  for n in 1 .. append_count loop
    stream_number := stream_numbers[n];
    head := heads[stream_number];
    if waited_ms >= allowed_ms[n] then
      verdicts := verdicts || 'l';
    elsif known <> '{}' and event_ids[first_event : first_event + event_counts[n] - 1] && known then
      -- A look-up per event: as a join, its plan may become a scan of a whole index.
      select case when count(found.position) = event_counts[n]
          and max(found.position) - min(found.position) = event_counts[n] - 1 then max(found.position) end
        into replayed
      from (
        select (select e.position from log.events e
                where e.stream = streams[stream_number] and e.revision = expected[n] + given.number
                  and e.event_id = given.id) as position
        from unnest(event_ids[first_event : first_event + event_counts[n] - 1]) with ordinality given (id, number)
      ) found;
      verdicts := verdicts || case when replayed is null then 'c' else 'r' end;
      revisions[n] := case when replayed is null then head else expected[n] + event_counts[n] end;
      positions[n] := replayed;
    elsif expected[n] <> head then
      verdicts := verdicts || 'c';
      revisions[n] := head;
    else
      for i in first_event .. first_event + event_counts[n] - 1 loop
        last_position := last_position + 1;
        head := head + 1;
        event_positions[i] := last_position;
        event_streams[i] := stream_number;
        event_revisions[i] := head;
      end loop;
      heads[stream_number] := head;
      verdicts := verdicts || 'w';
      revisions[n] := head;
      positions[n] := last_position;
    end if;
    first_event := first_event + event_counts[n];
  end loop;

  insert into log.events (position, revision, event_id, stream, type, data, metadata)
  select e.position, e.revision, e.id, streams[e.stream], e.type, e.data, e.metadata
  from unnest(event_positions, event_revisions, event_ids, event_streams, event_types, event_data, event_metadata)
    as e (position, revision, id, stream, type, data, metadata)
  where e.position is not null;
end $$;

-- The commonest batch in the fewest statements: every event is the next of its stream. Gives the position before the
-- first. Anything unusual fails the whole call, with misfit (VB001) or a unique violation, and is left to log.append.
-- (The scalar subquery keeps its plan, whatever the table grows to; an "or exists" does not.)
create function log.append_next(
  streams text[],
  expected int[],          -- per event: the revision before it
  follows int[],           -- per event: 1 where that revision is in this batch, too
  allowed_seconds float8,
  event_ids uuid[], event_types text[], event_data text[], event_metadata text[]
) returns bigint language plpgsql as $$
declare
  last_position bigint;
  inserted int;
begin
  perform pg_advisory_xact_lock(7265503);
  last_position := coalesce((select e.position from log.events e order by e.position desc limit 1), 0);
  insert into log.events (position, revision, event_id, stream, type, data, metadata)
  select last_position + given.number, given.expected + 1, given.id, given.stream, given.type, given.data, given.metadata
  from unnest(streams, expected, follows, event_ids, event_types, event_data, event_metadata)
    with ordinality as given (stream, expected, follows, id, type, data, metadata, number)
  where case when given.follows = 1 then true else given.expected = coalesce(
      (select e.revision from log.events e where e.stream = given.stream and e.revision = given.expected), -1) end
    and clock_timestamp() < statement_timestamp() + make_interval(secs => allowed_seconds);
  get diagnostics inserted = row_count;
  if inserted < cardinality(streams) then
    raise exception 'Not every event is the next of its stream.' using errcode = 'VB001';
  end if;
  return last_position;
end $$;

-- The same for a batch of one, without arrays: what a lone writer waits for. Gives the event's position.
create function log.append_one(
  given_stream text, given_expected int, allowed_seconds float8,
  given_id uuid, given_type text, given_data text, given_metadata text
) returns bigint language plpgsql as $$
declare
  written bigint;
begin
  perform pg_advisory_xact_lock(7265503);
  insert into log.events (position, revision, event_id, stream, type, data, metadata)
  select coalesce((select e.position from log.events e order by e.position desc limit 1), 0) + 1,
    given_expected + 1, given_id, given_stream, given_type, given_data, given_metadata
  where given_expected = coalesce(
      (select e.revision from log.events e where e.stream = given_stream and e.revision = given_expected), -1)
    and clock_timestamp() < statement_timestamp() + make_interval(secs => allowed_seconds)
  returning position into written;
  if written is null then
    raise exception 'The event is not the next of its stream.' using errcode = 'VB001';
  end if;
  return written;
end $$;
