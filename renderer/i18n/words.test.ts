import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { de } from './de';
import { en, type Words } from './en';
import { es } from './es';
import { startI18n } from './index';
import { sentenceValues } from './sentence-values';

type Key = keyof Words;
const keys = Object.keys(en).filter((key): key is Key => key in en);
const others: readonly (readonly [string, Words])[] = [
  ['de', de],
  ['es', es],
];

/** Words that are the same as in English, for a reason: names, loan words, signs. */
const sameAsEnglish: Readonly<Record<string, readonly Key[]>> = {
  de: [
    'ok',
    'name',
    'pin',
    'person',
    'role.it',
    'nav.rfid',
    'rfid.dbm',
    'field.gln',
    'counts.epcis',
    'counts.zone',
    'counts.zoneNamed',
    'counts.scanner',
    'device.scanner',
    'devices.bytes',
    'devices.way.hid',
    'devices.field.port',
    'devices.field.suffix',
    'devices.field.session',
    'devices.choice.rtscts',
    'devices.choice.xonxoff',
    'devices.choice.other',
    'dialog.override.badge',
    'change.quantity',
    'feedback.dunnage-chosen',
    'feedback.count-item',
    'feedback.stock-item',
    'feedback.count-weighed',
    'feedback.count-item-beyond',
    'feedback.count-weigh-load',
    'designer.tab.element',
    'designer.kind.text',
    'designer.kind.barcode',
    'designer.text',
    'designer.version',
    'today.seconds',
    'failure.other.next',
    'field.zone',
    'field.status',
    'field.name',
    'field.barcode',
    'catalogue.barcodes',
    'catalogue.barcode',
  ],
  es: [
    'no',
    'pin',
    'nav.rfid',
    'rfid.dbm',
    'field.gln',
    'counts.epcis',
    'role.supervisor',
    'key.supervisor',
    'dialog.override',
    'dialog.override.badge',
    'change.quantity',
    'feedback.dunnage-chosen',
    'feedback.count-item',
    'feedback.stock-item',
    'feedback.count-weighed',
    'feedback.count-item-beyond',
    'feedback.count-weigh-load',
    'today.seconds',
    'field.sku',
    'devices.bytes',
    'devices.way.hid',
    'devices.choice.rtscts',
    'devices.choice.xonxoff',
    'devices.choice.other',
    'wire.noise',
    'part.sku',
    'stock.kit',
    'stock.account.kit',
  ],
};

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? '').toSorted();

/** Words in big letters on one line: the banner, the weight and what F12 does. */
const isBig = (key: Key): boolean =>
  /^(step|capture|feedback|next)\./.test(key) || key === 'start.title' || /^failure\.[a-z-]+$/.test(key);
/** What to do next, in smaller letters under it; on one line as well. */
const isUnderBig = (key: Key): boolean => /^failure\..*\.next/.test(key);
/** Words under a picture or key of fixed width. */
const isNarrow = (key: Key): boolean => /^(key|nav)\./.test(key) && key !== 'key.supervisor';

const lettersOf = (text: string): number => text.replaceAll(/\{\{.*?\}\}/g, '').length;
/** What every line has room for, so that a short English word need not be matched by a shorter one. */
const alwaysFits = { big: 24, underBig: 75 };
const limit = (key: Key): number => {
  const least = isBig(key) ? alwaysFits.big : isUnderBig(key) ? alwaysFits.underBig : Number.POSITIVE_INFINITY;
  return Math.max(least, Math.ceil(lettersOf(en[key]) * 1.15));
};

describe.each(others)('the words in %s', (language, words) => {
  it('has the keys of English and no other', () => {
    expect(Object.keys(words).toSorted()).toEqual(keys.toSorted());
  });
  it('says something under every key', () => {
    expect(keys.filter((key) => words[key].trim() === '' || words[key] !== words[key].trim())).toEqual([]);
  });
  it('fills in what English fills in', () => {
    const wrong = keys.filter((key) => placeholders(words[key]).join() !== placeholders(en[key]).join());
    expect(wrong).toEqual([]);
  });
  it('is English only where it is meant to be', () => {
    expect(keys.filter((key) => words[key] === en[key])).toEqual(
      keys.filter((key) => sameAsEnglish[language]?.includes(key)),
    );
  });
  it('stays short in big letters', () => {
    const long = keys
      .filter((key) => lettersOf(words[key]) > limit(key))
      .map((key) => `${key}: ${lettersOf(words[key])} for ${lettersOf(en[key])}`);
    expect(long).toEqual([]);
  });
  it('has no word too wide for a key or the rail', () => {
    expect(keys.filter((key) => isNarrow(key) && words[key].split(' ').some((word) => word.length > 12))).toEqual([]);
  });
});

describe('English', () => {
  it('says something under every key', () => {
    expect(keys.filter((key) => en[key].trim() === '')).toEqual([]);
  });
  it('has beside every word for one the word for many', () => {
    const one = keys.filter((key) => key.endsWith('_one'));
    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((key) => !keys.some((many) => `${many}_one` === key))).toEqual([]);
  });
  it('says with every failure what to do next', () => {
    const failures = keys.filter((key) => /^failure\.[a-z-]+$/.test(key));
    expect(failures.filter((key) => !keys.some((next) => next === `${key}.next`))).toEqual([]);
  });
});

describe('counting', () => {
  beforeAll(() => startI18n());
  it.each([
    ['en', 'Expired 1 day ago. Put it into quarantine.', 'Expired 3 days ago. Put it into quarantine.'],
    ['de', 'Seit 1 Tag abgelaufen. In Quarantäne legen.', 'Seit 3 Tagen abgelaufen. In Quarantäne legen.'],
    ['es', 'Caducó hace 1 día. Póngalo en cuarentena.', 'Caducó hace 3 días. Póngalo en cuarentena.'],
  ])('speaks of one and of many in %s', (lng, one, many) => {
    const say = (days: number): string =>
      i18next.t('failure.expired-lot.next', { lng, ...sentenceValues('expired-lot', { days }) });
    expect(say(1)).toBe(one);
    expect(say(3)).toBe(many);
  });
  it.each(['en', 'de', 'es'])('has a word for none and for millions in %s', (lng) => {
    const say = (count: number): string => i18next.t('record.entries', { lng, count });
    expect(say(1)).not.toBe(say(2).replace('2', '1'));
    expect(say(0)).toBe(say(2).replace('2', '0'));
    expect(say(2_000_000)).toBe(say(2).replace('2', '2000000'));
  });
});
