import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { phaseText, typedAddress } from '../wording.ts';
import { QrCode } from './QrCode.tsx';

/** Q: for whoever cannot scan the code on the ticket. No way in once there is nothing to cast. */
export function AddressOverlay({
  address,
  snapshot,
}: {
  address: string | null;
  snapshot: ScreenSnapshot;
}) {
  if (snapshot.phase === 'closed' || snapshot.halted)
    return (
      <section class="overlay overlay-address" aria-label="测评入口">
        <p>{phaseText(snapshot)}</p>
      </section>
    );
  return (
    <section class="overlay overlay-address" aria-label="测评入口">
      {address === null ? (
        <p>尚未取得测评地址</p>
      ) : (
        <>
          <QrCode text={address} />
          <p>
            打开 <b class="address">{typedAddress(address)}</b>
          </p>
          <p>输入测评票上的 16 位测评码</p>
        </>
      )}
    </section>
  );
}
