import type { Feedback } from '../../shared/features/packing/view';
import type { Sound } from '../../shared/loudness';

/** Notes as [frequency in Hz, start in ms, length in ms]; each outcome sounds like no other. */
type Tune = readonly (readonly [number, number, number])[];

/** By code; every stop has a tune of its own, told apart by pitch, rhythm or both. */
export const tunes: Readonly<Record<string, Tune>> = {
  'item-packed': [[1175, 0, 70]],
  'line-complete': [
    [988, 0, 70],
    [1319, 80, 90],
  ],
  'items-complete': [
    [988, 0, 70],
    [1175, 80, 70],
    [1568, 160, 130],
  ],
  /** A tag that was not in the list before: shorter than anything that asks for attention. */
  'tag-new': [[2093, 0, 25]],
  weighed: [
    [1319, 0, 60],
    [1319, 90, 90],
  ],
  /** Not expected here: low and as short. */
  'tag-other': [[330, 0, 40]],
  'count-item-complete': [
    [1047, 0, 60],
    [1568, 80, 110],
  ],
  'count-item-beyond': [
    [659, 0, 90],
    [494, 110, 140],
  ],
  /** The same whether it differs from the book or not. */
  'count-bin-through': [
    [1047, 0, 60],
    [1319, 70, 60],
    [1047, 140, 100],
  ],
  /** Pieces by their weight: up, as for a parcel, and higher. */
  'count-weighed': [
    [1319, 0, 60],
    [1760, 90, 90],
  ],
  'parcel-closed': [
    [784, 0, 80],
    [988, 90, 80],
    [1175, 180, 80],
    [1568, 270, 200],
  ],
  'order-packed': [
    [784, 0, 80],
    [988, 90, 80],
    [1175, 180, 80],
    [1568, 270, 120],
    [1568, 420, 240],
  ],
  'wrong-item': [[196, 0, 420]],
  'too-many': [
    [294, 0, 150],
    [294, 200, 150],
    [294, 400, 150],
  ],
  'wrong-lot': [
    [330, 0, 160],
    [220, 180, 300],
  ],
  'expired-lot': [
    [440, 0, 120],
    [330, 140, 120],
    [220, 280, 300],
  ],
  'short-dated-lot': [
    [440, 0, 120],
    [330, 140, 220],
  ],
  'serial-reused': [
    [247, 0, 90],
    [247, 130, 90],
    [185, 260, 320],
  ],
  'unknown-barcode': [
    [392, 0, 110],
    [311, 130, 110],
    [392, 260, 220],
  ],
  'ambiguous-barcode': [
    [523, 0, 110],
    [659, 150, 110],
    [523, 300, 110],
    [659, 450, 160],
  ],
  'check-digit': [
    [494, 0, 60],
    [494, 90, 60],
    [233, 180, 260],
  ],
  'not-printed': [
    [349, 0, 240],
    [349, 320, 240],
    [233, 640, 360],
  ],
  'label-unknown': [
    [208, 0, 200],
    [277, 240, 320],
  ],
  'label-voided': [
    [277, 0, 130],
    [208, 170, 130],
    [156, 340, 360],
  ],
  'weight-outside': [
    [262, 0, 260],
    [208, 300, 320],
  ],
  'label-wrong-box': [
    [185, 0, 130],
    [185, 180, 130],
    [185, 360, 130],
    [185, 540, 260],
  ],
  'label-superseded': [
    [233, 0, 130],
    [185, 180, 400],
  ],
};
export const byTone: Readonly<Record<Feedback['tone'], Tune>> = {
  good: [[1047, 0, 70]],
  need: [
    [659, 0, 110],
    [659, 170, 110],
  ],
  bad: [[165, 0, 500]],
};

let context: AudioContext | null = null;

/** An open way to the loudspeaker costs two percent of a processor for as long as it is open, sound or none. */
const sleepAfterMs = 30_000;
let sleep: number | undefined;

const awake = (): AudioContext => {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  const audio = context;
  if (audio.state === 'suspended') void audio.resume();
  window.clearTimeout(sleep);
  sleep = window.setTimeout(() => void audio.suspend(), sleepAfterMs);
  return audio;
};

/** A square wave is as loud as a sine of twice its height. */
const volumes: Readonly<Record<Sound, number>> = { loud: 0.8, quiet: 0.2, silent: 0 };
let loudness: Sound = 'loud';

export const setLoudness = (sound: Sound): void => {
  loudness = sound;
};

/** One click of a finder: higher and louder the nearer (0 to 1). */
export const playTick = (share: number): void => {
  const volume = volumes[loudness] * (0.3 + share * 0.7);
  if (volume === 0) return;
  const audio = awake();
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = 600 + share * 1800;
  gain.gain.setValueAtTime(volume, audio.currentTime);
  gain.gain.setTargetAtTime(0, audio.currentTime + 0.02, 0.01);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + 0.12);
};

/** Plays what an outcome sounds like, at once. Without a sound device nothing happens. */
export const playFeedback = ({ code, tone }: Pick<Feedback, 'code' | 'tone'>): void => {
  const volume = volumes[loudness];
  if (volume === 0) return;
  const audio = awake();
  for (const [frequency, startMs, lengthMs] of tunes[code] ?? byTone[tone]) {
    const start = audio.currentTime + startMs / 1000;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = tone === 'bad' ? 'square' : 'sine';
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume * (tone === 'bad' ? 0.5 : 1), start + 0.006);
    gain.gain.setTargetAtTime(0, start + lengthMs / 1000, 0.02);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + lengthMs / 1000 + 0.15);
  }
};
