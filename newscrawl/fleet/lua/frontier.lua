-- What the steps of the frontier share; each of them is this text and its own. A session is one run of a worker; it
-- lives while it stands in `lives` (`beat.lua`).
--
-- KEYS[1] what the keys of this crawl begin with, KEYS[2] what all keys of the fleet begin with. ARGV[1] the session,
-- ARGV[2] the number of the call: a call that is sent twice, because its answer was lost, is done once.
--
-- Of all crawls: owner, free_at, rest, wanted (hashes by host: who owns it; when it may be asked again, where nobody
-- does; how long it is to be left alone after its owner; whether another one wants it), hosts:SESSION (set),
-- session:SESSION (hash: the last call and its answer; the host it is about to leave), site_owner (hash: site -> session),
-- sites:SESSION (set).
-- Of this crawl: request (hash: key -> two lines of JSON, the entry and the request itself), lease (hash: key -> session), waiting:HOST (sorted set of keys, the first
-- goes first), later (sorted set: key -> when it is due), ready (sorted set: host that nobody of this crawl owns -> when
-- to look at it), seen (set of keys), and of a session own:SESSION (sorted set: host with a request that may go -> its
-- last turn, less FREE where nothing of it is leased), held:SESSION (set of keys), leases:SESSION (hash: host -> how many); site_done (hash: site -> when).
-- hungry:hosts and hungry:sites (hashes): when a session last asked for one in vain. Times are milliseconds.
local crawl, fleet, lives = KEYS[1] .. ':', KEYS[2] .. ':fleet:', KEYS[2] .. ':lives'
local session, call = ARGV[1], ARGV[2]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local HUNGRY_MS = 3000
local WANTED_MS = 500
local FREE = 1e14

local function is_alive(who)
    return redis.call('ZSCORE', lives, who) ~= false
end

-- Gives the answer of this very call where it was done before; else nil.
local function recall()
    local last = redis.call('HMGET', fleet .. 'session:' .. session, 'call', 'answer')
    return last[1] == call and cmsgpack.unpack(last[2]) or nil
end

local function answer(value)
    redis.call('HSET', fleet .. 'session:' .. session, 'call', call, 'answer', cmsgpack.pack(value))
    return value
end

-- Whether another worker stands idle while this one has two or more of `what` (hosts or sites) more than it.
local function is_ahead(what)
    local own = redis.call('SCARD', fleet .. what .. ':' .. session)
    local hungry = redis.call('HGETALL', crawl .. 'hungry:' .. what)
    for i = 1, #hungry, 2 do
        local who = hungry[i]
        if who ~= session and now - tonumber(hungry[i + 1]) < HUNGRY_MS and is_alive(who)
            and redis.call('SCARD', fleet .. what .. ':' .. who) + 1 < own then
            return true
        end
    end
    return false
end

local function is_wanted(host)
    return redis.call('HEXISTS', fleet .. 'wanted', host) == 1
end

-- Nobody owns the host any more; it may be asked again after `rest`.
local function free_host(who, host, rest)
    redis.call('HDEL', fleet .. 'owner', host)
    redis.call('HDEL', fleet .. 'rest', host)
    redis.call('HDEL', fleet .. 'wanted', host)
    redis.call('SREM', fleet .. 'hosts:' .. who, host)
    redis.call('ZREM', crawl .. 'own:' .. who, host)
    if rest > 0 then
        redis.call('HSET', fleet .. 'free_at', host, string.format('%d', now + rest))
    end
    if redis.call('EXISTS', crawl .. 'waiting:' .. host) == 1 then
        redis.call('ZADD', crawl .. 'ready', now + rest, host)
    end
end

