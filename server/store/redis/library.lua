#!lua name=LIBRARY

-- Everything that must be one act, of one meeting. Each function runs to its end before Redis does
-- anything else, but it is no transaction: an error in its middle leaves behind what was written
-- before. So every check comes before the first write.
--
-- Keys are handed over by name (see keys.ts): KEYS in the order of each function's list.
-- Packed figures are big-endian, as BITFIELD has them.

-- A draft may have more groups than a rule that can be voted by.
local MOST_GROUPS = 12
local AT_A_TIME = 500

-- A ticket in the hash `tickets`, by its commitment: group (1 byte), batch (4), state (1), inner hash
-- (32), receipt (8). Of one size from the start, so that spending it moves nothing (SECRET-2).
local FRESH, SPENT, VOIDED = 'f', 's', 'v'

local function pack_ticket(group, batch, state, inner, receipt)
  return struct.pack('>BI4', group, batch) .. state .. inner .. receipt
end

-- Of a ticket that is not spent, so that there is nothing of a vote in it.
local function pack_unspent(group, batch, state)
  return pack_ticket(group, batch, state, string.rep('\0', 32), string.rep('\0', 8))
end

local function unpack_ticket(ticket)
  local group, batch = struct.unpack('>BI4', ticket)
  return { group = group, batch = batch, state = string.sub(ticket, 6, 6), receipt = string.sub(ticket, 39, 46) }
end

-- Whatever is wrong here is a fault of the caller, and is found before anything is written.
local function fail(what)
  error({ err = 'PINGYI ' .. what })
end

local function read_meeting(key)
  local fields = redis.call('HMGET', key, 'version', 'revision', 'phase', 'round', 'alarm',
    'presenters', 'items', 'groups', 'grades')
  if not fields[1] then return nil end
  local presenters, items = tonumber(fields[6]), tonumber(fields[7])
  return {
    version = fields[1], revision = fields[2], phase = fields[3], round = fields[4], alarm = fields[5],
    presenters = fields[6], items = fields[7], groups = tonumber(fields[8]), grades = tonumber(fields[9]),
    cells = presenters * items,
  }
end

local function require_meeting(key)
  local meeting = read_meeting(key)
  if not meeting then fail('no such meeting') end
  return meeting
end

-- A durable change is told to every process: those that it concerns read the whole anew. The message
-- leaves Redis with the answers, once the append-only file is flushed.
local function tell_change(key, id, channel)
  redis.call('HINCRBY', key, 'revision', 1)
  redis.call('PUBLISH', channel, id)
end

-- Whatever phones may have to be told of. `news` is counted as well, for those that missed the message.
local function tell_news(key, id)
  redis.call('HINCRBY', key, 'news', 1)
  tell_change(key, id, 'pingyi:changed')
end

-- What no phone is told of.
local function tell_figures(key, id)
  tell_change(key, id, 'pingyi:figures')
end

-- Known by its content as well as by its version: after older data were put back, or the meeting was
-- deleted and imported, the same version may come again with another content.
local function new_mark(version, record)
  return version .. ' ' .. redis.sha1hex(record)
end

local function keep_record(key, args)
  redis.call('HSET', key, 'version', args[1], 'phase', args[2], 'round', args[3], 'alarm', args[4],
    'presenters', args[5], 'items', args[6], 'groups', args[7], 'grades', args[8], 'record', args[9],
    'mark', new_mark(args[1], args[9]))
end

