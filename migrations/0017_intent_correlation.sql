-- Up Migration

-- The request that an intent came of, where one did: of several in one window the first. It is in the job's log lines.
alter table jobs.intents add column correlation_id text collate "C";
