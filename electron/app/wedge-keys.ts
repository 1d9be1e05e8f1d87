import type { WebContents } from 'electron';
import type { DeviceService } from '../devices/device-service';
import { handedOn } from './hand-on';
import { beatMs, createStallWatch } from './stall-watch';
import { createWedgeDetector, type WedgeDetector, type WedgeError, type WedgeKey } from '../devices/scanners/wedge';

/** Catches the keys of a keyboard-wedge scanner before the page sees them; typing is handed on in order. */
export const catchWedgeKeys = (
  contents: WebContents,
  devices: DeviceService,
  onBroken: (error: WedgeError) => void,
): void => {
  let detector: WedgeDetector | null = null;
  let made = '';
  let timer: NodeJS.Timeout | null = null;
  /** Keys that we hand on ourselves come by once more. */
  let replaying = 0;
  let stalls = createStallWatch(performance.now());
  let beating: NodeJS.Timeout | null = null;

  /** Only where nothing but the speed tells a scanner from a person. */
  const watchStalls = (wanted: boolean): void => {
    if (wanted === (beating !== null)) return;
    if (beating !== null) clearInterval(beating);
    stalls = createStallWatch(performance.now());
    beating = wanted ? setInterval(() => stalls.beat(performance.now()), beatMs) : null;
  };
  contents.once('destroyed', () => watchStalls(false));

  const current = (): WedgeDetector | null => {
    const transport = devices.wedge()?.transport;
    watchStalls(transport?.type === 'wedge' && (transport.prefix ?? null) === null);
    if (transport?.type !== 'wedge') return null;
    const key = JSON.stringify(transport);
    if (detector === null || key !== made) {
      made = key;
      detector = createWedgeDetector({
        prefix: transport.prefix ?? null,
        suffix: transport.suffix ?? 'Enter',
        groupSeparator: transport.groupSeparator ?? null,
      });
    }
    return detector;
  };

  const handOn = (keys: readonly WedgeKey[]): void => {
    for (const key of keys) {
      const given = handedOn(key);
      if (given === null) continue;
      if (given.does === 'insert') {
        void contents.insertText(given.text);
        continue;
      }
      const { type, keyCode, modifiers, character } = given;
      replaying += 1;
      contents.sendInputEvent({ type, keyCode, modifiers });
      if (character !== null) contents.sendInputEvent({ type: 'char', keyCode: character, modifiers });
    }
  };

  const certainly = (nowMs: number): number => (beating === null ? nowMs : stalls.earliest(nowMs));

  const arm = (leastMs = 1): void => {
    if (timer !== null) clearTimeout(timer);
    const deadline = detector?.deadlineMs ?? null;
    if (deadline === null) return;
    timer = setTimeout(
      () => {
        const outcome = detector?.tick(certainly(performance.now()));
        if (outcome?.release !== undefined) handOn(outcome.release);
        if (outcome?.scan !== undefined) devices.wedgeScan(outcome.scan, performance.now());
        if (outcome?.error !== undefined) onBroken(outcome.error);
        arm(beatMs);
      },
      Math.max(leastMs, deadline - performance.now()),
    );
  };

  contents.on('before-input-event', (event, input) => {
    if (replaying > 0) {
      replaying -= 1;
      return;
    }
    const wedge = current();
    if (wedge === null || (input.type !== 'keyDown' && input.type !== 'keyUp')) return;
    const timeMs = performance.now();
    const outcome = wedge.key({
      type: input.type,
      key: input.key,
      code: input.code,
      ctrl: input.control,
      alt: input.alt,
      shift: input.shift,
      repeat: input.isAutoRepeat,
      timeMs,
      earliestMs: certainly(timeMs),
    });
    if (outcome.release !== undefined) handOn(outcome.release);
    if (outcome.scan !== undefined) devices.wedgeScan(outcome.scan, timeMs);
    if (outcome.error !== undefined) onBroken(outcome.error);
    if (outcome.hold) event.preventDefault();
    arm();
  });
};
