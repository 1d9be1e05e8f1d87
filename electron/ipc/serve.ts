import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Router, Sender } from './router';
import { senderOf } from './sender';

type Occurrence = IpcMainInvokeEvent | IpcMainEvent;

/** Connects the router to Electron's channels. There are four, and never more. */
export const serve = (router: Router, origin: string, isOurs: (id: number) => boolean): void => {
  const sender = (event: Occurrence): Sender => senderOf(event, origin, isOurs);
  ipcMain.handle('command', (event, name: unknown, input: unknown, id: unknown) =>
    router.command(sender(event), name, input, id),
  );
  ipcMain.handle('query', (event, name: unknown, params: unknown) => router.query(sender(event), name, params));
  ipcMain.handle('call', (event, name: unknown, input: unknown) => router.call(sender(event), name, input));
  ipcMain.on('subscribe', (event, channel: unknown) => router.subscribe(sender(event), channel));
};
