import { typedAddress } from '../wording.ts';
import { QrCode } from './QrCode.tsx';

/** Q: for whoever cannot scan the code on the ticket. */
export function AddressOverlay({ address }: { address: string | null }) {
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
