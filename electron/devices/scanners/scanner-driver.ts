import { means, type WireMeaning } from '../../../shared/wire-meaning';
import type { Scan } from '../../../shared/devices';
import type { Clock } from '../clock';
import { startFramePump } from '../frame-pump';
import type { Session, SessionControl } from '../session';
import type { DeviceLink } from '../transports/link';
import type { ScannerFeedback, ScannerMessage, ScannerProfile, ScannerProtocol } from '../types';

/** A scan before the station has given it its number. */
export type UnnumberedScan = Omit<Scan, 'sequence'>;

export interface ScannerDriverParts {
  readonly deviceId: string;
  readonly protocol: ScannerProtocol;
  readonly profile: ScannerProfile;
  readonly source: Scan['source'];
  readonly simulated: boolean;
  readonly clock: Clock;
  /** Every code, also the same one twice: occurrences are never merged. */
  readonly onScan: (scan: UnnumberedScan) => void;
  /** Something was scanned and came without its beginning or end, and the scanner will not send it again by itself. */
  readonly onCut: () => void;
}

export interface ScannerDriver {
  readonly session: Session;
  /** The scanner's own beeper or light. False where it has none, or is not connected. */
  feedback(kind: ScannerFeedback): Promise<boolean>;
}

const feedbackCodes = { good: 'beep-good', wrong: 'beep-wrong', error: 'beep-error' } as const;

/** A scanner that is greeted and says nothing for so long is told of; it may still be plugged in later. */
const greetingMs = 2000;

/** How often a code that comes in several reports is looked at while it is incomplete. */
const assemblyTickMs = 100;

const silent = { code: 'no-answer', details: { waitingFor: 'greeting' } } as const;

const describe = (message: ScannerMessage): WireMeaning => {
  switch (message.kind) {
    case 'code':
      return means('code', {
        text: `${message.aim === null ? '' : `]${message.aim} `}${JSON.stringify(message.data.slice(0, 80))}`,
      });
    case 'reply':
      return means('reply', { text: JSON.stringify(message.text.slice(0, 80)) });
    case 'no-read':
      return means('no-read');
    case 'partial':
      return means('part-of-code');
    case 'error':
      return means('error', { error: message.code, text: message.text });
  }
};

export const createScannerDriver = (parts: ScannerDriverParts): ScannerDriver => {
  const { deviceId, protocol, profile, source, simulated, clock } = parts;
  let open: { readonly link: DeviceLink; readonly control: SessionControl } | null = null;

  const session: Session = async (link, control) => {
    // A decoder of its own for each link: half a code from before the unplug must not join a new one.
    const decoder = protocol.decoder(profile);
    let assembling: NodeJS.Timeout | null = null;

    const take = (message: ScannerMessage, monotonicMs: number): { meaning: WireMeaning; good: boolean } => {
      if (message.kind === 'code') {
        const { data, aim } = message;
        parts.onScan({ deviceId, data, aim, source, at: clock.now(), monotonicMs, simulated });
      }
      if (message.kind === 'error' && message.code === 'E_FRAME' && message.answer === undefined) parts.onCut();
      answered();
      if (message.answer !== undefined) say(message.answer, means(message.kind === 'error' ? 'again' : 'taken'));
      return { meaning: describe(message), good: message.kind !== 'error' };
    };

    const say = (bytes: Uint8Array, meaning: WireMeaning): void => {
      control.trace.record('out', bytes, meaning);
      void link.write(bytes);
    };

    let greeted = protocol.greeting === undefined;
    /** Whatever it says, it is there. */
    const answered = (): void => {
      if (greeted) return;
      greeted = true;
      if (unanswered !== null) clearTimeout(unanswered);
      control.ready();
    };

    const stopAssembling = (): void => {
      if (assembling !== null) clearInterval(assembling);
      assembling = null;
    };

    const lookAtAssembly = (): void => {
      const nowMs = clock.monotonic();
      const message = decoder.tick(nowMs);
      if (message === null) return;
      stopAssembling();
      const { meaning, good } = take(message, nowMs);
      control.count(good ? 'frames' : 'badFrames');
      control.trace.record('in', Uint8Array.of(), meaning);
    };

    const pump = startFramePump({
      link,
      control,
      clock,
      framing: protocol.framing(profile),
      onFrame: (frame, nowMs) => {
        const message = decoder.decode(frame, nowMs);
        if (message.kind === 'partial') assembling ??= setInterval(lookAtAssembly, assemblyTickMs);
        else stopAssembling();
        return take(message, nowMs);
      },
      onNoise: () => protocol.resend !== undefined && say(protocol.resend, means('again')),
    });
    open = { link, control };
    const unanswered = protocol.greeting === undefined ? null : setTimeout(() => control.trouble(silent), greetingMs);
    if (protocol.greeting === undefined) control.ready();
    else say(protocol.greeting, means('greeting'));
    try {
      await pump.done;
    } finally {
      if (unanswered !== null) clearTimeout(unanswered);
      stopAssembling();
      open = null;
    }
    return null;
  };

  return {
    session,
    async feedback(kind) {
      const bytes = protocol.feedback?.(kind) ?? null;
      if (bytes === null || open === null) return false;
      open.control.trace.record('out', bytes, means(feedbackCodes[kind]));
      return (await open.link.write(bytes)).ok;
    },
  };
};
