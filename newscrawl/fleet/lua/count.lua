-- Counts the requests that wait or are leased: {1, how many}. ARGV[3]: those due later than in so long do not count; -1:
-- all count.
local count = redis.call('HLEN', crawl .. 'request')
if ARGV[3] ~= '-1' then
    count = count - redis.call('ZCOUNT', crawl .. 'later', '(' .. string.format('%d', now + tonumber(ARGV[3])), '+inf')
end
return {1, count}
