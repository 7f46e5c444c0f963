import { ballotSize } from '../../../shared/ballot.ts';
import { meetingShape } from '../../../shared/meeting.ts';
import { noticePlan } from '../../notice-plan.ts';
import type { Findings } from './findings.ts';

const HOUR_S = 3600;
const MILLION = 1_000_000;
const LOOKS_A_SECOND = 10;
const OVERVIEWS_A_SECOND = 2;
/** A screen and a console of a hall, at worst each at another one: nobody else is told figures. */
const PROCESSES_THAT_LOOK = 2;

/** 100,000 voters in 400 halls. Rates by second; processors as parts or multiples of one. */
export interface Province {
  readonly voters: number;
  readonly halls: number;
  readonly rushSeconds: number;
  readonly arrivalSeconds: number;
  /** Votes a second when they are spread over an hour, and when all come within the rush. */
  readonly evenly: number;
  readonly rush: number;
  readonly rushOfAHall: number;
  /** Seconds that one embedded server would take for them all at the speed measured. */
  readonly embeddedSeconds: number;
  /** For the votes of the rush, of many meetings: of all processes of the server, and of Redis. */
  readonly serverProcessors: number;
  readonly redisProcessors: number;
  /** For looking at all meetings in the rush, of all processes that one's screen or console is at. */
  readonly lookProcessors: number;
  readonly redisLookProcessors: number;
  /** For the snapshots of these screens and consoles. */
  readonly snapshotProcessors: number;
  readonly arrivalProcessors: number;
  readonly phoneGigabytes: number;
}

/** One meeting of a million, with the ballot of the notice, on one node of Redis. */
export interface MillionMeeting {
  readonly voters: number;
  readonly rushSeconds: number;
  readonly phonesOfAProcess: number;
  readonly processes: number;
  readonly phoneGigabytes: number;
  /** Votes a second over an hour, and what part of Redis' one processor they take. */
  readonly evenly: number;
  readonly redisEvenly: number;
  /** Seconds that Redis needs for a million votes, however many processes there are. */
  readonly redisSeconds: number;
  /** What part of it goes into looks, whatever the number of ballots and of processes. */
  readonly redisLooks: number;
  readonly boxMegabytes: number;
  readonly startSeconds: number;
}

export function calculateProvince({ contest, parts, memory }: Findings): Province {
  const [voters, halls, rushSeconds, arrivalSeconds] = [100_000, 400, 10, 60];
  const rush = voters / rushSeconds;
  const looks = halls * LOOKS_A_SECOND * PROCESSES_THAT_LOOK;
  const snapshots = halls * (LOOKS_A_SECOND + OVERVIEWS_A_SECOND);
  const vote = contest.redis.server - parts.commit.redis.own + parts.commitApart.redis.own;
  return {
    voters,
    halls,
    rushSeconds,
    arrivalSeconds,
    evenly: voters / HOUR_S,
    rush,
    rushOfAHall: rush / halls,
    embeddedSeconds: voters / contest.embedded.perSecond,
    serverProcessors: (rush * vote) / MILLION,
    redisProcessors: (rush * parts.commitApart.redis.redis) / MILLION,
    lookProcessors: (looks * parts.look.redis.own) / MILLION,
    redisLookProcessors: (looks * parts.look.redis.redis) / MILLION,
    snapshotProcessors: (snapshots * parts.snapshot.redis.own) / MILLION,
    arrivalProcessors: (voters * memory.redis.arrival) / (arrivalSeconds * MILLION),
    phoneGigabytes: (voters * memory.redis.bytes) / 2 ** 30,
  };
}

export function calculateMillion({
  contest,
  parts,
  memory,
  starts,
  ballots,
}: Findings): MillionMeeting {
  const [voters, rushSeconds, phonesOfAProcess] = [MILLION, 10, 20_000];
  const processes = Math.ceil(voters / phonesOfAProcess);
  const { few, many } = starts.redis;
  return {
    voters,
    rushSeconds,
    phonesOfAProcess,
    processes,
    phoneGigabytes: (voters * memory.redis.bytes) / 2 ** 30,
    evenly: voters / HOUR_S,
    redisEvenly: ((voters / HOUR_S) * contest.redis.redis) / MILLION,
    redisSeconds: (voters * contest.redis.redis) / MILLION,
    redisLooks: (PROCESSES_THAT_LOOK * LOOKS_A_SECOND * parts.look.redis.redis) / MILLION,
    boxMegabytes: (voters * ballotSize(meetingShape(noticePlan()))) / MILLION,
    startSeconds: (few + (many - few) * (voters / ballots)) / 1000,
  };
}