-- An earlier version of these functions leaves the mark of an earlier record behind, or none.
local function mark_of(key)
  local fields = redis.call('HMGET', key, 'version', 'mark')
  local version, mark = fields[1], fields[2] or ''
  if string.sub(mark, 1, #version + 1) == version .. ' ' then return mark end
  return new_mark(version, redis.call('HGET', key, 'record'))
end

local function tally_bytes(groups, grades, cells)
  return 4 * (2 * groups + cells * groups * (grades + 1))
end

local function set_zeros(key, bytes)
  redis.call('DEL', key)
  if bytes > 0 then redis.call('SETRANGE', key, bytes - 1, '\0') end
end

local function each_chunk(list, act)
  for first = 1, #list, AT_A_TIME do
    act(unpack(list, first, math.min(first + AT_A_TIME - 1, #list)))
  end
end

-- Additions to packed figures: by their place, from 0.
local function add_to(key, additions)
  local words = {}
  for place, addition in pairs(additions) do
    if addition ~= 0 then
      words[#words + 1] = 'INCRBY'
      words[#words + 1] = 'u32'
      words[#words + 1] = '#' .. place
      words[#words + 1] = addition
    end
  end
  -- AT_A_TIME is a multiple of the four words of an addition.
  each_chunk(words, function(...) redis.call('BITFIELD', key, ...) end)
end

local function add(additions, place, addition)
  additions[place] = (additions[place] or 0) + addition
end

-- Where the counts of a batch's tickets stand, the batch numbered from 1.
local function place_of_counts(batch, group, state)
  local offset = state == FRESH and 0 or (state == SPENT and 1 or 2)
  return ((batch - 1) * MOST_GROUPS + group) * 3 + offset
end

local function returned_in_all(tally, groups)
  local sum = 0
  for group = 0, groups - 1 do sum = sum + struct.unpack('>I4', tally, group * 4 + 1) end
  return sum
end

-- The sets of free slots, from the box as it is.
local function refill_free(free_keys, slots, is_free)
  local free = {}
  for group = 1, MOST_GROUPS do
    redis.call('DEL', free_keys[group])
    free[group] = {}
  end
  for slot = 0, #slots - 1 do
    if is_free(slot) then
      local group = free[string.byte(slots, slot + 1) + 1]
      group[#group + 1] = slot
    end
  end
  for group = 1, MOST_GROUPS do
    each_chunk(free[group], function(...) redis.call('SADD', free_keys[group], ...) end)
  end
end

local function is_always_free() return true end

-- KEYS: state tally shown log. ARGV: version, phase, round, alarm, presenters, items, groups, grades,
-- record, entry, id
local function create(keys, args)
  if redis.call('EXISTS', keys[1]) == 1 then return 0 end
  keep_record(keys[1], args)
  redis.call('HSET', keys[1], 'batches', 0)
  local bytes = tally_bytes(tonumber(args[7]), tonumber(args[8]), args[5] * args[6])
  set_zeros(keys[2], bytes)
  set_zeros(keys[3], bytes)
  redis.call('RPUSH', keys[4], args[10])
  tell_news(keys[1], args[11])
  return 1
end

-- KEYS: state tally shown counts batches. ARGV: the mark of the record that the caller remembers,
-- which need not be sent again.
local function read(keys, args)
  local fields = redis.call('HMGET', keys[1], 'revision', 'news')
  if not fields[1] then return false end
  local mark, record = mark_of(keys[1]), false
  if mark ~= args[1] then record = redis.call('HGET', keys[1], 'record') end
  return { record, fields[1], redis.call('GET', keys[2]) or '', redis.call('GET', keys[3]) or '',
    redis.call('GET', keys[4]) or '', redis.call('LRANGE', keys[5], 0, -1), mark, fields[2] or '' }
end

local PHASES = { draft = 'voting_not_open', paused = 'voting_paused', closed = 'voting_closed' }

-- [CAST-1, CAST-3, CAST-4] The first that applies, in the order of the port.
local function decide(meeting, round, ticket, receipt)
  if round ~= tonumber(meeting.round) then return 'wrong_round' end
  if ticket.state == VOIDED then return 'ticket_voided' end
  if ticket.state == SPENT then
    return ticket.receipt == receipt and 'accepted' or 'ticket_used'
  end
  if meeting.alarm ~= '' then return 'meeting_halted' end
  return PHASES[meeting.phase]
end

-- A cast as packing.ts packs it: length of its ballot (2 bytes), round (4), commitment (32), inner hash
-- (32), receipt (8), ballot.
local CAST_HEAD = 2 + 4 + 32 + 32 + 8

local function unpack_casts(packed)
  local casts, commitments = {}, {}
  local at = 1
  while at <= #packed do
    local length, round = struct.unpack('>I2I4', packed, at)
    local commitment = string.sub(packed, at + 6, at + 37)
    commitments[#commitments + 1] = commitment
    casts[#casts + 1] = {
      round = round,
      commitment = commitment,
      inner = string.sub(packed, at + 38, at + 69),
      receipt = string.sub(packed, at + 70, at + 77),
      ballot = string.sub(packed, at + CAST_HEAD, at + CAST_HEAD + length - 1),
    }
    at = at + CAST_HEAD + length
  end
  return casts, commitments
end

-- By commitment; those that are not the meeting's are missing.
local function read_tickets(key, commitments)
  local tickets = {}
  each_chunk(commitments, function(...)
    local kept = redis.call('HMGET', key, ...)
    for place, commitment in ipairs({ ... }) do
      if kept[place] then tickets[commitment] = unpack_ticket(kept[place]) end
    end
  end)
  return tickets
end

local function count_ballot(group, meeting, of_group, ballot)
  -- One call for all marks: this runs for every vote.
  local marks, additions = { string.byte(ballot, 1, -1) }, group.tally
  local row = 2 * meeting.groups + of_group * (meeting.grades + 1) - 1
  local stride = meeting.groups * (meeting.grades + 1)
  for cell = 1, #marks do
    local place = row + marks[cell]
    additions[place] = (additions[place] or 0) + 1
    row = row + stride
  end
  add(additions, of_group, 1)
  if ballot == group.blank then add(additions, meeting.groups + of_group, 1) end
end

-- A tally with the additions in it. Many counts change with every group of casts, so that writing the
-- whole anew takes a fraction of what BITFIELD takes for each.
local function add_to_tally(tally, additions)
  local pieces, from = {}, 1
  for place = 0, #tally / 4 - 1 do
    local addition = additions[place]
    if addition then
      local at = place * 4 + 1
      if at > from then pieces[#pieces + 1] = string.sub(tally, from, at - 1) end
      pieces[#pieces + 1] = struct.pack('>I4', struct.unpack('>I4', tally, at) + addition)
      from = at + 4
    end
  end
  pieces[#pieces + 1] = string.sub(tally, from)
  return table.concat(pieces)
end

-- Texts in an order that has nothing to do with that in which they came. By their hashes, since Lua
-- compares other texts as the machine's language has it.
local function reordered(texts)
  local hashes = {}
  for _, text in ipairs(texts) do hashes[text] = redis.sha1hex(text) end
  table.sort(texts, function(one, other) return hashes[one] < hashes[other] end)
  return texts
end

-- What one cast is answered. Of one that is accepted for the first time `group` keeps what is to be
-- written, so that the next cast of the group finds its ticket spent.
local function judge(meeting, keys, group, given)
  local ticket = group.found[given.commitment]
  if not ticket then return 'not_here' end
  local refusal = decide(meeting, given.round, ticket, given.receipt)
  if refusal then return refusal end
  local ballot, of_group = given.ballot, ticket.group
  if #ballot ~= meeting.cells or string.find(ballot, group.no_mark) then return 'wrong_size' end
  local ballots = group.ballots[of_group] or {}
  group.free[of_group] = group.free[of_group] or redis.call('SCARD', keys[6 + of_group])
  if #ballots == group.free[of_group] then return 'no_slot' end
  group.ballots[of_group] = ballots
  ballots[#ballots + 1] = ballot
  group.tickets[#group.tickets + 1] = given.commitment
  group.spent[given.commitment] =
    pack_ticket(of_group, ticket.batch, SPENT, given.inner, given.receipt)
  ticket.state, ticket.receipt = SPENT, given.receipt
  count_ballot(group, meeting, of_group, ballot)
  add(group.counts, place_of_counts(ticket.batch, of_group, FRESH), -1)
  add(group.counts, place_of_counts(ticket.batch, of_group, SPENT), 1)
  return 'accepted'
end

local function spend_tickets(key, group)
  local words = {}
  for _, commitment in ipairs(reordered(group.tickets)) do
    words[#words + 1] = commitment
    words[#words + 1] = group.spent[commitment]
  end
  each_chunk(words, function(...) redis.call('HSET', key, ...) end)
end

-- Which slot says nothing of when: the last act on a box shuffles it once more.
local function drop_ballots(keys, group, cells)
  for of_group, ballots in pairs(group.ballots) do
    local slots = redis.call('SPOP', keys[6 + of_group], #ballots)
    for place, ballot in ipairs(reordered(ballots)) do
      redis.call('SETRANGE', keys[3], slots[place] * cells, ballot)
    end
  end
end

-- What a group of casts comes to, before anything of it is written.
local function new_group(meeting, tickets)
  local blank_mark = string.char(meeting.grades + 1)
  return {
    found = tickets, tickets = {}, spent = {}, ballots = {}, free = {}, tally = {}, counts = {},
    no_mark = '[^\1-' .. blank_mark .. ']',
    blank = string.rep(blank_mark, meeting.cells),
  }
end

-- [CAST-1] KEYS: state tickets box tally counts, then the sets of free slots by group. ARGV: id, casts
-- one after the other. Answers in the same order, with spaces between.
-- [SECRET-1] Redis notes in its append-only file what is written, in that order: so all are judged
-- first, then all tickets are spent, then all ballots dropped, and nothing joins one to the other.
local function cast(keys, args)
  local casts, commitments = unpack_casts(args[2])
  local meeting = read_meeting(keys[1])
  if not meeting then return string.rep('not_here ', #casts - 1) .. 'not_here' end
  local tally = redis.call('GET', keys[4]) or ''
  if #tally ~= tally_bytes(meeting.groups, meeting.grades, meeting.cells) then
    fail('a tally of the wrong size')
  end
  local group = new_group(meeting, read_tickets(keys[2], commitments))
  local answers = {}
  for place, given in ipairs(casts) do answers[place] = judge(meeting, keys, group, given) end
  if #group.tickets > 0 then
    spend_tickets(keys[2], group)
    drop_ballots(keys, group, meeting.cells)
    redis.call('SET', keys[4], add_to_tally(tally, group.tally))
    add_to(keys[5], group.counts)
    tell_figures(keys[1], args[1])
  end
  return table.concat(answers, ' ')
end

local function same_shape(meeting, args)
  return meeting.presenters == args[5] and meeting.items == args[6]
    and meeting.groups == tonumber(args[7]) and meeting.grades == tonumber(args[8])
end

-- Every spent ticket is fresh again, with no trace of having been spent.
local function refresh_tickets(tickets_key, counts_key)
  local counts = {}
  local tickets = redis.call('HGETALL', tickets_key)
  local words = {}
  for place = 1, #tickets, 2 do
    local ticket = unpack_ticket(tickets[place + 1])
    if ticket.state == SPENT then
      words[#words + 1] = tickets[place]
      words[#words + 1] = pack_unspent(ticket.group, ticket.batch, FRESH)
      add(counts, place_of_counts(ticket.batch, ticket.group, FRESH), 1)
      add(counts, place_of_counts(ticket.batch, ticket.group, SPENT), -1)
    end
  end
  each_chunk(words, function(...) redis.call('HSET', tickets_key, ...) end)
  add_to(counts_key, counts)
end

-- KEYS: state tickets box tally counts shown slots log rounds due, then the sets of free slots. ARGV:
-- as `create`, and then: what to do with the box, the revision that must still be or '', the end of
-- the entry after its figure `returned` or '', the record of a voided round or '', what `due` is to be
-- where traces are left, and the mark of the record that this was decided on.
local function change(keys, args)
  local meeting = read_meeting(keys[1])
  if not meeting or tonumber(meeting.version) ~= args[1] - 1 then return 'conflict' end
  if mark_of(keys[1]) ~= args[17] then return 'conflict' end
  if args[13] ~= '' and args[13] ~= meeting.revision then return 'conflict' end
  local box, closes = args[12], meeting.phase ~= 'closed' and args[2] == 'closed'
  local reshapes = box ~= 'keep' or not same_shape(meeting, args)
  if reshapes and box ~= 'empty' and redis.call('BITCOUNT', keys[3]) > 0 then
    fail('the ballot box is not empty')
  end
  local entry = args[10]
  if args[14] ~= '' then
    entry = entry .. returned_in_all(redis.call('GET', keys[4]), meeting.groups) .. args[14]
  end

  keep_record(keys[1], args)
  redis.call('RPUSH', keys[8], entry)
  if args[15] ~= '' then redis.call('RPUSH', keys[9], args[15]) end
  if closes or box == 'empty' then redis.call('SET', keys[10], args[16]) end
  if reshapes then
    local slots = redis.call('GET', keys[7]) or ''
    local bytes = tally_bytes(tonumber(args[7]), tonumber(args[8]), args[5] * args[6])
    set_zeros(keys[3], #slots * args[5] * args[6])
    set_zeros(keys[4], bytes)
    set_zeros(keys[6], bytes)
    if box == 'empty' then
      refresh_tickets(keys[2], keys[5])
      local free_keys = {}
      for group = 1, MOST_GROUPS do free_keys[group] = keys[10 + group] end
      refill_free(free_keys, slots, is_always_free)
    end
  end
  tell_news(keys[1], args[11])
  return 'changed'
end

-- [TICKET-3] KEYS: state tickets box counts slots log batches printed, then the sets of free slots.
-- ARGV: id, time, entry, commitments one after the other, groups one byte each. A slot of the box is
-- made with each ticket, and nothing joins the two (SECRET-1).
local function mint(keys, args)
  local meeting = require_meeting(keys[1])
  if meeting.phase == 'closed' then return 'closed' end
  local commitments, groups = args[4], args[5]
  local many = #groups
  local seen = {}
  for ticket = 1, many do
    if string.byte(groups, ticket) >= meeting.groups then fail('the rule has no such group') end
    local commitment = string.sub(commitments, ticket * 32 - 31, ticket * 32)
    if seen[commitment] or redis.call('HEXISTS', keys[2], commitment) == 1 then fail('ticket exists') end
    seen[commitment] = true
  end

  local batch = redis.call('HINCRBY', keys[1], 'batches', 1)
  local slots = redis.call('STRLEN', keys[5])
  local counts, words, free = {}, {}, {}
  for group = 0, MOST_GROUPS - 1 do
    free[group] = {}
    counts[place_of_counts(batch, group, VOIDED)] = 0
  end
  for ticket = 1, many do
    local group = string.byte(groups, ticket)
    words[#words + 1] = string.sub(commitments, ticket * 32 - 31, ticket * 32)
    words[#words + 1] = pack_unspent(group, batch, FRESH)
    add(counts, place_of_counts(batch, group, FRESH), 1)
    free[group][#free[group] + 1] = slots + ticket - 1
  end
  each_chunk(words, function(...) redis.call('HSET', keys[2], ...) end)
  for group = 0, MOST_GROUPS - 1 do
    each_chunk(free[group], function(...) redis.call('SADD', keys[9 + group], ...) end)
  end
  -- The figures of the batch get their full length at once.
  redis.call('SETRANGE', keys[4], batch * MOST_GROUPS * 3 * 4 - 1, '\0')
  add_to(keys[4], counts)
  if many > 0 then
    redis.call('APPEND', keys[5], groups)
    -- Before there are presenters, slots have no size.
    if meeting.cells > 0 then
      redis.call('SETRANGE', keys[3], (slots + many) * meeting.cells - 1, '\0')
    end
  end
  redis.call('RPUSH', keys[7], args[2])
  redis.call('HSET', keys[8], batch, commitments)
  redis.call('RPUSH', keys[6], args[3])
  tell_figures(keys[1], args[1])
  return batch
end

-- [TICKET-5] KEYS: state tickets counts log printed. ARGV: id, the entry before and after its figure
-- `voided`, and commitments one after the other or '' and a batch. What each ticket was before.
local function void(keys, args)
  require_meeting(keys[1])
  local commitments = args[4]
  if args[5] ~= '' then commitments = redis.call('HGET', keys[5], args[5]) or '' end
  local tickets, before = {}, {}
  for first = 1, #commitments, 32 do
    local commitment = string.sub(commitments, first, first + 31)
    local kept = redis.call('HGET', keys[2], commitment)
    if not kept then fail('the meeting has no such ticket') end
    tickets[#tickets + 1] = { commitment, unpack_ticket(kept) }
  end
  local counts, voided, gone = {}, 0, {}
  for place, ticket in ipairs(tickets) do
    local commitment, kept = ticket[1], ticket[2]
    before[place] = gone[commitment] and VOIDED or kept.state
    if before[place] == FRESH then
      gone[commitment] = true
      voided = voided + 1
      redis.call('HSET', keys[2], commitment, pack_unspent(kept.group, kept.batch, VOIDED))
      add(counts, place_of_counts(kept.batch, kept.group, FRESH), -1)
      add(counts, place_of_counts(kept.batch, kept.group, VOIDED), 1)
    end
  end
  if voided > 0 then
    add_to(keys[3], counts)
    redis.call('RPUSH', keys[4], args[2] .. voided .. args[3])
    tell_news(keys[1], args[1])
  end
  return table.concat(before)
end

-- Whether no packed figure of `part` exceeds that of `whole`.
local function is_part_of(part, whole)
  if #part ~= #whole then return false end
  for at = 1, #part, 4 do
    if struct.unpack('>I4', part, at) > struct.unpack('>I4', whole, at) then return false end
  end
  return true
end

-- [SECRET-3] KEYS: state shown tally. ARGV: id, round, what was shown before, what is shown next.
local function save_shown(keys, args)
  local meeting = read_meeting(keys[1])
  if not meeting or meeting.round ~= args[2] then return 'superseded' end
  if redis.call('GET', keys[2]) ~= args[3] then return 'superseded' end
  if not is_part_of(args[4], redis.call('GET', keys[3]) or '') then return 'superseded' end
  redis.call('SET', keys[2], args[4])
  tell_figures(keys[1], args[1])
  return 'saved'
end

-- KEYS: state box slots tally. Everything that counting the box takes, of one moment.
local function open_box(keys)
  local fields = redis.call('HMGET', keys[1], 'revision', 'record')
  if not fields[1] then return false end
  return { fields[1], fields[2], redis.call('GET', keys[2]) or '', redis.call('GET', keys[3]) or '',
    redis.call('GET', keys[4]) or '' }
end

-- [ARCHIVE-1] KEYS: state tickets box slots tally log rounds links revoked batches. All of a draft or a
-- closed meeting, of one moment.
local function export(keys)
  local fields = redis.call('HMGET', keys[1], 'revision', 'record', 'phase')
  if not fields[1] then return 'unknown' end
  if fields[3] ~= 'draft' and fields[3] ~= 'closed' then return 'running' end
  local texts = { fields[1], fields[2] }
  for place = 3, 5 do texts[place] = redis.call('GET', keys[place]) or '' end
  return { texts, redis.call('HGETALL', keys[2]), redis.call('LRANGE', keys[6], 0, -1),
    redis.call('LRANGE', keys[7], 0, -1), redis.call('HVALS', keys[8]), redis.call('HGETALL', keys[9]),
    redis.call('LRANGE', keys[10], 0, -1) }
end

-- [ARCHIVE-1] KEYS: state tickets box slots tally log rounds links revoked batches counts shown printed,
-- then the sets of free slots. ARGV: as `create` without the entry: version to record, id; the
-- revision, box, slots, tally, counts, life; then lists, each after its length: log, rounds and batches; and of
-- names and values links, revoked, printed and tickets.
local function import(keys, args)
  if redis.call('EXISTS', keys[1]) == 1 then return 'exists' end
  -- What an act that broke off in its middle has left of a meeting that was never there.
  redis.call('DEL', unpack(keys))
  local place = 17
  local function list(act)
    local length = tonumber(args[place])
    for first = place + 1, place + length, AT_A_TIME do
      act(unpack(args, first, math.min(first + AT_A_TIME - 1, place + length)))
    end
    place = place + length + 1
    return length
  end
  local function pushed(key) return function(...) redis.call('RPUSH', key, ...) end end
  local function named(key) return function(...) redis.call('HSET', key, ...) end end
  local function kept(key, value) if #value > 0 then redis.call('SET', key, value) end end

  kept(keys[3], args[12])
  kept(keys[4], args[13])
  kept(keys[5], args[14])
  kept(keys[12], args[14])
  kept(keys[11], args[15])
  list(pushed(keys[6]))
  list(pushed(keys[7]))
  local batches = list(pushed(keys[10]))
  list(named(keys[8]))
  list(named(keys[9]))
  list(named(keys[13]))
  list(named(keys[2]))
  keep_record(keys[1], args)
  redis.call('HSET', keys[1], 'revision', args[11], 'batches', batches, 'life', args[16])
  local free_keys, size = {}, args[5] * args[6]
  local none = string.rep('\0', size)
  for group = 1, MOST_GROUPS do free_keys[group] = keys[13 + group] end
  refill_free(free_keys, args[13], function(slot)
    return string.sub(args[12], slot * size + 1, (slot + 1) * size) == none
  end)
  tell_news(keys[1], args[10])
  return 'imported'
end

-- [SECRET-2] KEYS: state box slots tally shown, then the sets of free slots. ARGV: id, the revision
-- that must still be, the ballots in their new places, the hash of slots and box that they were taken
-- from. What was shown last differs from the whole by the last ballots, so a closed meeting forgets it.
local function reorder_box(keys, args)
  local meeting = read_meeting(keys[1])
  if not meeting or meeting.revision ~= args[2] then return 'conflict' end
  local box, slots = args[3], redis.call('GET', keys[3]) or ''
  -- A meeting that was imported under this id, or older data that were put back, may have come to the
  -- same revision with other ballots: what lies there must be what was shuffled.
  if redis.sha1hex(slots .. (redis.call('GET', keys[2]) or '')) ~= args[4] then return 'conflict' end
  if #box ~= redis.call('STRLEN', keys[2]) then fail('a box of the wrong size') end
  if #box > 0 then redis.call('SET', keys[2], box) end
  local none = string.rep('\0', meeting.cells)
  local free_keys = {}
  for group = 1, MOST_GROUPS do free_keys[group] = keys[5 + group] end
  refill_free(free_keys, slots, function(slot)
    return string.sub(box, slot * meeting.cells + 1, (slot + 1) * meeting.cells) == none
  end)
  if meeting.phase == 'closed' then redis.call('SET', keys[5], redis.call('GET', keys[4])) end
  tell_figures(keys[1], args[1])
  return 'changed'
end

-- KEYS: state due, then all others of the meeting. ARGV: id, the revision that must still be, what `due`
-- is to be, and the mark of the record that this was decided on. Answers whose entries in the
-- directories may go, too.
local function delete(keys, args)
  local meeting = read_meeting(keys[1])
  if not meeting then return 'gone' end
  if meeting.revision ~= args[2] or mark_of(keys[1]) ~= args[4] then return 'conflict' end
  local life = redis.call('HGET', keys[1], 'life') or ''
  redis.call('DEL', keys[1], unpack(keys, 3))
  redis.call('SET', keys[2], args[3])
  redis.call('PUBLISH', 'pingyi:changed', args[1])
  return 'deleted ' .. life
end

-- Entries of the directories. Those of a meeting that was imported are marked with its life, so that
-- whoever deletes an earlier meeting of this id does not take them away.

-- KEYS: directory lives. ARGV: id, life, commitment.
local function claim_ticket(keys, args)
  local owner = redis.call('HGET', keys[1], args[3])
  if owner and owner ~= args[1] then return 'refused' end
  redis.call('HSET', keys[1], args[3], args[1])
  redis.call('HSET', keys[2], args[3], args[2])
  return owner and 'own_already' or 'made'
end

-- As `claim_ticket`. A ticket that was minted has no life beside it, whatever the meeting has.
local function forget_ticket(keys, args)
  if redis.call('HGET', keys[1], args[3]) ~= args[1] then return 0 end
  local life = redis.call('HGET', keys[2], args[3])
  if life and life ~= args[2] then return 0 end
  redis.call('HDEL', keys[1], args[3])
  redis.call('HDEL', keys[2], args[3])
  return 1
end

-- KEYS: link. ARGV: where it leads to, life.
local function claim_link(keys, args)
  local kept = redis.call('GET', keys[1])
  if kept and kept ~= args[1] and string.sub(kept, 1, #args[1] + 1) ~= args[1] .. ' ' then
    return 'refused'
  end
  redis.call('SET', keys[1], args[1] .. ' ' .. args[2])
  return kept and 'own_already' or 'made'
end

-- As `claim_link`.
local function forget_link(keys, args)
  local kept = redis.call('GET', keys[1])
  if kept ~= args[1] and kept ~= args[1] .. ' ' .. args[2] then return 0 end
  redis.call('DEL', keys[1])
  return 1
end

-- [SECRET-2] KEYS: state due. ARGV: what `due` was before the scrubbing began. What has become due since
-- then, by another round or another meeting of this id, stays due. Tells whether there is a meeting.
local function scrubbed(keys, args)
  if redis.call('GET', keys[2]) ~= args[1] then return 'due_again' end
  redis.call('DEL', keys[2])
  return redis.call('EXISTS', keys[1]) == 1 and 'kept' or 'gone'
end

-- KEYS: the ids of all meetings. ARGV: id, and its place when there was no such meeting: one that was
-- listed since then has another.
local function unlist(keys, args)
  if tonumber(redis.call('ZSCORE', keys[1], args[1])) == tonumber(args[2]) then
    redis.call('ZREM', keys[1], args[1])
  end
  return 1
end

-- KEYS: state log. ARGV: id, entry
local function append_log(keys, args)
  require_meeting(keys[1])
  redis.call('RPUSH', keys[2], args[2])
  tell_figures(keys[1], args[1])
  return 1
end

-- KEYS: state log links. ARGV: id, entry, the link's id, its record
local function add_link(keys, args)
  require_meeting(keys[1])
  if redis.call('HEXISTS', keys[3], args[3]) == 1 then fail('link exists') end
  redis.call('HSET', keys[3], args[3], args[4])
  redis.call('RPUSH', keys[2], args[2])
  tell_figures(keys[1], args[1])
  return 1
end

-- KEYS: state log links revoked. ARGV: id, entry, the link's id, when
local function revoke_link(keys, args)
  if redis.call('HEXISTS', keys[3], args[3]) == 0 then return 0 end
  if redis.call('HSETNX', keys[4], args[3], args[4]) == 0 then return 0 end
  redis.call('RPUSH', keys[2], args[2])
  tell_figures(keys[1], args[1])
  return 1
end

redis.register_function('LIBRARY_create', create)
redis.register_function('LIBRARY_cast', cast)
redis.register_function('LIBRARY_change', change)
redis.register_function('LIBRARY_mint', mint)
redis.register_function('LIBRARY_void', void)
redis.register_function('LIBRARY_save_shown', save_shown)
redis.register_function('LIBRARY_reorder_box', reorder_box)
redis.register_function('LIBRARY_delete', delete)
redis.register_function('LIBRARY_claim_ticket', claim_ticket)
redis.register_function('LIBRARY_forget_ticket', forget_ticket)
redis.register_function('LIBRARY_claim_link', claim_link)
redis.register_function('LIBRARY_forget_link', forget_link)
redis.register_function('LIBRARY_scrubbed', scrubbed)
redis.register_function('LIBRARY_unlist', unlist)
redis.register_function('LIBRARY_append_log', append_log)
redis.register_function('LIBRARY_add_link', add_link)
redis.register_function('LIBRARY_revoke_link', revoke_link)
redis.register_function('LIBRARY_import', import)
redis.register_function({ function_name = 'LIBRARY_read', callback = read, flags = { 'no-writes' } })
redis.register_function({ function_name = 'LIBRARY_open_box', callback = open_box, flags = { 'no-writes' } })
redis.register_function({ function_name = 'LIBRARY_export', callback = export, flags = { 'no-writes' } })
