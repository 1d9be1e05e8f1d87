import { weightDigits } from '../../../shared/units';
import type { Indication, ScaleLoad } from './scale-load';

/** What a dialect may do with its scale. */
export interface ScaleActions {
  readonly load: ScaleLoad;
  readonly send: (text: string) => void;
  /** Sends this answer once the load is at rest, or the other after 10 s. */
  readonly whenStable: (answer: () => string, otherwise: string) => void;
  /** Repeats an answer until another command comes. */
  readonly repeat: (answer: () => string) => void;
}

export interface ScaleDialect {
  /** Characters that end a command; empty for single letters. */
  readonly commandEnd: string;
  /** Cuts commands off what has come in, where no end tells them apart. */
  cut?(pending: string): { readonly commands: readonly string[]; readonly rest: string };
  /** Acts on one command, without its end. */
  command(text: string, actions: ScaleActions): void;
  /** Sent again and again without being asked. */
  readonly stream?: (load: ScaleLoad) => string;
}

const digits = ({ mantissa, decimals }: Indication): string => weightDigits({ mantissa, exponent: 0 - decimals });

/** MT-SICS: right-aligned in ten characters, one space, unit. */
const sicsWeight = (indication: Indication): string => `${digits(indication).padStart(10)} ${indication.unit}`;

const sicsAnswer = (id: string, indication: Indication): string => {
  const { state } = indication;
  if (state === 'fault') return 'S S Error 10b';
  if (state === 'over') return `${id} +`;
  // Below zero the display still counts; only the broken lower end has no figure.
  if (state === 'under' && indication.mantissa >= 0) return `${id} -`;
  return `${id} ${state === 'motion' ? 'D' : 'S'} ${sicsWeight(indication)}`;
};

const mtSics: ScaleDialect = {
  commandEnd: '\r\n',
  command(text, { load, send, whenStable, repeat }) {
    const line = (answer: string): void => send(`${answer}\r\n`);
    const now = (): string => `${sicsAnswer('S', load.indicate())}\r\n`;
    const answers: Readonly<Record<string, () => void>> = {
      S: () => whenStable(now, 'S I\r\n'),
      SI: () => send(now()),
      SIR: () => repeat(now),
      Z: () => line(load.moving ? 'Z I' : load.zero() ? 'Z A' : 'Z +'),
      ZI: () => line(load.zero() ? 'ZI S' : 'ZI +'),
      T: () => line(load.tare() ? `T S ${sicsWeight({ ...load.indicate(), mantissa: 0 })}` : 'T I'),
      TAC: () => {
        load.clearTare();
        line('TAC A');
      },
      I2: () => line('I2 A "Simulated bench scale"'),
      I3: () => line('I3 A "1.0"'),
      I4: () => line('I4 A "SIM0001"'),
      '@': () => line('I4 A "SIM0001"'),
    };
    const answer = Object.hasOwn(answers, text) ? answers[text] : undefined;
    if (answer === undefined) line('ES');
    else answer();
  },
};

const nciStatusBits: Readonly<Record<Indication['state'], readonly [number, number]>> = {
  stable: [0, 0],
  motion: [1, 0],
  zero: [2, 0],
  under: [0, 1],
  over: [0, 2],
  fault: [4, 0],
};

const nciStatus = (indication: Indication): string => {
  const [first, second] = nciStatusBits[indication.state];
  const bytes = indication.net ? [first, second | 0x40, 4] : [first, second];
  return String.fromCharCode(...bytes.map((bits) => 0x30 | bits));
};

const nciField = (indication: Indication): string => {
  if (indication.state === 'over') return '^^^^^^^';
  return indication.state === 'under' && indication.mantissa >= 0 ? '_______' : digits(indication).padStart(7);
};

const nci: ScaleDialect = {
  commandEnd: '\r',
  command(text, { load, send }) {
    if (text === 'Z') load.zero();
    if (text === 'T') load.tare();
    if (!['W', 'S', 'Z', 'T'].includes(text)) {
      send('\n?\r\x03');
      return;
    }
    const indication = load.indicate();
    const weight = text === 'W' ? `\n${nciField(indication)}${indication.unit}\r` : '';
    send(`${weight}\n${nciStatus(indication)}\r\x03`);
  },
};

const toledoStatusBits: Readonly<Record<Indication['state'], number>> = {
  stable: 0,
  zero: 0x10,
  motion: 0x01,
  over: 0x02,
  under: 0x04,
  fault: 0x02,
};

const toledo8217: ScaleDialect = {
  commandEnd: '',
  command(text, { load, send }) {
    if (text === 'Z') load.zero();
    if (text === 'T') load.tare();
    if (text === 'C') load.clearTare();
    // The CR behind `T` is part of the command and asks for nothing by itself.
    if (!['W', 'Z', 'T', 'C'].includes(text)) return;
    const indication = load.indicate();
    const figures = digits(indication).padStart(6, '0');
    const valid = (indication.state === 'stable' || indication.state === 'zero') && figures.length === 6;
    if (valid && text === 'W') send(`\x02${figures}${indication.net ? 'N' : ''}\r`);
    else send(`\x02?${String.fromCharCode(0x40 | toledoStatusBits[indication.state])}\r`);
  },
};

/** Dialects with more than their protocol asks for. */
export const scaleDialects: Readonly<Record<string, ScaleDialect>> = {
  'mt-sics': mtSics,
  'kern-kcp': mtSics,
  nci,
  'toledo-8217': toledo8217,
};
