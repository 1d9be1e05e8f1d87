import { describe, expect, it } from 'vitest';
import { printerLanguages } from '../../electron/devices/printers/languages';
import type { LanguageStatus, PrinterLanguage } from '../../electron/devices/printers/languages/language';
import { fuzzFrames } from './support/fuzz-frames';
import { watchHeap } from './support/heap';
import { createMutator } from './support/mutate';
import { createRandom } from './support/random';


const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const languageOf = (id: string): PrinterLanguage => {
  const found = printerLanguages[id];
  if (found === undefined) throw new Error(`no language ${id}`);
  return found;
};

/** Each answer as it is found in what comes back; `null` for a question that nobody answers. */
const status = (id: string, heard: readonly (Uint8Array | null)[]): LanguageStatus | null => {
  const { questions, decode } = languageOf(id);
  return decode(
    questions.map((question, index) => {
      const answer = heard[index] ?? null;
      return answer === null ? null : question.find(answer);
    }),
  );
};

/** Language, what comes back to each question, conditions and faults (worst first), labels left. */
const vectors: readonly (readonly [string, string, readonly (Uint8Array | null)[], Partial<LanguageStatus> | null])[] = [
  ['epl2', 'well', [ascii('00\r\n')], { conditions: ['ready'], busy: false }],
  ['epl2', 'paper or ribbon out', [ascii('07\r\n')], { conditions: ['paper-out'] }],
  ['epl2', 'with labels left', [ascii('07P123\r\n')], { conditions: ['paper-out'], labelsRemaining: 123, busy: true }],
  ['epl2', 'with lines left', [ascii('07P123L54321\r\n')], { conditions: ['paper-out'], labelsRemaining: 123 }],
  ['epl2', 'printing', [ascii('50\r\n')], { conditions: ['printing'], busy: true }],
  ['epl2', 'unknown', [ascii('99\r\n')], { conditions: ['fault'], faults: ['unknown'] }],
  ['epl2', 'cut off', [ascii('07')], null],
  ['tspl', 'ready', [null, bytes('00')], { conditions: ['ready'] }],
  ['tspl', 'head open', [null, bytes('01')], { conditions: ['head-open'] }],
  ['tspl', 'paper out', [null, bytes('04')], { conditions: ['paper-out'] }],
  ['tspl', 'several at once', [null, bytes('0D')], { conditions: ['head-open', 'paper-out', 'ribbon-out'] }],
  ['tspl', 'pause', [null, bytes('10')], { conditions: ['paused'] }],
  ['tspl', 'printing', [null, bytes('20')], { conditions: ['printing'], busy: true }],
  ['tspl', 'hot', [null, bytes('80')], { conditions: ['fault'], faults: ['head-hot'] }],
  ['tspl', 'paused without paper', [bytes('02 60 40 40 41 03 0d 0a'), null], { conditions: ['paper-out', 'paused'] }],
  ['tspl', 'all well, long', [bytes('02 40 40 40 40 03 0d 0a'), null], { conditions: ['ready'] }],
  ['tspl', 'behind noise', [bytes('33 02 41 02 40 40 40 60 03 0d 0a'), null], { conditions: ['head-open'] }],
  ['tspl', 'no such bits', [bytes('02 40 00 40 40 03 0d 0a'), null], null],
  ['esc-pos', 'online', [bytes('16'), bytes('12'), bytes('12'), bytes('12')], { conditions: ['ready'] }],
  ['esc-pos', 'offline by hand', [bytes('1A'), bytes('12'), bytes('12'), bytes('12')], { conditions: ['paused'] }],
  [
    'esc-pos',
    'cover open, paper ended',
    [bytes('1A'), bytes('36'), bytes('12'), bytes('72')],
    { conditions: ['head-open', 'paper-out'] },
  ],
  ['esc-pos', 'paper near its end', [bytes('16'), bytes('12'), bytes('12'), bytes('1E')], { conditions: ['warning'] }],
  ['esc-pos', 'no answer at all', [null, null, null, null], null],
  ['esc-pos', 'bytes that no printer sends', [bytes('00'), bytes('FF'), bytes('12'), bytes('12')], null],
  ['cpcl', 'ready', [bytes('00')], { conditions: ['ready'] }],
  ['cpcl', 'paper out', [bytes('02')], { conditions: ['paper-out'] }],
  ['cpcl', 'latch open', [bytes('06')], { conditions: ['head-open', 'paper-out'] }],
  ['cpcl', 'everything', [bytes('1F')], { conditions: ['head-open', 'paper-out', 'printing', 'warning'], busy: true }],
  ['cpcl', 'text', [ascii('~HS')], null],
  [
    'sbpl',
    'job 7, twelve left',
    [bytes('02 3037 41 303030303132 4a4f4230303030303030303030303432 03')],
    { conditions: ['ready'], labelsRemaining: 12, job: '07', busy: true },
  ],
  ['sbpl', 'nothing to do', [ascii('\x02  A000000\x03')], { conditions: ['ready'], job: '', labelsRemaining: 0, busy: false }],
  ['sbpl', 'printing, ribbon near its end', [ascii('\x0207H000003\x03')], { conditions: ['printing', 'warning'] }],
  ['sbpl', 'paper end', [ascii('\x0207c000003\x03')], { conditions: ['paper-out'], busy: true }],
  ['sbpl', 'offline', [ascii('\x02  0000000\x03')], { conditions: ['paused'] }],
  ['sbpl', 'a letter that means nothing', [ascii('\x02  Z000000\x03')], null],
];

