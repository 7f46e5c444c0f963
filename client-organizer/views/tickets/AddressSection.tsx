import { useEffect, useState } from 'preact/hooks';
import type { AddressesAnswer, PhoneAddress } from '../../../shared/protocol/http.ts';
import { refusalText, request } from '../../api.ts';
import {
  addressWarnings,
  keepAddress,
  keptAddress,
  readPhoneAddress,
  warningWords,
} from '../../phone-address.ts';
import { Notice } from '../base/Notice.tsx';
import { QrCode } from '../base/QrCode.tsx';
import { AddressChoice } from './AddressChoice.tsx';

interface AddressSectionProps {
  /** The address that can be printed now, or null. */
  readonly onChoose: (url: string | null) => void;
}

/** Which address the tickets carry, and whether phones will find it. */
export function AddressSection({ onChoose }: AddressSectionProps) {
  const [known, setKnown] = useState<readonly PhoneAddress[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const choose = (text: string) => {
    setTyped(text);
    const read = readPhoneAddress(text);
    if (read.ok) keepAddress(() => localStorage, read.url);
    onChoose(read.ok ? read.url : null);
  };
  useEffect(() => {
    void request<AddressesAnswer>('GET', '/api/addresses').then((answer) => {
      if (!answer.ok) return setProblem(refusalText(answer));
      setKnown(answer.value.addresses);
      choose(keptAddress(() => localStorage) ?? answer.value.addresses[0]?.url ?? '');
    });
  }, []);
  return (
    <section class="section" aria-labelledby="phone-address">
      <h2 id="phone-address">票上的地址</h2>
      <p class="section-intro">
        二维码带的就是这个地址，印出后不能改。请先用自己的手机连上会场网络扫一扫，能打开再制票。
      </p>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      {known !== null && (
        <div class="address">
          <AddressChoice known={known} typed={typed} onType={choose} />
          <AddressTrial typed={typed} known={known} />
        </div>
      )}
    </section>
  );
}

interface AddressTrialProps {
  readonly typed: string;
  readonly known: readonly PhoneAddress[];
}

function AddressTrial({ typed, known }: AddressTrialProps) {
  const read = readPhoneAddress(typed);
  if (!read.ok) return null;
  return (
    <>
      <figure class="address-trial">
        <QrCode text={`${read.url}/`} label={`试扫用的二维码：${read.url}`} />
        <figcaption>用手机试扫：应出现本系统的页面。</figcaption>
      </figure>
      <div class="address-warnings">
        {addressWarnings(read.url, known).map((warning) => (
          <Notice key={warning} kind="warning">
            {warningWords(warning)}
          </Notice>
        ))}
      </div>
    </>
  );
}
