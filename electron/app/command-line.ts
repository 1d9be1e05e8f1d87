import { nodeFilePort } from '../journal/file-port';
import { runCli } from '../store/cli-commands';

/** `Packwright --cli verify …`: the same commands as `packwright`, without a window. Answers the exit status. */
export const runCommandLine = (argv: readonly string[]): number =>
  runCli(nodeFilePort, argv.slice(argv.indexOf('--cli') + 1), (line) => process.stdout.write(`${line}\n`));
