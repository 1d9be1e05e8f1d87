import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../devices/pty';

const run = promisify(execFile);
const daemon = '/usr/sbin/cupsd';
export const hasCups = existsSync(daemon) && existsSync('/usr/bin/lp');

/** CUPS refuses to run its printers as root: it has a user of its own for that. */
const owner = async (): Promise<{ readonly user: string; readonly uid: number; readonly gid: number }> => {
  const { username, uid, gid } = userInfo();
  if (uid !== 0) return { user: username, uid, gid };
  const ids = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'lp'])).stdout)));
  return { user: 'lp', uid: ids[0] ?? 7, gid: ids[1] ?? 7 };
};

/** A backend that keeps what it is given, as the printer behind the queue would get it. */
const backend = (output: string): string => `#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct keep "Keeper" "Keeper"'; exit 0; fi
while [ -e ${output}.off ]; do sleep 0.1; done
if [ $# -ge 6 ]; then cat "$6" >> ${output}; else cat >> ${output}; fi
`;

const allowAll = 'Order deny,allow\nAllow all';

/** A CUPS of the test's own: its socket, queues and jobs lie in one folder, and no port is opened. */
export const startCups = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-cups-'));
  const at = (...names: string[]): string => join(folder, ...names);
  const { user, uid, gid } = await owner();
  for (const name of ['etc', 'cache', 'run', 'spool', 'tmp', 'bin', 'bin/backend']) mkdirSync(at(name));
  symlinkSync('/usr/lib/cups/daemon', at('bin/daemon'));
  writeFileSync(at('bin/backend/keep'), backend(at('printed')), { mode: 0o755 });
  const places = { ServerRoot: 'etc', CacheDir: 'cache', StateDir: 'run', RequestRoot: 'spool', TempDir: 'tmp' };
  writeFileSync(
    at('cups-files.conf'),
    [
      ...Object.entries({ ...places, ServerBin: 'bin', AccessLog: 'access', ErrorLog: 'error', PageLog: 'page' }).map(
        ([key, name]) => `${key} ${at(name)}`,
      ),
      `User ${user}`,
      `Group ${(await run('id', ['-gn', user])).stdout.trim()}`,
      `Printcap`,
      '',
    ].join('\n'),
  );
  writeFileSync(
    at('cupsd.conf'),
    `Listen ${at('socket')}\nBrowsing Off\nDefaultAuthType None\n<Location />\n${allowAll}\n</Location>\n<Location /admin>\n${allowAll}\n</Location>\n<Policy default>\n<Limit All>\n${allowAll}\n</Limit>\n</Policy>\n`,
  );
  chmodSync(folder, 0o755);
  for (const name of ['.', 'etc', 'cache', 'run', 'spool', 'tmp'])
    if (userInfo().uid === 0) chownSync(at(name), uid, gid);
  const child = spawn(daemon, ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], { stdio: 'ignore' });
  const env = { ...process.env, CUPS_SERVER: at('socket'), LC_ALL: 'C' };
  const tell = async (program: string, ...args: string[]): Promise<string> =>
    (await run(program.startsWith('lpstat') ? program : `/usr/sbin/${program}`, args, { env })).stdout;
  await until('the scheduler', async () => (await tell('lpstat', '-r')).includes('is running'), 20_000);
  return {
    socket: at('socket'),
    /** What came out at the printer's end of the queue, all in one. */
    printed: (): string => (existsSync(at('printed')) ? readFileSync(at('printed'), 'latin1') : ''),
    /** The printer behind the queues is switched off: they take jobs and keep them. */
    switchOff: (): void => writeFileSync(at('printed.off'), ''),
    switchOn: (): void => rmSync(at('printed.off'), { force: true }),
    addQueue: (name: string) => tell('lpadmin', '-p', name, '-E', '-v', 'keep:/', '-m', 'raw'),
    stopQueue: (name: string) => tell('cupsdisable', name),
    startQueue: (name: string) => tell('cupsenable', name),
    removeQueue: (name: string) => tell('lpadmin', '-x', name),
    async stop(): Promise<void> {
      const over = once(child, 'exit');
      child.kill();
      await over;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
export type OwnCups = Awaited<ReturnType<typeof startCups>>;
