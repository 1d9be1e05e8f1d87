import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Router, Sender } from './router';
import { senderOf } from './sender';

type Occurrence = IpcMainInvokeEvent | IpcMainEvent;

/**
 * Connects the router to Electron's channels. There are four, and never more. Messages that come before the router wait
 * for it; who sent them is looked at when they come.
 */
export const serve = (router: Promise<Router>, origin: string, isOurs: (id: number) => boolean): void => {
  const routed = async <T>(event: Occurrence, act: (to: Router, sender: Sender) => T): Promise<Awaited<T>> => {
    const sender = senderOf(event, origin, isOurs);
    return await act(await router, sender);
  };
  ipcMain.handle('command', (event, name: unknown, input: unknown, id: unknown) =>
    routed(event, (to, sender) => to.command(sender, name, input, id)),
  );
  ipcMain.handle('query', (event, name: unknown, params: unknown) =>
    routed(event, (to, sender) => to.query(sender, name, params)),
  );
  ipcMain.handle('call', (event, name: unknown, input: unknown) =>
    routed(event, (to, sender) => to.call(sender, name, input)),
  );
  ipcMain.on(
    'subscribe',
    (event, channel: unknown) => void routed(event, (to, sender) => to.subscribe(sender, channel)),
  );
};
