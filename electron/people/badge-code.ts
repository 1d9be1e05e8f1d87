import { randomInt } from 'node:crypto';

/** Letters that stand on the same key on English, German and French keyboards, and none that look like digits. */
const alphabet = '0123456789BCDFGHJKLNPRSTVX';
const prefix = 'PKB';
const randomLength = 14;

/** A code for a new badge: `PKB` and 65 random bits, 17 characters for a Code 128 on a card. */
export const newBadgeCode = (): string =>
  prefix + Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** What a scanner or a hand may add to a code is taken off, so that a badge stays the same badge. */
export const normaliseBadge = (code: string): string => code.normalize('NFC').trim();

const control = /\p{Cc}/u;

/** 4 to 80 characters, none of them a control character. */
export const isBadgeCode = (code: string): boolean => code.length >= 4 && code.length <= 80 && !control.test(code);
