import './links.css';
import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { PhoneAddress, ScreenLink, ScreenLinkAnswer } from '../../../shared/protocol/http.ts';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { Notice } from '../base/Notice.tsx';
import { timeOfDay } from './clock-words.ts';
import { linkAddress, linkKindWords, originForOthers } from './link-address.ts';
import { NewLink } from './NewLink.tsx';
import { useLinks } from './use-links.ts';

export const LINKS_HEADING_ID = 'links';

interface LinksProps {
  readonly meetingId: MeetingId;
  readonly log: readonly LogEntry[];
  readonly addresses: readonly PhoneAddress[] | null;
}

/** Read-only entrances for the projection and for the host: made, copied, taken back. */
export function Links({ meetingId, log, addresses }: LinksProps) {
  const onPage = useLinks(meetingId, lastLinkChange(log));
  const [revoking, setRevoking] = useState<ScreenLink | null>(null);
  const inForce = onPage.links ?? [];
  const isInForce = ({ link }: ScreenLinkAnswer) => inForce.some(({ id }) => id === link.id);
  const older = inForce.filter(({ id }) => !onPage.made.some(({ link }) => link.id === id));
  return (
    <section class="section" aria-labelledby={LINKS_HEADING_ID}>
      <h2 id={LINKS_HEADING_ID} tabIndex={-1}>
        大屏与主持人链接
      </h2>
      {onPage.problem !== null && <Notice kind="error">{onPage.problem}</Notice>}
      <div class="actions">
        <Button busy={onPage.busy} onClick={() => void onPage.make('screen')}>
          新建大屏链接
        </Button>
        <Button busy={onPage.busy} onClick={() => void onPage.make('host')}>
          新建主持人链接
        </Button>
      </div>
      <p class="links-hint">主持人链接：只读，用手机扫码，查看进度与结果。</p>
      <ul class="links" aria-label="有效的链接">
        {onPage.made.filter(isInForce).map(({ link, token }) => (
          <NewLink
            key={link.id}
            kind={link.kind}
            address={linkAddress(originForOthers(location, addresses), link.kind, token)}
            addressHere={linkAddress(location.origin, link.kind, token)}
            onRevoke={() => setRevoking(link)}
          />
        ))}
        {older.map((link) => (
          <li key={link.id} class="link-line">
            <span>
              {linkKindWords(link.kind)} · {timeOfDay(link.createdAt)} 新建
            </span>
            <Button
              kind="quiet"
              label={`停用${timeOfDay(link.createdAt)}新建的${linkKindWords(link.kind)}链接`}
              onClick={() => setRevoking(link)}
            >
              停用
            </Button>
          </li>
        ))}
      </ul>
      {revoking !== null && (
        <ConfirmDialog
          title={`停用这个${linkKindWords(revoking.kind)}链接？`}
          confirmLabel="停用"
          danger
          busy={onPage.busy}
          onConfirm={() => void onPage.revoke(revoking.id).then(() => setRevoking(null))}
          onCancel={() => setRevoking(null)}
        >
          <p>
            用它打开的{linkKindWords(revoking.kind)}页面立即断开，不能恢复；需要时可另建新链接。
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function lastLinkChange(log: readonly LogEntry[]): number {
  return (
    log.findLast(({ event }) => event === 'screen_link_made' || event === 'screen_link_revoked')
      ?.at ?? 0
  );
}
