import type { TFunction } from 'i18next';
import type { WireCode, WireMeaning, WireWord } from '../../shared/wire-meaning';

/** What needs no sentence: a value, and what it is. */
const plain: ReadonlySet<string> = new Set(['said', 'reading', 'error'] satisfies WireCode[]);

const wordText = ({ code, details }: WireWord, t: TFunction): string => {
  const word = (head: string, value: string | number | boolean | null): string =>
    t(`${head}.${value}`, { defaultValue: String(value) });
  const words = (head: string, value: unknown): readonly string[] =>
    typeof value === 'string' && value !== '' ? value.split(' ').map((each) => word(head, each)) : [];
  const { text = '', state, request, error, waiting } = details;
  const named = {
    ...(state === undefined ? {} : { state: word('wire.state', state) }),
    ...(request === undefined ? {} : { request: word('wire.request', request) }),
    ...(error === undefined ? {} : { error: word('wire.noise', error) }),
  };
  if (plain.has(code)) return [...Object.values(named), text].join(' ').trim();
  const list = [...words('printer', details['conditions']), ...words('printer.fault', details['faults'])];
  const values = { ...details, ...named, text, list: list.length === 0 ? t('wire.nothing') : list.join(', ') };
  const sentence = t(`wire.${code}`, values).trim();
  return typeof waiting === 'number' ? `${sentence}; ${t('wire.in-printer', values)}` : sentence;
};

/** What bytes mean, for the device page. */
export const meaningText = (meaning: WireMeaning, t: TFunction): string =>
  meaning.map((word) => wordText(word, t)).join(' · ');
