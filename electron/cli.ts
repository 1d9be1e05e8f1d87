import { nodeFilePort } from './journal/file-port';
import { askLine } from './store/ask-line';
import { runCli } from './store/cli-commands';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = runCli(nodeFilePort, process.argv.slice(2), print, askLine);
