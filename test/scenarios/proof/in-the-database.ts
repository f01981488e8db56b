import type { Statement, Talk } from "./deployment.ts";

export interface Tampering {
  readonly done: string;
  readonly statements: readonly Statement[];
}

/** A message of Lunch that has others before and after it. */
const amid = "stream = $1 and type = 'MessageSent' and revision = 2";
const ofLunch = "(stream = $1 or data::json ->> 'conversationId' = $2)";

/** Positions have no gap again, and each stream's revisions neither. */
const renumbered: readonly Statement[] = [
  [
    `update log.events e set position = -n.position, revision = n.revision from (
       select event_id, row_number() over (order by position) as position,
         row_number() over (partition by stream order by position) - 1 as revision from log.events) n
     where n.event_id = e.event_id`,
  ],
  ["update log.events set position = -position"],
];

/** What somebody who may do anything to the database does to it. */
export function tamperings({ lunch, work, mallory, keptSize }: Talk): readonly Tampering[] {
  const stream = `conversation-${lunch}`;
  const yesterday = keptSize - 3;
  return [
    {
      done: "a byte of an event's data changed",
      statements: [
        [`update log.events set data = replace(data, '"sequence":2', '"sequence":3') where ${amid}`, [stream]],
      ],
    },
    {
      done: "a byte of its sealed words changed",
      statements: [
        [
          `update log.events set data = overlay(data placing 'AAAA' from position('"box":"' in data) + 7) where ${amid}`,
          [stream],
        ],
      ],
    },
    {
      done: "a byte of its metadata changed",
      statements: [
        [`update log.events set metadata = replace(metadata, '"at":"20', '"at":"21') where ${amid}`, [stream]],
      ],
    },
    { done: "an event removed", statements: [[`delete from log.events where ${amid}`, [stream]]] },
    {
      done: "an event removed, positions and revisions counted anew",
      statements: [[`delete from log.events where ${amid}`, [stream]], ...renumbered],
    },
    {
      done: "an event added amid others",
      statements: [
        [
          `update log.events set position = -position where position > (select position from log.events where ${amid})`,
          [stream],
        ],
        ["update log.events set position = 1 - position where position < 0"],
        ["update log.events set revision = -revision where stream = $1 and revision > 2", [stream]],
        ["update log.events set revision = 1 - revision where revision < 0"],
        [
          `insert into log.events (position, revision, event_id, stream, type, data, metadata)
           select position + 1, 3, '00000000-0000-4000-8000-000000000000', stream, type, data, metadata
           from log.events where ${amid}`,
          [stream],
        ],
      ],
    },
    {
      done: "two events swapped",
      statements: [
        [
          "update log.events set position = -position, revision = -revision where stream = $1 and revision in (2, 3)",
          [stream],
        ],
        [
          `update log.events e set position = -other.position, revision = -other.revision from log.events other
           where e.position < 0 and other.position < 0 and e.position <> other.position`,
        ],
      ],
    },
    {
      done: "an event moved to another conversation",
      statements: [
        [
          `update log.events set stream = $2, revision = (select max(revision) + 1 from log.events where stream = $2)
           where ${amid}`,
          [stream, `conversation-${work}`],
        ],
      ],
    },
    {
      done: "a conversation cut at its end",
      statements: [
        [
          `delete from log.events where position in
             (select position from log.events where ${ofLunch} order by position desc limit 2)`,
          [stream, lunch],
        ],
      ],
    },
    { done: "the log cut at its end", statements: [["delete from log.events where position > $1", [yesterday]]] },
    {
      done: "the table restored from yesterday, and written on",
      statements: [
        ["delete from log.events where position > $1", [yesterday]],
        [
          `insert into log.events (position, revision, event_id, stream, type, data, metadata)
           select $1 + n, last.revision + n, gen_random_uuid(), stream, type, data, metadata
           from generate_series(1, 20) n,
             (select revision, stream, type, data, metadata from log.events where stream = $2
              order by revision desc limit 1) last`,
          [yesterday, `conversation-${work}`],
        ],
      ],
    },
    {
      done: "all that one person ever said made another's, in the whole log",
      statements: [
        [
          `update log.events set data = replace(data, $1, (select metadata::json ->> 'actor' from log.events limit 1)),
             metadata = replace(metadata, $1, (select metadata::json ->> 'actor' from log.events limit 1))
           where type like 'Message%'`,
          [mallory],
        ],
      ],
    },
    {
      done: "all that one person ever said taken out, and the whole log counted anew",
      statements: [
        [`delete from log.events where type like 'Message%' and metadata::json ->> 'actor' = $1`, [mallory]],
        ...renumbered,
      ],
    },
  ];
}