describe('what printers answer', () => {
  it.each(vectors)('%s: %s', (id, _name, heard, wanted) => {
    const decoded = status(id, heard);
    if (wanted === null) expect(decoded).toBeNull();
    else expect(decoded).toMatchObject(wanted);
  });

  it.each(vectors.filter(([, , , wanted]) => wanted !== null))('%s, byte by byte: %s', (id, _name, heard, wanted) => {
    const { questions, decode } = languageOf(id);
    const found = questions.map((question, index) => {
      const answer = heard[index];
      if (answer === undefined || answer === null) return null;
      for (let length = 0; length <= answer.length; length += 1) {
        const whole = question.find(answer.subarray(0, length));
        if (whole !== null) return whole;
      }
      return null;
    });
    expect(decode(found)).toMatchObject(wanted ?? {});
  });

  it.each(Object.keys(printerLanguages))('%s takes many mutated answers', (id) => {
    const { questions, decode } = languageOf(id);
    const samples = vectors.filter(([of]) => of === id).flatMap(([, , heard]) => heard.filter((each) => each !== null));
    const mutate = createMutator(samples, createRandom(3));
    const heap = watchHeap();
    for (let answer = 0; answer < fuzzFrames; answer += 1) {
      heap.look(answer, fuzzFrames);
      const heard = mutate();
      const decoded = decode(questions.map((question) => question.find(heard)));
      if (decoded !== null && decoded.conditions.length === 0) throw new Error('no condition');
    }
    heap.check();
    expect(decode(questions.map(() => null))).toBeNull();
  }, 300_000);
});

describe('proofs of a print', () => {
  it('ESC/POS: the paper sensor’s answer behind the job, and no other byte', () => {
    const { proof } = languageOf('esc-pos');
    if (proof?.kind !== 'echo') throw new Error('no echo');
    expect(Buffer.from(proof.wrap(ascii('label'), 1)).toString('hex')).toBe(`${Buffer.from('label').toString('hex')}1d7201`);
    expect(proof.isDone(bytes('00'))).toBe(true);
    expect(proof.isDone(bytes('0C'))).toBe(false);
    expect(proof.isDone(bytes('16'))).toBe(false);
    expect(proof.isDone(bytes(''))).toBe(false);
  });

  it('SBPL: the job’s number behind the beginning of the format', () => {
    const { proof } = languageOf('sbpl');
    if (proof?.kind !== 'job') throw new Error('no job');
    expect(Buffer.from(proof.wrap(ascii('\x1bA\x1bH0001\x1bZ'), 107)).toString('latin1')).toBe('\x1bA\x1bID07\x1bH0001\x1bZ');
    expect(proof.nameOf(107)).toBe('07');
  });
});
