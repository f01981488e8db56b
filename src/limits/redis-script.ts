/**
 * The rules of bucket.ts, in Redis and by its clock: tokens from each bucket of KEYS, or none from any; they are given
 * back where ARGV[1] is -1. Of each `everyMs`, `burst` and how many tokens follow. A bucket's key goes when it is full again.
 */
export const takeScript = `
local time = redis.call("TIME")
local now = time[1] * 1000 + time[2] / 1000
local sign = tonumber(ARGV[1])
local which, longest, fullAt = 0, 0, {}
for i, key in ipairs(KEYS) do
  local every, burst, tokens = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  local full = math.max(tonumber(redis.call("GET", key) or now), now)
  local wait = full - now - (burst - 1) * every
  if sign > 0 and wait > 0.001 and wait > longest then which, longest = i, wait end
  fullAt[i] = full + sign * tokens * every
end
if which == 0 then
  for i, key in ipairs(KEYS) do
    local left = math.ceil(fullAt[i] - now)
    if left > 0 then redis.call("SET", key, string.format("%.3f", fullAt[i]), "PX", left) else redis.call("DEL", key) end
  end
end
return {which, string.format("%.3f", longest)}
`;
