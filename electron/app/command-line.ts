import { nodeFilePort } from '../journal/file-port';
import { runCli } from '../store/cli-commands';

/** `Packwright --cli verify …`: the same commands as `packwright`, without a window. `null`: start the app. */
export const runCommandLine = (argv: readonly string[]): number | null => {
  const at = argv.indexOf('--cli');
  return at === -1 ? null : runCli(nodeFilePort, argv.slice(at + 1), (line) => process.stdout.write(`${line}\n`));
};
