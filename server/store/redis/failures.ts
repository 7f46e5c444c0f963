import {
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  RootNodesUnavailableError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  TimeoutError,
} from 'redis';
import { OutcomeUnknown, StorageUnavailable } from '../store.ts';
import { NoAnswer } from './patience.ts';

/** Refusals of Redis that say: not now. It has done nothing then. */
const NOT_NOW = new Set([
  'MISCONF',
  'OOM',
  'READONLY',
  'LOADING',
  'BUSY',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'TRYAGAIN',
  'NOREPLICAS',
  'NOAUTH',
  'NOPERM',
]);

/** The client gave up before a byte was sent. */
const NOT_SENT = [
  ClientOfflineError,
  ClientClosedError,
  AbortError,
  TimeoutError,
  RootNodesUnavailableError,
];

/** The connection broke, or nothing came back over it. */
const LOST = [
  NoAnswer,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  DisconnectsClientError,
  ConnectionTimeoutError,
];

function isConnectionLost(error: unknown): boolean {
  if (LOST.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && 'syscall' in error;
}

/** Whether whoever was asked is not there, or not able to answer at present. */
export function isOutOfReach(error: unknown): boolean {
  return storageFailure(error, true) instanceof StorageUnavailable;
}

/**
 * What a failed command means for whoever asked: `StorageUnavailable` where it has certainly changed
 * nothing, `OutcomeUnknown` where a write may have been done, any other error, being a bug, as it is.
 */
export function storageFailure(error: unknown, readOnly: boolean): unknown {
  if (error instanceof StorageUnavailable || error instanceof OutcomeUnknown) return error;
  if (error instanceof ErrorReply) {
    const [code = ''] = error.message.split(' ', 1);
    return NOT_NOW.has(code) ? new StorageUnavailable(`REDIS_${code}`, error) : error;
  }
  if (NOT_SENT.some((kind) => error instanceof kind))
    return new StorageUnavailable('REDIS_OFFLINE', error);
  if (!isConnectionLost(error)) return error;
  const code = error instanceof NoAnswer ? 'REDIS_SILENT' : 'REDIS_LOST';
  return readOnly ? new StorageUnavailable(code, error) : new OutcomeUnknown(code, error);
}
