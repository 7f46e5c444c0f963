import type { ScreenGroup, ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { textWidth } from '../text-width.ts';
import { turnoutInAll } from '../wording.ts';

/** In hundredths of the stage's height, as in the board's layout. */
const STRIP_WIDTH = 166;

/** [SCREEN-1] Returned of issued, in all and by group, with the weights stated. */
export function TurnoutStrip({ snapshot }: { snapshot: ScreenSnapshot }) {
  const { groups } = snapshot;
  const { returned, issued } = turnoutInAll(groups);
  // The board's head states the weights of one or two groups as well, so here they may give way.
  const many = groups.length > 2;
  const weighted = many || stripWidth(groups) <= STRIP_WIDTH;
  return (
    <section class="strip" aria-label="收回情况">
      <p class={many ? 'strip-all strip-lines' : 'strip-all'}>
        收回 <strong>{returned}</strong>{' '}
        <span class="strip-of">
          / 发出 <strong>{issued}</strong> 票
        </span>
      </p>
      <ul class={many ? 'strip-groups strip-many' : 'strip-groups'}>
        {groups.map((group) => (
          <StripGroup key={group.mark} group={group} weighted={weighted} />
        ))}
      </ul>
    </section>
  );
}

function StripGroup({ group, weighted }: { group: ScreenGroup; weighted: boolean }) {
  return (
    <li>
      <b class="group-mark">{group.mark}</b>
      <span class="group-label">{group.label}</span>
      {weighted && <span class="group-weight">权重 {group.weight}%</span>}
      <b class="group-count">
        {group.returned}/{group.issued}
      </b>
    </li>
  );
}

/** How wide the strip is with weights and whole labels, near enough. */
function stripWidth(groups: readonly ScreenGroup[]): number {
  const { returned, issued } = turnoutInAll(groups);
  const all = 28 + String(returned).length * 4.6 + String(issued).length * 3.3;
  return groups.reduce(
    (sum, group) =>
      sum +
      textWidth(`A 票${group.label}权重 ${group.weight}%`) * 4 +
      textWidth(`${group.returned}/${group.issued}`) * 5.2 +
      7,
    all,
  );
}
