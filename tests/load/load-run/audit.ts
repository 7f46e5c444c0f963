import { ConsoleRefused } from '../console-session.ts';
import { shownReturned } from '../screen-watch.ts';
import { answerDifferences, meetingDifferences } from './differences.ts';
import { type Evidence, emptyEvidence } from './evidence.ts';
import type { Findings } from './fleet.ts';
import type { Hall, Halls } from './halls.ts';
import { ballotSize, GROUPS, type Scenario } from './scenario.ts';

const SCREENS_CLOSE_WITHIN_MS = 10_000;

/**
 * Asks the server for every result, when all phones have asked once more, and holds it and the
 * screens against what the phones know. Empty: each acknowledgement is in its result exactly once.
 */
export async function auditLoad(
  halls: Halls,
  findings: Findings,
  scenario: Scenario,
): Promise<readonly string[]> {
  const differences = [...answerDifferences(findings.asked)];
  for (const [meeting, hall] of halls.halls.entries()) {
    const evidence = findings.evidence.get(meeting) ?? emptyEvidence(ballotSize(scenario), GROUPS);
    differences.push(...(await auditMeeting(halls, hall, evidence)));
    differences.push(...(await auditScreens(hall, evidence)));
  }
  return differences;
}

async function auditMeeting(
  halls: Halls,
  hall: Hall,
  evidence: Evidence,
): Promise<readonly string[]> {
  try {
    const { result, detail } = await halls.read(hall);
    return meetingDifferences(evidence, result, detail);
  } catch (error) {
    // The server itself found that box and tally differ.
    if (error instanceof ConsoleRefused) return [`${hall.title}: no result: ${error.refusal.code}`];
    throw error;
  }
}

async function auditScreens(
  { title, screens }: Hall,
  { returned }: Evidence,
): Promise<readonly string[]> {
  const expected = returned.reduce((sum, count) => sum + count, 0);
  const looks = screens.map(async ({ watch }) => {
    try {
      await watch.until(({ phase }) => phase === 'closed', SCREENS_CLOSE_WITHIN_MS);
    } catch {
      return [`${title}: a screen did not show that voting has closed`];
    }
    const shown = shownReturned(watch.latest());
    return shown === expected ? [] : [`${title}: a screen shows ${shown} instead of ${expected}`];
  });
  return (await Promise.all(looks)).flat();
}
