-- Up Migration

-- What pages said of themselves, for a day: the same URL is not asked again and again. It may be emptied at any time.
create schema link_previews;

create table link_previews.pages (
  url_hash bytea primary key,
  title text,                               -- null: nothing is to be shown
  description text,
  image text,
  expires_at timestamptz not null,
  check (title is not null or (description is null and image is null))
);

create index pages_by_expiry on link_previews.pages (expires_at);
