-- Makes a host this session's: ARGV[3] the host, ARGV[4] how long it is to be left alone after us, until we
-- say otherwise. Gives {1}; {0, how long to wait}; {-1} where the session is lost.
if not redis.call('ZSCORE', lives, session) then
    return {-1}
end
local wait = claim_host(ARGV[3], ARGV[4])
if wait == 0 then
    return {1}
end
return {0, wait}
