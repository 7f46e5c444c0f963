import { type Signal, signal } from '@preact/signals';
import type { DeviceStorage } from './storage.ts';

/** 20, 25 and 30 px where the browser's own size is the usual 16; all else is measured in `rem`. */
export const TYPE_SIZES = ['standard', 'large', 'largest'] as const;
export type TypeSize = (typeof TYPE_SIZES)[number];

const TYPE_SIZE_NAME = 'pingyi.type-size';

export interface TypeSizeSwitch {
  readonly size: Signal<TypeSize>;
  readonly next: () => void;
}

/** 字号, kept on the device. `show` gives the page the size. */
export function typeSizeSwitch(
  device: DeviceStorage,
  show: (size: TypeSize) => void,
): TypeSizeSwitch {
  const kept = device.read(TYPE_SIZE_NAME);
  const size = signal<TypeSize>(TYPE_SIZES.find((known) => known === kept) ?? 'standard');
  show(size.value);
  return {
    size,
    next: () => {
      size.value = nextSize(size.value);
      device.write(TYPE_SIZE_NAME, size.value);
      show(size.value);
    },
  };
}

/** After the largest comes the standard size again. */
export function nextSize(size: TypeSize): TypeSize {
  return TYPE_SIZES[(TYPE_SIZES.indexOf(size) + 1) % TYPE_SIZES.length] ?? 'standard';
}
