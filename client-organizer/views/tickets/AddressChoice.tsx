import { useState } from 'preact/hooks';
import type { PhoneAddress } from '../../../shared/protocol/http.ts';
import { readPhoneAddress } from '../../phone-address.ts';
import { TextField } from '../base/Field.tsx';

interface AddressChoiceProps {
  readonly known: readonly PhoneAddress[];
  readonly typed: string;
  readonly onType: (text: string) => void;
}

export function AddressChoice({ known, typed, onType }: AddressChoiceProps) {
  const [choosingOther, setChoosingOther] = useState(false);
  const other = choosingOther || !known.some(({ url }) => url === typed);
  const read = readPhoneAddress(typed);
  return (
    <fieldset class="radios address-choice">
      <legend class="field-label">选择地址</legend>
      {known.map(({ url, warnings }) => (
        <label key={url} class="radio">
          <input
            type="radio"
            name="phone-address"
            checked={!other && url === typed}
            onChange={() => {
              setChoosingOther(false);
              onType(url);
            }}
          />
          <span>
            <strong class="address-url">{url}</strong>
            {warnings.includes('localhost') && <span class="radio-hint">仅本机可用</span>}
          </span>
        </label>
      ))}
      <label class="radio">
        <input
          type="radio"
          name="phone-address"
          checked={other}
          onChange={() => setChoosingOther(true)}
        />
        <strong>其他地址</strong>
      </label>
      {other && (
        <TextField
          label="手机访问的地址"
          hint="形如 http://192.168.1.20:3000 或 https://pingyi.example.cn"
          error={read.ok || typed === '' ? undefined : read.reason}
          value={typed}
          onInput={onType}
        />
      )}
    </fieldset>
  );
}
