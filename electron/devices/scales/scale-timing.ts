export interface ScaleTiming {
  /** Limit of one request. */
  readonly answerMs: number;
  /** No good frame for so long (at the beginning, and for polled scales at any time): the scale does not answer. */
  readonly silentMs: number;
  /** Least silence of a scale that streams by itself; in fact five of its periods when those are longer. */
  readonly streamSilentMs: number;
  /** Silence after which the link is opened anew; `null` to leave it open. */
  readonly reopenMs: number | null;
  /** Limits of zero and tare: for the scale's word, and then for the readings to show it. */
  readonly commandMs: number;
  readonly evidenceMs: number;
  /** A HID scale's first report can be of the load before (erjiang/usbscale): reports this early are dropped. */
  readonly settleMs: number;
}

export const usualScaleTiming: ScaleTiming = {
  answerMs: 1000,
  silentMs: 1600,
  streamSilentMs: 2000,
  reopenMs: 10_000,
  commandMs: 3000,
  evidenceMs: 3000,
  settleMs: 0,
};
