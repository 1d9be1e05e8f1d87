import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The layout of the display's keyboard, for the apps that start after it. xdotool types a letter that the layout has not
 * by changing a key for a moment, which no keyboard does and an app may see too late.
 */
export const useLayout = async (layout: string): Promise<void> => {
  await run('setxkbmap', [layout], { timeout: 60_000 });
};

/**
 * A keyboard on the display of the tests: its keys come from the X server, as a real one's do. `otherWindow` is waited
 * for first: without a window manager, a window that opens takes the keyboard along.
 */
export const openKeyboard = async (windowName: string, otherWindow: string) => {
  const xdotool = async (...args: string[]): Promise<string> =>
    (await run('xdotool', args, { timeout: 60_000 })).stdout.trim();
  await xdotool('search', '--sync', '--onlyvisible', '--name', otherWindow);
  const [id = ''] = (await xdotool('search', '--onlyvisible', '--name', windowName)).split('\n');
  return {
    focus: (): Promise<string> => xdotool('windowfocus', '--sync', id),
    /** Types as a scanner does: a prefix key, the text, a suffix key, one straight after the other. */
    scan: (prefix: string | null, text: string, suffix = 'Return'): Promise<string> =>
      xdotool(
        ...(prefix === null ? [] : ['key', '--delay', '0', prefix]),
        'type',
        '--args',
        '1',
        '--delay',
        '1',
        text,
        'key',
        '--delay',
        '0',
        suffix,
      ),
    /** Presses keys one after the other, so many milliseconds apart. */
    keys: (delayMs: number, ...keys: string[]): Promise<string> => xdotool('key', '--delay', String(delayMs), ...keys),
    /** Types as a person does. */
    type: (text: string, delayMs = 120): Promise<string> => xdotool('type', '--delay', String(delayMs), text),
  };
};
export type Keyboard = Awaited<ReturnType<typeof openKeyboard>>;
