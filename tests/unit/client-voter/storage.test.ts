import { describe, expect, it } from 'vitest';
import { keptTickets } from '../../../client-voter/kept-tickets.ts';
import { type DeviceStorage, deviceStorage } from '../../../client-voter/storage.ts';
import { nextSize, TYPE_SIZES, typeSizeSwitch } from '../../../client-voter/type-size.ts';
import type { TicketSecret } from '../../../shared/identifiers.ts';

const TICKET = 'ABCDEFGHJKMNPQRS' as TicketSecret;
const OTHER = '0123456789ABCDEF' as TicketSecret;

function area(): { readonly kept: Map<string, string>; readonly storage: () => Storage } {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  } as Storage;
  return { kept, storage: () => storage };
}

function blocked(): never {
  throw new Error('storage is switched off');
}

describe('storage on the device', () => {
  it('outlives the page', () => {
    const { storage } = area();
    deviceStorage(storage).write('a', '1');
    expect(deviceStorage(storage).read('a')).toBe('1');
  });

  it('lives in memory where the browser keeps nothing, and says nothing', () => {
    const device: DeviceStorage = deviceStorage(blocked);
    expect(device.read('a')).toBeNull();
    device.write('a', '1');
    expect(device.read('a')).toBe('1');
    device.remove('a');
    expect(device.read('a')).toBeNull();
  });

  it('[CAST-6] where nothing more can be kept, what is replaced does not stay either', () => {
    const { kept, storage } = area();
    const device = deviceStorage(storage);
    device.write('a', 'marks');
    const full = { ...storage(), setItem: blocked } as Storage;
    const inFull = deviceStorage(() => full);
    inFull.write('a', 'receipt');
    expect(inFull.read('a')).toBe('receipt');
    expect(kept.has('a')).toBe(false);
  });

  it('sees what another window has written since', () => {
    const { storage } = area();
    const [one, other] = [deviceStorage(storage), deviceStorage(storage)];
    one.write('a', '1');
    other.write('a', '2');
    expect(one.read('a')).toBe('2');
  });
});

describe('tickets that the device keeps', () => {
  it('goes on with the window’s own ticket, or else with the last one', () => {
    const [first, second, device] = [area(), area(), area()];
    const here = keptTickets(deviceStorage(first.storage), deviceStorage(device.storage));
    here.setCurrent(TICKET);
    const there = keptTickets(deviceStorage(second.storage), deviceStorage(device.storage));
    expect(there.current()).toBe(TICKET);
    there.setCurrent(OTHER);
    expect(here.current()).toBe(TICKET);
  });

  it('keeps a ballot for each ticket, under a name that cannot cast', () => {
    const { kept, storage } = area();
    const tickets = keptTickets(deviceStorage(area().storage), deviceStorage(storage));
    tickets.keepBallot(TICKET, {
      state: 'marking',
      meeting: 'abcdefabcdef' as never,
      round: 1,
      marks: [null],
      key: null,
    });
    expect(tickets.ballot(OTHER)).toBeNull();
    expect(tickets.ballot(TICKET)).toMatchObject({ state: 'marking' });
    expect([...kept].flat().join()).not.toContain(TICKET);
    tickets.forgetBallot(TICKET);
    expect(kept.size).toBe(0);
  });
});

describe('字号', () => {
  it('goes round and is kept', () => {
    const { storage } = area();
    const shown: string[] = [];
    const begin = () => typeSizeSwitch(deviceStorage(storage), (size) => shown.push(size));
    begin().next();
    begin();
    expect(shown).toEqual(['standard', 'large', 'large']);
    expect(TYPE_SIZES.map(nextSize)).toEqual(['large', 'largest', 'standard']);
  });
});
