import { join } from 'node:path';
import { BrowserWindow, type WebContents } from 'electron';
import type { PushChannel, PushChannels } from '../../shared/station';
import { pageOrigin } from './pages';

const locked = {
  preload: join(__dirname, '../preload/preload.js'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  disableBlinkFeatures: 'WebHID,Serial,WebUSB',
} as const;

interface Subscriber {
  readonly contents: WebContents;
  readonly channels: Set<PushChannel>;
}

/** What a window that comes later must know too. */
const keptChannels: ReadonlySet<PushChannel> = new Set([
  'starting',
  'station',
  'bench',
  'scale',
  'tour',
  'scannerTest',
]);

/** Channels whose current value a window gets when it subscribes. */
type Latest = Partial<{ [C in PushChannel]: PushChannels[C] }>;

/** Our windows and what is pushed to them. A window that reloads or crashes releases its share. */
export const createWindows = () => {
  const subscribers = new Map<number, Subscriber>();
  const latest: Latest = {};

  const open = async (page: string, width: number, height: number, title: string): Promise<BrowserWindow> => {
    const window = new BrowserWindow({
      width,
      height,
      minWidth: 480,
      minHeight: 480,
      title,
      backgroundColor: '#0a0e13',
      show: false,
      autoHideMenuBar: true,
      webPreferences: locked,
    });
    const { id } = window.webContents;
    subscribers.set(id, { contents: window.webContents, channels: new Set() });
    window.webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
      if (isMainFrame && !isInPlace) subscribers.get(id)?.channels.clear();
    });
    window.webContents.on('render-process-gone', () => {
      subscribers.get(id)?.channels.clear();
      if (!window.isDestroyed()) window.reload();
    });
    window.on('closed', () => subscribers.delete(id));
    window.once('ready-to-show', () => window.show());
    await window.loadURL(`${pageOrigin}/${page}`);
    return window;
  };

  return {
    open,
    isOurs: (id: number): boolean => subscribers.has(id),
    subscribe: (id: number, channel: PushChannel): void => {
      const subscriber = subscribers.get(id);
      if (subscriber === undefined) return;
      subscriber.channels.add(channel);
      const value = latest[channel];
      if (value !== undefined) subscriber.contents.send(`push:${channel}`, value);
    },
    push: <C extends PushChannel>(channel: C, payload: PushChannels[C]): void => {
      if (keptChannels.has(channel)) Object.assign(latest, { [channel]: payload });
      for (const { contents, channels } of subscribers.values())
        if (channels.has(channel) && !contents.isDestroyed()) contents.send(`push:${channel}`, payload);
    },
  };
};
export type Windows = ReturnType<typeof createWindows>;