-- Makes the host ours, and gives 0; or gives how long to wait before the next try. rest: how long it is to be left alone
-- should we die before we say otherwise.
local function claim_host(host, rest)
    local owner = redis.call('HGET', fleet .. 'owner', host)
    if owner == session then
        return 0
    end
    if owner and is_alive(owner) then
        redis.call('HSET', fleet .. 'wanted', host, 1)
        return WANTED_MS
    end
    if owner then
        free_host(owner, host, tonumber(redis.call('HGET', fleet .. 'rest', host) or 0))
    end
    local free_at = tonumber(redis.call('HGET', fleet .. 'free_at', host) or 0)
    if free_at > now then
        return free_at - now
    end
    redis.call('HDEL', fleet .. 'free_at', host)
    redis.call('HDEL', fleet .. 'wanted', host)
    redis.call('HSET', fleet .. 'owner', host, session)
    redis.call('HSET', fleet .. 'rest', host, rest)
    redis.call('SADD', fleet .. 'hosts:' .. session, host)
    return 0
end

-- Notes that a host of a session has a request that may go.
local function note_turn(who, host)
    if redis.call('HEXISTS', crawl .. 'leases:' .. who, host) == 0 then
        redis.call('ZADD', crawl .. 'own:' .. who, now - FREE, host)
    else
        redis.call('ZADD', crawl .. 'own:' .. who, 'NX', now, host)
    end
end

-- Puts a request into the queue of its host: behind those of its priority, or (is_back) before them.
local function queue(key, host, priority, is_back)
    local place = is_back and 0 or redis.call('INCR', crawl .. 'order') % 4294967296
    priority = math.max(-1000000, math.min(1000000, priority))
    redis.call('ZADD', crawl .. 'waiting:' .. host, -priority * 4294967296 + place, key)
    local owner = redis.call('HGET', fleet .. 'owner', host)
    if owner and redis.call('SISMEMBER', crawl .. 'sessions', owner) == 1 then
        if not is_wanted(host) and redis.call('ZSCORE', crawl .. 'own:' .. owner, host) == false then
            note_turn(owner, host)
        end
    else
        redis.call('ZADD', crawl .. 'ready', 'NX', tonumber(redis.call('HGET', fleet .. 'free_at', host) or now), host)
    end
end

-- Gives the entry of a request: its host, its priority, and the key that is seen once it is done. The request itself,
-- in the second line, is none of the server's business.
local function read_entry(request)
    return cjson.decode(string.match(request, '^[^\n]*'))
end

-- Ends the lease of a request; gives its entry. The request itself is left to the caller.
local function end_lease(who, key)
    local entry = read_entry(redis.call('HGET', crawl .. 'request', key))
    redis.call('HDEL', crawl .. 'lease', key)
    redis.call('SREM', crawl .. 'held:' .. who, key)
    if redis.call('HINCRBY', crawl .. 'leases:' .. who, entry.host, -1) <= 0 then
        redis.call('HDEL', crawl .. 'leases:' .. who, entry.host)
    end
    return entry
end

-- After a lease of a host ended: goes on with the host, or leaves it.
local function go_on(host, rest)
    local left = redis.call('HGET', crawl .. 'leases:' .. session, host)
    local has_more = redis.call('EXISTS', crawl .. 'waiting:' .. host) == 1
    if not left and (not has_more or is_wanted(host)) then
        free_host(session, host, rest)
        return
    end
    redis.call('HSET', fleet .. 'rest', host, string.format('%d', rest))
    if has_more and not is_wanted(host) then
        note_turn(session, host)
    end
end

-- Gives everything of a session back: what it held goes to the front of the queues, its hosts to whoever asks.
local function clear_session(who)
    for _, key in ipairs(redis.call('SMEMBERS', crawl .. 'held:' .. who)) do
        local entry = end_lease(who, key)
        queue(key, entry.host, entry.priority, true)
    end
    redis.call('SREM', crawl .. 'sessions', who)
    for _, host in ipairs(redis.call('SMEMBERS', fleet .. 'hosts:' .. who)) do
        free_host(who, host, tonumber(redis.call('HGET', fleet .. 'rest', host) or 0))
    end
    redis.call('HDEL', crawl .. 'hungry:hosts', who)
    redis.call('HDEL', crawl .. 'hungry:sites', who)
    redis.call('DEL', crawl .. 'own:' .. who, crawl .. 'leases:' .. who, crawl .. 'held:' .. who,
        fleet .. 'hosts:' .. who, fleet .. 'sites:' .. who, fleet .. 'session:' .. who)
end
