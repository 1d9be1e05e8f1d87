import { nodeFilePort } from '../journal/file-port';
import { askLine } from '../store/ask-line';
import { runCli } from '../store/cli-commands';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `Packwright --cli verify …`: the same commands as `packwright`, without a window. Answers the exit status. */
export const runCommandLine = (argv: readonly string[]): number =>
  runCli(nodeFilePort, argv.slice(argv.indexOf('--cli') + 1), print, askLine);
