import type { ScaleCommand, ScaleReading, ScaleView } from '../../../shared/devices';
import { fail, type Result } from '../../../shared/result';
import type { Clock } from '../clock';
import type { Session } from '../session';
import type { DecodedReading, ScaleProfile, ScaleProtocol } from '../types';
import { createStabilityInference } from './infer-stability';
import { judgeReading, type ScaleNoticeCode } from './judge-reading';
import {
  startScaleSession,
  usualScaleTiming,
  type ScaleCommandFailure,
  type ScaleSession,
  type ScaleTiming,
} from './scale-session';

/** Why readings before now count no more. */
export type ScaleResetCause = 'opened' | 'gap' | 'elsewhere' | ScaleCommand;

export interface ScaleDriverParts {
  readonly deviceId: string;
  readonly protocol: ScaleProtocol;
  readonly profile: ScaleProfile;
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly timing?: Partial<ScaleTiming>;
  readonly onReading: (reading: ScaleReading) => void;
  /** The reading shown is older than a second, or void: nothing may be shown as a weight. */
  readonly onStale: () => void;
  readonly onReset: (cause: ScaleResetCause) => void;
  readonly onNotice: (code: ScaleNoticeCode) => void;
}

/** What all scales can do, whatever their protocol. */
export interface ScaleDriver {
  readonly session: Session;
  readonly view: ScaleView;
  /** Once, never again by itself. Success only on the scale's word or a reading that shows it. */
  command(command: ScaleCommand): Promise<Result<void, ScaleCommandFailure>>;
}

const staleMs = 1000;
const gapMs = 2000;

export const createScaleDriver = (parts: ScaleDriverParts): ScaleDriver => {
  const { deviceId, protocol, profile, simulated, clock } = parts;
  let last: { readonly sent: DecodedReading; readonly reading: ScaleReading } | null = null;
  let current: ScaleSession | null = null;
  let staleTimer: NodeJS.Timeout | null = null;
  let shown = false;
  /** The indicator shows another of its platforms. */
  let away = false;
  /** Tared from here and not zeroed since: what a scale shows that never says so itself is a net weight. */
  let tared = false;
  const stability = createStabilityInference();

  const stale = (): void => {
    if (staleTimer !== null) clearTimeout(staleTimer);
    staleTimer = null;
    if (!shown) return;
    shown = false;
    parts.onStale();
  };

  const forget = (cause: ScaleResetCause): void => {
    last = null;
    stability.reset();
    stale();
    parts.onReset(cause);
  };

  const take = (sent: DecodedReading, frame: Uint8Array, monotonicMs: number): void => {
    away = false;
    if (last !== null && monotonicMs - last.reading.monotonicMs > gapMs) forget('gap');
    const { reading: flagged, notices } = judgeReading(last?.sent ?? null, sent, profile);
    const judged = stability.judge(flagged, monotonicMs);
    const { warning: _warning, platform: _platform, ...decoded } = judged;
    const reading: ScaleReading = {
      ...decoded,
      net: decoded.net ?? (tared ? true : null),
      deviceId,
      at: clock.now(),
      monotonicMs,
      rawHex: Buffer.from(frame).toString('hex').toUpperCase(),
      simulated,
    };
    if (notices.includes('platform-changed')) parts.onReset('elsewhere');
    last = { sent, reading };
    shown = true;
    if (staleTimer !== null) clearTimeout(staleTimer);
    staleTimer = setTimeout(stale, staleMs);
    for (const notice of notices) parts.onNotice(notice);
    parts.onReading(reading);
  };

  return {
    async session(link, control) {
      away = false;
      forget('opened');
      const session = startScaleSession({
        link,
        control,
        protocol,
        profile,
        clock,
        timing: { ...usualScaleTiming, ...parts.timing },
        onReading: take,
        onElsewhere() {
          if (away) return;
          away = true;
          // Nobody saw what happened on this platform meanwhile.
          forget('elsewhere');
        },
        onUnchanged(frame, monotonicMs) {
          // After a gap nobody knows what "the last reading" is.
          if (last !== null && monotonicMs - last.reading.monotonicMs <= gapMs) take(last.sent, frame, monotonicMs);
        },
      });
      current = session;
      try {
        return await session.done;
      } finally {
        current = null;
        stale();
      }
    },
    get view() {
      return { deviceId, reading: last?.reading ?? null, stale: !shown, away };
    },
    async command(command) {
      if (current === null) return fail('scale-not-connected');
      // Only a fresh reading of this platform shows that the indicator serves it now.
      if (profile.platform !== undefined && !shown) return fail('scale-switched-away');
      // Its readings would not show the tare, and nothing could take it off again.
      const saysNet = typeof last?.sent.net === 'boolean';
      if (command === 'tare' && protocol.ask.tare !== undefined && !saysNet && protocol.zeroClearsTare !== true)
        return fail('tare-unseen');
      forget(command);
      const result = await current.command(command, { byReadings: !tared || saysNet });
      const maybe = result.ok || result.failure.code === 'scale-command-unconfirmed';
      if (command === 'tare' && maybe) tared = true;
      if (command === 'zero' && result.ok) tared = false;
      // What came in between may be from before or after: neither counts.
      if (maybe) forget(command);
      return result;
    },
  };
};
