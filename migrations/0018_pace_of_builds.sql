-- Up Migration

alter table projections.builds
  add column is_hurried boolean not null default false,   -- by an operator: it takes no rests for those who write
  add column pace text collate "C" check (pace in ('free', 'resting', 'gaining', 'losing', 'hurried'));  -- of one built beside
