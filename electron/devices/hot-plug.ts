import { watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Names of device nodes that may be ours, below /dev and its folders. */
const ours = /^(?:tty(?:USB|ACM|AMA|S|XRUSB|WCH)\d+|rfcomm\d+|hidraw\d+|usb|lp\d+|\d{3})$/;
const folders = /^(?:usb|\d{3})$/;
/** A device brings several nodes, and udev sets their permissions a moment later. */
const settleMs = 100;

/**
 * Calls `onPlug` shortly after something was plugged in or out, so that a lost device need not wait for its next
 * attempt. Watches device nodes, which needs no library and no running udev; where there is no /dev (Windows) it does
 * nothing, and the ordinary attempts have to do. Answers how to stop.
 */
export const watchHotPlug = (onPlug: () => void, root = '/dev'): (() => void) => {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const changed = (folder: string, name: string | null): void => {
    if (stopped || (name !== null && !ours.test(name))) return;
    timer ??= setTimeout(() => {
      timer = null;
      onPlug();
    }, settleMs);
    // A folder that came or went (/dev/usb with the last printer) wants watching anew.
    if (name === null || !folders.test(name)) return;
    const child = path.join(folder, name);
    watchers.get(child)?.close();
    watchers.delete(child);
    void watchAll();
  };

  const watchFolder = (folder: string): void => {
    if (watchers.has(folder) || stopped) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => changed(folder, name));
      const forget = (): void => {
        watcher.close();
        watchers.delete(folder);
      };
      watcher.on('error', forget);
      watchers.set(folder, watcher);
    } catch {
      // Not there (yet).
    }
  };

  const watchAll = async (): Promise<void> => {
    watchFolder(root);
    watchFolder(path.join(root, 'usb'));
    const buses = path.join(root, 'bus/usb');
    watchFolder(buses);
    for (const bus of await readdir(buses).catch(() => [])) watchFolder(path.join(buses, bus));
  };

  void watchAll();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
};
