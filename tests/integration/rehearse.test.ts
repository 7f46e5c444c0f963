import { expect, test } from 'vitest';
import type { RehearsalOptions } from '../load/rehearsal/options.ts';
import { type Recount, recountBallots } from '../load/rehearsal/recount.ts';
import { runRehearsal } from '../load/rehearsal/rehearsal.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const GROUPS = [9, 12] as const;

interface Rehearsed {
  readonly differences: readonly string[];
  readonly text: string;
}

/** A short one: enough voters that some lose their connection and some an answer. */
async function rehearse(
  server: ServerUnderTest,
  recount: typeof recountBallots,
): Promise<Rehearsed> {
  const options: RehearsalOptions = {
    origin: server.url,
    groups: GROUPS,
    seconds: 4,
    waitSeconds: 1,
    seed: 7,
  };
  const lines: string[] = [];
  const differences = await runRehearsal(options, {
    key: { dataDir: server.folder },
    print: (line) => lines.push(line),
    progress: () => {},
    recount,
  });
  return { differences, text: lines.join('\n') };
}

/** As if one leader had marked the first presenter's first item otherwise. */
function miscount(...counted: Parameters<typeof recountBallots>): Recount {
  const [rule, presenters, ballots] = counted;
  const leader = ballots.findIndex(({ group }) => group === 0);
  const altered = ballots.map((ballot, index) =>
    index === leader
      ? { ...ballot, marks: ballot.marks.with(0, ((ballot.marks[0] ?? 0) + 1) % 4) }
      : ballot,
  );
  return recountBallots(rule, presenters, altered);
}

test('[CAST-1, CAST-3, SCORE-1..5] a rehearsal with broken connections agrees with a recount of its own', async () => {
  await withApp(async (server) => {
    const { differences, text } = await rehearse(server, recountBallots);
    expect(differences).toEqual([]);
    expect(text).toContain('核对：系统结果、大屏与独立复算一致');
    expect(text).toContain('A 票（领导）9/9，B 票（其他）12/12，合计 21/21');
    expect(text).toContain('填写时断线 2 部，提交后断线并用同一凭据重投 2 部');
  });
});

test('[PHASE-4] it leaves the meeting closed, marked as a rehearsal, and says where', async () => {
  await withApp(async (server) => {
    const { text } = await rehearse(server, recountBallots);
    const [meeting] = await server.store.listMeetings();
    expect(meeting).toMatchObject({ phase: 'closed', rehearsal: true, alarm: null });
    expect(text).toContain(`${server.url}/organizer/#/m/${meeting?.id}/result`);
    expect(text).toContain(`${server.url}/screen/#`);
  });
});

test('[SCORE-1] a recount that differs in one mark is named with both figures', async () => {
  await withApp(async (server) => {
    const { differences, text } = await rehearse(server, miscount);
    expect(text).toContain('核对：不一致');
    expect(differences).toContainEqual(
      expect.stringMatching(/^述职人甲“落实党建责任”领导各等次票数：系统为 [\d/]+，复算为 [\d/]+$/),
    );
    expect(differences).toContainEqual(expect.stringMatching(/^述职人甲得分：系统为/));
    expect(differences).toContainEqual(expect.stringMatching(/^大屏述职人甲得分：系统为/));
    expect(differences.join('\n')).not.toContain('述职人乙得分');
  });
});
