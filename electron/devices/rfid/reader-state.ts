import type {
  InventorySettings,
  ReaderIdentity,
  ReaderNotice,
  ReaderView,
  ReportLoss,
  RunningInventory,
  TagRead,
} from '../../../shared/tag-reads';
import type { ReaderDriverParts } from './types';

/** What a driver knows of its reader, and how it is told: the same for every family. */
export interface ReaderState {
  readonly view: ReaderView;
  readonly wanted: InventorySettings | null;
  readonly running: RunningInventory | null;
  /** Epoch milliseconds when the inventory that runs was started. */
  readonly startedAt: number;
  want(settings: InventorySettings | null): void;
  setRunning(running: RunningInventory | null): void;
  connected(identity: ReaderIdentity, antennas: ReaderView['antennas']): void;
  /** Told as a loss when tags were being read and still are to be. `heardAt`: epoch milliseconds. */
  disconnected(heardAt: number): void;
  setAntenna(antenna: number, connected: boolean): void;
  reads(reads: readonly TagRead[]): void;
  /** Nothing is certain since the last read. */
  lose(cause: ReportLoss['cause'], since?: number): void;
  notice(code: ReaderNotice['code'], details?: ReaderNotice['details']): void;
}

type Fields = { -readonly [K in keyof ReaderView]: ReaderView[K] };

export const createReaderState = (parts: ReaderDriverParts): ReaderState => {
  const { deviceId, clock } = parts;
  const view: Fields = {
    deviceId,
    identity: null,
    wanted: null,
    running: null,
    antennas: {},
    lostSince: null,
    lastReadAt: null,
  };
  let startedAt = 0;

  const change = (fields: Partial<Fields>): void => {
    Object.assign(view, fields);
    parts.onView();
  };

  const notice: ReaderState['notice'] = (code, details = {}) =>
    parts.onNotice({ readerId: deviceId, code, details, at: clock.now() });

  const lose: ReaderState['lose'] = (cause, since = Math.max(view.lastReadAt ?? 0, startedAt)) => {
    change({ lostSince: view.lostSince ?? since });
    parts.onLoss({ readerId: deviceId, cause, since, at: clock.now() });
  };

  return {
    get view() {
      return { ...view };
    },
    get wanted() {
      return view.wanted;
    },
    get running() {
      return view.running;
    },
    get startedAt() {
      return startedAt;
    },
    want(settings) {
      // What an earlier inventory missed is no matter of the next one.
      change(settings === null ? { wanted: null } : { wanted: settings, lostSince: null, lastReadAt: null });
    },
    setRunning(running) {
      if (running !== null) startedAt = clock.now();
      change({ running });
    },
    connected: (identity, antennas) => change({ identity, antennas }),
    disconnected(heardAt) {
      const missing = view.running !== null && view.wanted !== null;
      change({ identity: null, antennas: {}, running: null });
      if (missing) lose('disconnected', heardAt);
    },
    setAntenna(antenna, connected) {
      change({ antennas: { ...view.antennas, [antenna]: connected ? 'connected' : 'disconnected' } });
      notice(connected ? 'antenna-back' : 'antenna-lost', { antenna });
    },
    reads(reads) {
      if (reads.length === 0) return;
      view.lastReadAt = clock.now();
      parts.onReads(reads);
    },
    lose,
    notice,
  };
};
