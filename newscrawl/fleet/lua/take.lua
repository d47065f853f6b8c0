-- Gives a request whose host is ours, or becomes ours, and leases it: {1, its key, its entry}. ARGV[3]: how many of a
-- host one session leases at once, ARGV[4]: how long a host is to be left alone after us, until we say otherwise. Gives
-- {0, how long to wait} where none may go now; {-1} where the session is lost.
if not redis.call('ZSCORE', lives, session) then
    return {-1}
end
local done = recall()
if done then
    return done
end

for _, who in ipairs(redis.call('SMEMBERS', crawl .. 'sessions')) do
    if who ~= session and not is_alive(who) then
        clear_session(who)
    end
end
for _, key in ipairs(redis.call('ZRANGEBYSCORE', crawl .. 'later', '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('ZREM', crawl .. 'later', key)
    local entry = read_entry(redis.call('HGET', crawl .. 'request', key))
    queue(key, entry.host, entry.priority, false)
end

local own = crawl .. 'own:' .. session
local function lease(host)
    local first = redis.call('ZPOPMIN', crawl .. 'waiting:' .. host)
    local key = first[1]
    redis.call('HSET', crawl .. 'lease', key, session)
    redis.call('SADD', crawl .. 'held:' .. session, key)
    local count = redis.call('HINCRBY', crawl .. 'leases:' .. session, host, 1)
    if count >= tonumber(ARGV[3]) or redis.call('EXISTS', crawl .. 'waiting:' .. host) == 0 then
        redis.call('ZREM', own, host)
    else
        redis.call('ZADD', own, now, host)
    end
    redis.call('HDEL', crawl .. 'hungry:hosts', session)
    return answer({1, key, redis.call('HGET', crawl .. 'request', key)})
end

-- Hosts that are ours, the one first of which nothing is leased, and whose last turn is longest ago; a second request of
-- a host goes only where there is no further host. One that others want is left when it is done with
-- what it has; where another worker stands idle, one more is left to it, one at a time.
local leaving = redis.call('HGET', fleet .. 'session:' .. session, 'leaving')
local is_leaving = leaving and redis.call('HGET', fleet .. 'owner', leaving) == session and is_wanted(leaving)
local must_leave = not is_leaving and is_ahead('hosts')
local second
while not second do
    local first = redis.call('ZRANGE', own, 0, 0, 'WITHSCORES')
    local host = first[1]
    if not host then
        break
    end
    if must_leave then
        redis.call('HSET', fleet .. 'wanted', host, 1)
        redis.call('HSET', fleet .. 'session:' .. session, 'leaving', host)
        must_leave = false
    end
    if redis.call('EXISTS', crawl .. 'waiting:' .. host) == 1 and not is_wanted(host) then
        if tonumber(first[2]) < 0 then
            return lease(host)
        end
        second = host
    else
        redis.call('ZREM', own, host)
        if redis.call('HEXISTS', crawl .. 'leases:' .. session, host) == 0 then
            free_host(session, host, tonumber(redis.call('HGET', fleet .. 'rest', host) or 0))
        end
    end
end

local wait = 1000
if is_ahead('hosts') then
    wait = 200
else
    for _, host in ipairs(redis.call('ZRANGEBYSCORE', crawl .. 'ready', '-inf', now, 'LIMIT', 0, 20)) do
        redis.call('ZREM', crawl .. 'ready', host)
        if redis.call('EXISTS', crawl .. 'waiting:' .. host) == 1 then
            local rest = claim_host(host, ARGV[4])
            if rest == 0 then
                return lease(host)
            end
            redis.call('ZADD', crawl .. 'ready', now + rest, host)
        end
    end
    if not second then
        redis.call('HSET', crawl .. 'hungry:hosts', session, string.format('%d', now))
    end
end
if second then
    return lease(second)
end
for _, name in ipairs({'ready', 'later'}) do
    local first = redis.call('ZRANGE', crawl .. name, 0, 0, 'WITHSCORES')
    if first[1] then
        wait = math.min(wait, math.max(tonumber(first[2]) - now, 20))
    end
end
return {0, wait}
