/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "scheduled_v1";

/**
 * What was scheduled, until it is cancelled. `message` is what it says, as its event has it; of what was sent nothing,
 * since that is said by the message, which may have been deleted. `words_at`: when its words were given.
 */
export const tables = `
  create table scheduled (
    id text collate "C" primary key,
    conversation_id text collate "C" not null,
    user_id text collate "C" not null,
    status text collate "C" not null,
    send_at timestamptz not null,
    created_at timestamptz not null,
    message jsonb,
    words_at timestamptz not null,
    message_id text collate "C",
    code text collate "C"
  )`;

export const indexes = `
  create index scheduled_by_time on scheduled (user_id, conversation_id, send_at, id);
  create index scheduled_waiting on scheduled (user_id) where status = 'waiting';
  create index scheduled_due on scheduled (send_at, id) where status in ('waiting', 'taken');`;
