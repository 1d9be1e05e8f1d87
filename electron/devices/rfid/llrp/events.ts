import { byteAt, textAt, timeUsAt, u16At, u32At } from '../bytes';
import { findParameter, parameterTypes as types, readParameters, type Parameter } from './parameters';

/** What has happened on the reader (LLRP 1.0.1, 13.2.6). */
export type ReaderEvent =
  | { readonly kind: 'connection-attempt'; readonly status: number }
  | { readonly kind: 'connection-closed' }
  | { readonly kind: 'antenna'; readonly antenna: number; readonly connected: boolean }
  | { readonly kind: 'rospec'; readonly what: 'started' | 'ended' | 'preempted'; readonly roSpecId: number }
  | { readonly kind: 'buffer-level'; readonly percent: number }
  | { readonly kind: 'overflow' }
  | { readonly kind: 'exception'; readonly text: string }
  | { readonly kind: 'gpi'; readonly port: number; readonly high: boolean }
  | { readonly kind: 'other'; readonly type: number };

export interface ReaderEvents {
  /** By the reader's clock; `unknown` where it has only an uptime. */
  readonly timeUs: number | 'unknown';
  readonly events: readonly ReaderEvent[];
}

const roSpecWords = ['started', 'ended', 'preempted'] as const;
const shownCharacters = 200;

const lengths: Readonly<Record<number, number>> = {
  [types.gpiEvent]: 3,
  [types.roSpecEvent]: 9,
  [types.bufferLevelWarning]: 1,
  [types.readerException]: 2,
  [types.antennaEvent]: 3,
  [types.connectionAttempt]: 2,
};

const eventOf = ({ type, body }: Parameter): ReaderEvent => {
  if (body.length < (lengths[type] ?? 0)) return { kind: 'other', type };
  switch (type) {
    case types.connectionAttempt:
      return { kind: 'connection-attempt', status: u16At(body, 0) };
    case types.connectionClose:
      return { kind: 'connection-closed' };
    case types.antennaEvent:
      return { kind: 'antenna', connected: byteAt(body, 0) === 1, antenna: u16At(body, 1) };
    case types.roSpecEvent: {
      const what = roSpecWords[byteAt(body, 0)];
      return what === undefined ? { kind: 'other', type } : { kind: 'rospec', what, roSpecId: u32At(body, 1) };
    }
    case types.bufferLevelWarning:
      return { kind: 'buffer-level', percent: byteAt(body, 0) };
    case types.bufferOverflow:
      return { kind: 'overflow' };
    case types.readerException:
      return { kind: 'exception', text: textAt(body, 0).text.slice(0, shownCharacters) };
    case types.gpiEvent:
      return { kind: 'gpi', port: u16At(body, 0), high: (byteAt(body, 2) & 0x80) !== 0 };
    default:
      return { kind: 'other', type };
  }
};

/** READER_EVENT_NOTIFICATION; `null` when it holds no event data. */
export const decodeReaderEvents = (body: Uint8Array): ReaderEvents | null => {
  const data = findParameter(readParameters(body).items, types.eventData);
  if (data === null) return null;
  const { items } = readParameters(data);
  const utc = findParameter(items, types.utcTimestamp);
  return {
    timeUs: utc !== null && utc.length >= 8 ? timeUsAt(utc, 0) : 'unknown',
    events: items.filter(({ type }) => type !== types.utcTimestamp && type !== types.uptime).map(eventOf),
  };
};
