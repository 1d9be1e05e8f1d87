import type { WedgeKey } from '../devices/scanners/wedge';

type Modifier = 'shift' | 'control' | 'alt';

/** What the window is given in place of a key that was held back. */
export type HandedOn =
  | { readonly does: 'insert'; readonly text: string }
  | {
      readonly does: 'key';
      readonly type: 'keyDown' | 'keyUp';
      readonly keyCode: string;
      readonly modifiers: Modifier[];
      /** Typed by it; `null` for a shortcut, or a key that types nothing. */
      readonly character: string | null;
    };

const isAscii = (character: string): boolean => character.charCodeAt(0) < 0x80;

/** Where Electron's name of a key differs from the DOM's. */
const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ' ': 'Space',
};

/** Electron makes keys of ASCII only; other letters go in as what they are. */
export const handedOn = ({ type, key, ctrl, alt, shift }: WedgeKey): HandedOn | null => {
  // Ctrl and Alt together are AltGr: such a key types its character.
  const types = key.length === 1 && ctrl === alt;
  if (key.length === 1 && !isAscii(key)) return types && type === 'keyDown' ? { does: 'insert', text: key } : null;
  const modifiers: Modifier[] = [
    ...(shift ? ['shift' as const] : []),
    ...(ctrl && !types ? ['control' as const] : []),
    ...(alt && !types ? ['alt' as const] : []),
  ];
  return {
    does: 'key',
    type,
    keyCode: keyNames[key] ?? key,
    modifiers,
    character: types && type === 'keyDown' ? key : null,
  };
};
