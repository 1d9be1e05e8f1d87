import type { FailureDetails } from './result';

/** What went over a wire, as the language files explain it (`wire.<code>`). */
export const wireCodes = [
  'noise',
  'error',
  'unknown',
  'said',
  'not-asked',
  'reading',
  'load-before',
  'elsewhere',
  'stale',
  'accepted',
  'refused',
  'command-in',
  'go-on',
  'unchanged',
  'busy',
  'asks-weight',
  'asks',
  'confirms',
  'goes-on',
  'code',
  'reply',
  'no-read',
  'part-of-code',
  'beep-good',
  'beep-wrong',
  'beep-error',
  'taken',
  'again',
  'printer-state',
  'printer-faults',
  'model',
  'media-moved',
  'head-moved',
  'unknown-variable',
  'sets-up',
  'label',
  'asks-state',
  'tags',
  'tag',
  'no-data',
  'greeting',
  'badge',
  'keepalive',
] as const;
export type WireCode = (typeof wireCodes)[number];

/**
 * One thing said. Values that are codes themselves have words under `wire.<name of the value>.<code>` or, for printers,
 * under their own heads; `text` is the device's own and stays as it came.
 */
export interface WireWord {
  readonly code: WireCode;
  readonly details: FailureDetails;
}

/** What bytes mean, one word after the other; empty while a frame is incomplete. */
export type WireMeaning = readonly WireWord[];

/** As the code and its values, for developers. */
export const meaningCodes = (meaning: WireMeaning): string =>
  meaning.map(({ code, details }) => [code, ...Object.values(details)].join(' ')).join(' · ');

export const means = (code: WireCode, details: FailureDetails = {}): WireMeaning => [{ code, details }];
