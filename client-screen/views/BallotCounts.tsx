import type { ScreenGroup, ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { turnoutInAll } from '../wording.ts';

/** Returned of issued as large as the screen allows, and a line for each group. */
export function BallotCounts({ snapshot, note }: { snapshot: ScreenSnapshot; note: string }) {
  const { returned, issued } = turnoutInAll(snapshot.groups);
  return (
    <section class="ballots" aria-label="收回情况">
      <p class="ballots-all">
        <span>收回</span>
        <strong>{returned}</strong>
        <span class="ballots-of">/ 发出 {issued} 票</span>
      </p>
      <ul class="ballots-groups">
        {snapshot.groups.map((group) => (
          <GroupLine key={group.mark} group={group} />
        ))}
      </ul>
      <p class="ballots-note">{note}</p>
    </section>
  );
}

function GroupLine({ group }: { group: ScreenGroup }) {
  const share = group.issued === 0 ? 0 : (group.returned / group.issued) * 100;
  return (
    <li>
      <b class="group-mark">{group.mark}</b>
      <span class="group-label">{group.label}</span>
      <svg class="returned-bar" aria-hidden="true" focusable="false">
        <rect class="returned-ground" width="100%" height="100%" />
        <rect class="returned-share" height="100%" style={{ width: `${share}%` }} />
      </svg>
      <b class="group-count">
        {group.returned}/{group.issued}
      </b>
    </li>
  );
}
