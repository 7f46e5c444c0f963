import type { Receipt as ReceiptCode } from '../../shared/identifiers.ts';
import type { Voter } from '../voter.ts';
import { ChangeTicket } from './ChangeTicket.tsx';
import { Heading } from './Heading.tsx';

/** [CAST-6] 已收到 and the receipt code; never a mark. */
export function Receipt({ voter, receipt }: { voter: Voter; receipt: ReceiptCode }) {
  return (
    <main class="message receipt">
      <p class="receipt-tick" aria-hidden="true">
        ✓
      </p>
      <Heading>已收到</Heading>
      <p>
        回执码
        <strong class="receipt-code">{receipt.replace(/(.{4})(?=.)/g, '$1 ')}</strong>
      </p>
      <p class="quiet">回执码只表明票已收到，不必记录。</p>
      <p>可以关闭本页。</p>
      <ChangeTicket voter={voter} asks />
    </main>
  );
}
