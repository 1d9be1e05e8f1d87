/** Text of a format or command that never ends is thrown away beyond this. */
const maxText = 2 * 1024 * 1024;

export interface ZplToken {
  readonly kind: 'format' | 'control' | 'variable';
  readonly text: string;
}

export interface ZplStream {
  push(bytes: Uint8Array): readonly ZplToken[];
  /** Bytes that are no whole command yet; a format that has begun and not ended among them. */
  readonly rest: Uint8Array;
  /** A format has begun and not ended. */
  readonly partial: boolean;
  drop(): void;
}

const opening = '^XA';
const closing = '^XZ';
/** As long as the longest beginning of a command that may still be cut in two. */
const keptTail = 8;
const controls = '~HQ[A-Z]{2}|~(?!HQ)[A-Z]{2}';
const control = new RegExp(controls);
const start = new RegExp(String.raw`\^XA|${controls}|! U1 `);

/**
 * Cuts what a host sends into formats, `~XX` commands and SGD lines. A `~` command counts wherever it stands, also in
 * the middle of a format (ZPL II guide). Bytes are kept as they came: only a whole format becomes UTF-8 text, so that
 * a letter may be cut in two by the wire.
 */
export const createZplStream = (): ZplStream => {
  let held = '';

  const takeControl = (): ZplToken | null => {
    const found = control.exec(held);
    if (found === null) return null;
    const end = held.indexOf(closing);
    // What stands before it goes first, if it is whole.
    if (end !== -1 && end < found.index && held.startsWith(opening)) return null;
    held = held.slice(0, found.index) + held.slice(found.index + found[0].length);
    return { kind: 'control', text: found[0] };
  };

  const takeFormat = (): ZplToken | null => {
    const end = held.indexOf(closing);
    if (end === -1) return null;
    const text = Buffer.from(held.slice(0, end + closing.length), 'latin1').toString('utf8');
    held = held.slice(end + closing.length);
    return { kind: 'format', text };
  };

  const takeVariable = (): ZplToken | null => {
    const end = held.indexOf('\n');
    if (end === -1) return null;
    const text = held.slice(0, end);
    held = held.slice(end + 1);
    return { kind: 'variable', text };
  };

  const takeOne = (): ZplToken | null => {
    const found = start.exec(held);
    if (found === null) {
      held = held.slice(-keptTail);
      return null;
    }
    held = held.slice(found.index);
    if (held.startsWith('~')) return takeControl();
    if (held.startsWith('!')) return takeVariable();
    return takeControl() ?? takeFormat();
  };

  return {
    push(bytes) {
      held += Buffer.from(bytes).toString('latin1');
      const tokens: ZplToken[] = [];
      for (let token = takeOne(); token !== null; token = takeOne()) tokens.push(token);
      if (held.length > maxText) held = '';
      return tokens;
    },
    get rest() {
      return Uint8Array.from(Buffer.from(held, 'latin1'));
    },
    get partial() {
      return held.startsWith(opening);
    },
    drop() {
      held = '';
    },
  };
};
