import { useEffect, useState } from 'preact/hooks';
import type { AddressesAnswer, PhoneAddress } from '../../../shared/protocol/http.ts';
import { request } from '../../api.ts';

/** Where the server can be reached, best first; null until it has said so. */
export function useAddresses(): readonly PhoneAddress[] | null {
  const [addresses, setAddresses] = useState<readonly PhoneAddress[] | null>(null);
  useEffect(() => {
    void request<AddressesAnswer>('GET', '/api/addresses').then((answer) => {
      if (answer.ok) setAddresses(answer.value.addresses);
    });
  }, []);
  return addresses;
}
