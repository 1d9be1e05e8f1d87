import { lockFolder } from '../../electron/store/lock';

/** Tries to take a folder's lock when told to, says what came of it and holds on. */
process.on('message', (folder: string) => {
  const lock = lockFolder(folder);
  process.send?.(lock.ok);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
