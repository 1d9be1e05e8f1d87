import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Router, Sender } from './router';

const originOf = (url: string): string | null => {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return null;
  }
};

type Occurrence = IpcMainInvokeEvent | IpcMainEvent;

/** Only the main frame of a window of ours, at our own origin, is a sender that counts. */
const senderOf = (event: Occurrence, origin: string, isOurs: (id: number) => boolean): Sender => {
  const frame = event.senderFrame;
  const trusted =
    frame !== null && frame === event.sender.mainFrame && isOurs(event.sender.id) && originOf(frame.url) === origin;
  return { id: event.sender.id, trusted };
};

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
