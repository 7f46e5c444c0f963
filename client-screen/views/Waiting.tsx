import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { turnoutInAll, typedAddress } from '../wording.ts';

/**
 * Before voting: how to vote, and that the box is empty (检查票箱). No QR code here: people would
 * scan it instead of the one on their ticket.
 */
export function Waiting({
  snapshot,
  address,
}: {
  snapshot: ScreenSnapshot;
  address: string | null;
}) {
  const { unit, place, heldOn } = snapshot;
  const occasion = [unit, place, heldOn].filter((text) => text !== '').join('　');
  return (
    <>
      <div class="waiting">
        <section class="steps" aria-labelledby="steps-title">
          <h2 id="steps-title">测评方法</h2>
          <ol>
            <li>手机扫描测评票上的二维码</li>
            <li>为每位述职人逐项选择等次</li>
            <li>提交后看到“已收到”即完成</li>
          </ol>
          {address !== null && (
            <p>
              扫不了码：打开 <b class="address">{typedAddress(address)}</b>{' '}
              <span class="address-how">输入测评码</span>
            </p>
          )}
        </section>
        <EmptyBox snapshot={snapshot} />
      </div>
      {occasion !== '' && <footer class="occasion">{occasion}</footer>}
    </>
  );
}

function EmptyBox({ snapshot }: { snapshot: ScreenSnapshot }) {
  const { returned, issued } = turnoutInAll(snapshot.groups);
  return (
    <section class="empty-box" aria-labelledby="box-title">
      <h2 id="box-title">票箱</h2>
      <p class="empty-box-count">
        <strong>{returned}</strong> 票
      </p>
      <p>发出 {issued} 票</p>
      <ul>
        {snapshot.groups.map((group) => (
          <li key={group.mark}>
            <b class="group-mark">{group.mark}</b>
            <span class="group-label">{group.label}</span>
            <b class="group-count">{group.issued}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
