import { encodeCommand } from './command-codes';
import { judgeKeyboard, keyboardTestText, type KeyboardLayout } from './keyboard-layout';

const gs = '\u001d';

const commandOf = (): string => {
  const code = encodeCommand({ verb: 'next', argument: null });
  if (!code.ok) throw new Error(code.failure.code);
  return code.value;
};

export type TestSymbology = 'code128' | 'ean13' | 'gs1-128' | 'gs1datamatrix' | 'qrcode';

/** One code of the card: what a scanner that is set up well sends for it, to the character. */
export interface TestCode {
  readonly id: string;
  readonly symbology: TestSymbology;
  /** What the symbol is made of; GS1 element strings with their identifiers in brackets. */
  readonly text: string;
  /** What arrives, without AIM identifier, prefix and suffix. */
  readonly data: string;
  /** AIM identifiers that fit; the first one is the usual. */
  readonly aims: readonly string[];
}

const plain = (id: string, symbology: TestSymbology, text: string, aims: readonly string[]): TestCode => ({
  id,
  symbology,
  text,
  data: text,
  aims,
});

/**
 * The card that a scanner is checked with, in order: the code that tells keyboard layouts apart comes first, because
 * under a wrong one nothing after it can be right. `long` goes over several reports of a HID scanner.
 */
export const testCard: readonly TestCode[] = [
  plain('characters', 'code128', keyboardTestText, ['C0']),
  plain('product', 'ean13', '4006381333931', ['E0']),
  {
    id: 'lot',
    symbology: 'gs1-128',
    text: '(01)09501101530003(10)AB-1/2Z(21)xy9Y',
    data: `010950110153000310AB-1/2Z${gs}21xy9Y`,
    aims: ['C1'],
  },
  {
    id: 'matrix',
    symbology: 'gs1datamatrix',
    text: '(01)09501101530003(17)271231(10)LOT-Z(21)S9/y',
    data: `01095011015300031727123110LOT-Z${gs}21S9/y`,
    aims: ['d2'],
  },
  plain('link', 'qrcode', 'https://id.gs1.org/01/09501101530003/10/LOT-Z?17=271231', ['Q1', 'Q0', 'Q2']),
  plain('long', 'qrcode', `PACKWRIGHT-LONG-${'0123456789ABCDEFGHIJ'.repeat(15)}-END`, ['Q1', 'Q0', 'Q2']),
  plain('command', 'code128', commandOf(), ['C0']),
];

/** What came of one code. Each kind but `passed` has a sentence and a remedy in the language files. */
export type TestVerdict =
  /** `aim`: whether the scanner told the symbology. */
  | { readonly kind: 'passed'; readonly aim: boolean }
  | { readonly kind: 'layout'; readonly scanner: KeyboardLayout; readonly computer: KeyboardLayout }
  | { readonly kind: 'caps-lock' }
  | { readonly kind: 'no-gs' }
  /** Something else stands where GS belongs. */
  | { readonly kind: 'gs-as'; readonly sent: string }
  | { readonly kind: 'suffix'; readonly sent: string }
  | { readonly kind: 'prefix'; readonly sent: string }
  /** Its characters came, and no end of code behind them. */
  | { readonly kind: 'no-suffix' }
  /** It read another kind of symbol than was printed: FNC1 at the front was not told. */
  | { readonly kind: 'identifier'; readonly sent: string; readonly wanted: string }
  | { readonly kind: 'cut-short'; readonly received: number; readonly wanted: number }
  | { readonly kind: 'wrong-characters'; readonly received: string; readonly wanted: string }
  /** Keys or bytes came that no code could be made of. */
  | { readonly kind: 'unreadable' };

export interface TestScan {
  readonly data: string;
  readonly aim: string | null;
  /** Whether it came as keys. */
  readonly typed: boolean;
}

