import type { RfidLabels } from '../../../shared/devices';
import { isIdle } from './protocols/zpl-status';
import type { PrinterChannel } from '../printer-port';
import { isBlocking, judge, type PrintLook, type PrintOutcome } from './watch-print';

/** `^HV` says what was read from the tag of a label that came out: `EPC[3034…]`. */
const said = /EPC\[([0-9A-F]*)\]/g;
const keptCharacters = 4096;

export interface ReadBack {
  /** The channel, heard by us whatever else is asked on it. */
  readonly channel: PrinterChannel;
  /** The last EPC that the printer read back; `null` for none yet. */
  last(): string | null;
}

/** Listens for what the printer read back while others ask it how it stands. */
export const listenForEpc = (channel: PrinterChannel): ReadBack => {
  let heard = '';
  const hear = (bytes: Uint8Array | null): void => {
    if (bytes !== null) heard = (heard + Buffer.from(bytes).toString('latin1')).slice(-keptCharacters);
  };
  return {
    channel: {
      ...channel,
      signal: channel.signal,
      receive: async (limitMs) => {
        const bytes = await channel.receive(limitMs);
        hear(bytes);
        return bytes;
      },
      flush: () => {
        const thrown = channel.flush();
        hear(thrown);
        return thrown;
      },
    },
    last: () => [...heard.matchAll(said)].at(-1)?.[1] ?? null,
  };
};

export interface RfidJudgement {
  readonly look: PrintLook;
  readonly odometerBefore: number | null;
  /** `null`: this printer keeps no such counters. */
  readonly before: RfidLabels | null;
  readonly after: RfidLabels | null;
  readonly wanted: string;
  readonly readBack: string | null;
}

/** A label came out; its tag is proved only by what was read from it. */
const proved = ({ wanted, readBack }: RfidJudgement, evidence: string): PrintOutcome => {
  if (readBack === wanted) return { kind: 'printed', evidence: `${evidence}, EPC ${wanted} read back` };
  return readBack === null
    ? { kind: 'uncertain', why: 'rfid-not-verified', evidence }
    : { kind: 'uncertain', why: 'rfid-wrong-epc', evidence: `${evidence}, EPC ${readBack} read back` };
};

/**
 * What the counters of good and void labels and the tag itself prove; `null` while they prove nothing. Void labels move
 * the label counter too, so it proves nothing here by itself.
 */
export const judgeRfid = (all: RfidJudgement): PrintOutcome | null => {
  const { look, odometerBefore, before, after } = all;
  if (before === null) {
    const plain = judge(look, odometerBefore);
    return plain?.kind === 'printed' ? proved(all, plain.evidence) : plain;
  }
  if (look.status === null || after === null || !isIdle(look.status)) return null;
  const good = after.good - before.good;
  const voids = after.void - before.void;
  const evidence = `RFID labels ${before.good}→${after.good}, ${voids} void`;
  if (good < 0 || voids < 0) return { kind: 'uncertain', why: 'counter-went-back', evidence };
  if (good === 1) return proved(all, evidence);
  if (good > 1) return { kind: 'uncertain', why: 'counter-jumped', evidence };
  if (look.conditions.some(isBlocking)) return null;
  // No good label came out. Sent again by itself it could use up a roll: a person decides.
  return voids > 0
    ? { kind: 'uncertain', why: 'rfid-void', evidence }
    : { kind: 'not-printed', why: 'lost-in-printer', evidence };
};
