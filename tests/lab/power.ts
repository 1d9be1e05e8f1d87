import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore } from '../../electron/store/store';
import { ledger, testActor, testSettings } from '../support/ledger-feature';

/**
 * Opens the store on the guest's disk, tells how far it reaches (`HEAD n`), and writes on, each entry told once it is
 * acknowledged (`ACK n`), until the plug is pulled. With NOSYNC=1 nothing is synced: the control that must lose.
 */
const main = async (): Promise<number> => {
  execFileSync('mount', ['-t', 'ext4', '/dev/vda', '/mnt']);
  const noSync = /\bNOSYNC=1\b/.test(readFileSync('/proc/cmdline', 'utf8'));
  const nothing = (): void => undefined;
  const store = await openStore({
    folder: '/mnt/data',
    port: noSync ? { ...nodeFilePort, sync: nothing, syncFolder: nothing } : nodeFilePort,
    features: [ledger],
    settings: testSettings,
    now: Date.now,
  });
  const { state, head, notices } = store.status();
  console.log(`HEAD ${head.n} ${state} ${notices.map(({ code }) => code).join(' ')}`);
  if (state !== 'ready') return 1;
  for (let n = head.n + 1; ; n += 1) {
    const answer = store.execute({
      id: `c${n}`,
      name: 'ledger.book',
      input: { amount: 1, note: n % 5 === 0 ? `evidence ${n}` : '' },
      actor: testActor,
      origin: 'trusted',
    });
    if (!answer.ok) throw new Error(answer.failure.code);
    console.log(`ACK ${n}`);
  }
};

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