/** Control characters as their names, so that a screen can show them. */
export const visible = (text: string): string =>
  Array.from(text, (character) => {
    const names: Readonly<Record<string, string>> = { '\r': 'CR', '\n': 'LF', '\t': 'TAB', '\u001d': 'GS' };
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code !== 0x7f) return character;
    return `<${names[character] ?? code.toString(16).toUpperCase().padStart(2, '0')}>`;
  }).join('');

const shownLength = 60;
const short = (text: string): string => {
  const shown = visible(text);
  return shown.length > shownLength ? `${shown.slice(0, shownLength)}…` : shown;
};

/** What stands in place of every GS; `null` when the rest is not as it should be. */
const inPlaceOfGs = (expected: string, received: string): string | null => {
  const [before = '', ...after] = expected.split(gs);
  if (after.length === 0 || !received.startsWith(before)) return null;
  const longer = received.length - expected.replaceAll(gs, '').length;
  if (longer <= 0 || longer % after.length !== 0) return null;
  const sent = received.slice(before.length, before.length + longer / after.length);
  return [before, ...after].join(sent) === received ? sent : null;
};

/** Keys under another layout; the AIM identifier, no longer one, may stand in front of them. */
const judgeKeys = (code: TestCode, received: string): TestVerdict | null => {
  for (const expected of [code.data, ...code.aims.map((aim) => `]${aim}${code.data}`)]) {
    const verdict = judgeKeyboard(expected.replaceAll(gs, ''), received.replaceAll(gs, ''));
    if (verdict.kind === 'caps-lock' || verdict.kind === 'layout') return verdict;
  }
  return null;
};

const judgeMatching = ({ aims }: TestCode, { aim }: TestScan): TestVerdict =>
  aim === null || aims.includes(aim)
    ? { kind: 'passed', aim: aim !== null }
    : { kind: 'identifier', sent: `]${aim}`, wanted: `]${aims[0] ?? ''}` };

/** What one scan says of the scanner, when this code was scanned. Nothing is ever put right silently. */
export const judgeTestScan = (code: TestCode, scan: TestScan): TestVerdict => {
  const { data: expected } = code;
  // One GS in front of GS1 data is the FNC1 that its identifier tells already, and harmless.
  const received = expected.includes(gs) && scan.data.startsWith(gs) ? scan.data.slice(1) : scan.data;
  if (received === expected) return judgeMatching(code, scan);
  if (expected.includes(gs) && received === expected.replaceAll(gs, '')) return { kind: 'no-gs' };
  const sent = inPlaceOfGs(expected, received);
  if (sent !== null) return { kind: 'gs-as', sent: short(sent) };
  const keys = scan.typed ? judgeKeys(code, received) : null;
  if (keys !== null) return keys;
  if (received.startsWith(expected)) return { kind: 'suffix', sent: short(received.slice(expected.length)) };
  if (received.endsWith(expected)) return { kind: 'prefix', sent: short(received.slice(0, -expected.length)) };
  if (received.length > 0 && expected.includes(received))
    return { kind: 'cut-short', received: received.length, wanted: expected.length };
  return { kind: 'wrong-characters', received: short(scan.data), wanted: short(expected) };
};

/**
 * Which code of the card was scanned, and what came of it: the wanted one, or any other that it fits better, so that a
 * code that was scanned out of turn is no fault.
 */
export const judgeOnCard = (
  wanted: TestCode,
  scan: TestScan,
): { readonly code: TestCode; readonly verdict: TestVerdict } => {
  const judged = [wanted, ...testCard.filter(({ id }) => id !== wanted.id)].map((code) => ({
    code,
    verdict: judgeTestScan(code, scan),
  }));
  const first = judged[0] ?? { code: wanted, verdict: judgeTestScan(wanted, scan) };
  return (
    judged.find(({ verdict }) => verdict.kind === 'passed') ??
    judged.find(({ verdict }) => verdict.kind !== 'wrong-characters' && verdict.kind !== 'cut-short') ??
    first
  );
};
