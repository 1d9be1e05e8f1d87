import { nodeFilePort } from './journal/file-port';
import { runCli } from './store/cli-commands';

process.exitCode = runCli(nodeFilePort, process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
