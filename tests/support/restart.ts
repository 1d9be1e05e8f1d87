import { createServer } from 'node:net';
import { expectRelaunch, type LaunchedApp, type RelaunchedApp } from './launch-app';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** What an act does that makes the app start itself again: the app as it came back. */
export const relaunchedBy = async (launched: LaunchedApp, act: () => Promise<void>): Promise<RelaunchedApp> => {
  const comesBack = await expectRelaunch(launched, await freePort());
  await act();
  return comesBack();
};
