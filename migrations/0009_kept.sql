-- Up Migration

-- What people keep for themselves, beside the log: nobody else is to know of it, and it may go without a trace.
create schema kept;

-- What somebody has begun to write: one in each conversation.
create table kept.drafts (
  user_id text collate "C" not null,
  conversation_id text collate "C" not null,
  content text not null,
  content_type text collate "C" not null,
  preview text not null,                    -- the beginning, without any markup
  reply_to_id text collate "C",
  up_to int not null,                       -- the conversation's last line then: it tells the stay in which it was written
  written_at timestamptz not null,
  primary key (user_id, conversation_id)
) with (fillfactor = 70);

-- Messages that somebody wants to find again.
create table kept.saved (
  user_id text collate "C" not null,
  message_id text collate "C" not null,
  ordinal bigint generated always as identity,
  conversation_id text collate "C" not null,
  revision int not null,                    -- with the conversation it is where the message stands
  primary key (user_id, message_id)
);

create unique index saved_by_time on kept.saved (user_id, ordinal);
