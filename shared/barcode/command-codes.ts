import { fail, ok, type Result } from '../result';

/**
 * Command barcodes: `PW*`, a verb, for some verbs `*` and an argument, and a check character. All in characters that
 * Code 128 and Code 39 both print and that every scanner sends alike. Badges: `PWB*`, the badge's code, a check
 * character; a badge code is personal data and is never written to a journal, a log or a screen.
 */
export const commandPrefix = 'PW*';
export const badgePrefix = 'PWB*';

/** What a command barcode can say; `argument` is what its argument means, `null` for none. */
export const commandVerbs = {
  next: { code: 'NEXT', argument: null },
  box: { code: 'BOX', argument: 'carton' },
  weigh: { code: 'WEIGH', argument: null },
  print: { code: 'PRINT', argument: null },
  void: { code: 'VOID', argument: null },
  short: { code: 'SHORT', argument: null },
  hold: { code: 'HOLD', argument: null },
  help: { code: 'HELP', argument: null },
  undo: { code: 'UNDO', argument: null },
  quantity: { code: 'QTY', argument: 'number' },
  newparcel: { code: 'NEWPARCEL', argument: null },
  reprint: { code: 'REPRINT', argument: null },
  signout: { code: 'SIGNOUT', argument: null },
  yes: { code: 'YES', argument: null },
  no: { code: 'NO', argument: null },
  /** `-` takes all filler out again. */
  dunnage: { code: 'DUNNAGE', argument: 'dunnage' },
  order: { code: 'ORDER', argument: 'order' },
  /** One of the numbered choices on the screen. */
  choose: { code: 'CHOOSE', argument: 'number' },
  slip: { code: 'SLIP', argument: null },
  zero: { code: 'ZERO', argument: null },
  /** The empty tote that pieces are weighed in. */
  tote: { code: 'TOTE', argument: null },
} as const satisfies Record<string, { code: string; argument: 'carton' | 'number' | 'dunnage' | 'order' | null }>;

export type CommandVerb = keyof typeof commandVerbs;

export interface Command {
  readonly verb: CommandVerb;
  /** Carton, dunnage or order id, or the digits of a quantity; `null` for verbs that take none. */
  readonly argument: string | null;
}

export type CommandFailure = 'not-a-command' | 'check-character' | 'unknown-command' | 'bad-argument';

/** 41 characters: a prime, so that every single wrong character and every swap of neighbours is found. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./+%';

const maxArgumentLength = 40;

/** Sum of the characters, each times its place, modulo 41. `*` only divides the parts; its place counts. */
const checkCharacter = (text: string): string => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = text[index] === '*' ? 0 : alphabet.indexOf(text.charAt(index));
    sum += value * ((index % 40) + 1);
  }
  return alphabet.charAt(sum % alphabet.length);
};

const isPlain = (text: string): boolean => Array.from(text).every((character) => alphabet.includes(character));

/** `+A` is a lower-case letter and `%2A` any other printable character, as in full-ASCII Code 39. */
const escapeArgument = (argument: string): string | null => {
  let escaped = '';
  for (const character of argument) {
    const code = character.charCodeAt(0);
    if (/^[0-9A-Z\-./]$/.test(character)) escaped += character;
    else if (/^[a-z]$/.test(character)) escaped += `+${character.toUpperCase()}`;
    else if (code >= 0x20 && code < 0x7f) escaped += `%${code.toString(16).toUpperCase()}`;
    else return null;
  }
  return escaped;
};

const unescapeArgument = (escaped: string): string | null => {
  if (!/^(?:[0-9A-Z\-./]|\+[A-Z]|%[2-7][0-9A-F])+$/.test(escaped)) return null;
  return escaped.replace(/\+([A-Z])|%([0-9A-F]{2})/g, (_, letter: string | undefined, hex: string | undefined) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(hex ?? '20', 16)) : letter.toLowerCase(),
  );
};

const isArgument = (verb: CommandVerb, argument: string | null): boolean => {
  const kind = commandVerbs[verb].argument;
  if (kind === null || argument === null) return kind === null && argument === null;
  if (kind === 'number') return /^[1-9][0-9]{0,4}$/.test(argument);
  return argument.length > 0 && argument.length <= maxArgumentLength;
};

/** Text of a command barcode, or `bad-argument` when the argument is missing, unwanted or not printable. */
export const encodeCommand = (command: Command): Result<string, 'bad-argument'> => {
  const { verb, argument } = command;
  const escaped = argument === null ? '' : escapeArgument(argument);
  if (escaped === null || !isArgument(verb, argument)) return fail('bad-argument', { verb });
  const body = `${commandVerbs[verb].code}${argument === null ? '' : `*${escaped}`}`;
  return ok(`${commandPrefix}${body}${checkCharacter(body)}`);
};

const verbOf = (code: string): CommandVerb | null => {
  for (const verb of Object.keys(commandVerbs) as CommandVerb[]) if (commandVerbs[verb].code === code) return verb;
  return null;
};

/** True for data that only this program prints; a code with the prefix is never taken for a product or an order. */
export const isReserved = (data: string): boolean => data.startsWith(commandPrefix) || isBadge(data);

/** True for badges: such data must not be shown, logged or kept. */
export const isBadge = (data: string): boolean => data.startsWith(badgePrefix);

/** The command of scanned data. Anything that was damaged is refused, never guessed. */
export const decodeCommand = (data: string): Result<Command, CommandFailure> => {
  if (!data.startsWith(commandPrefix)) return fail('not-a-command');
  const body = data.slice(commandPrefix.length, -1);
  const [code = '', escaped, ...more] = body.split('*');
  const plain = isPlain(code) && isPlain(escaped ?? '') && more.length === 0;
  if (!plain || data.length < commandPrefix.length + 2 || checkCharacter(body) !== data.slice(-1)) {
    return fail('check-character');
  }
  const verb = verbOf(code);
  if (verb === null) return fail('unknown-command', { code });
  const argument = escaped === undefined ? null : unescapeArgument(escaped);
  if ((escaped !== undefined && argument === null) || !isArgument(verb, argument))
    return fail('bad-argument', { verb });
  return ok({ verb, argument });
};

/** Text of a badge barcode. The code has 4 to 40 digits and upper-case letters. */
export const encodeBadge = (code: string): Result<string, 'bad-badge-code'> =>
  /^[0-9A-Z]{4,40}$/.test(code) ? ok(`${badgePrefix}${code}${checkCharacter(code)}`) : fail('bad-badge-code');

/** The badge's code, or `check-character` for a damaged read. The failure carries no part of the data. */
export const decodeBadge = (data: string): Result<string, 'not-a-badge' | 'check-character'> => {
  if (!isBadge(data)) return fail('not-a-badge');
  const code = data.slice(badgePrefix.length, -1);
  return /^[0-9A-Z]{4,40}$/.test(code) && checkCharacter(code) === data.slice(-1) ? ok(code) : fail('check-character');
};
