import { fail } from '../shared/result';
import { portToParent } from './child-port';
import { features } from './features';
import { serveHost } from './host-port';
import { nodeFilePort } from './journal/file-port';
import { makeSnapshot } from './store/write-snapshot';

/** Heavy work on a copy of its own, so that the store host never waits for it. */
serveHost(portToParent(), (op, args) =>
  op === 'snapshot' && typeof args === 'string'
    ? makeSnapshot(nodeFilePort, args, features)
    : fail('unknown-call', { op }),
);

process.on('disconnect', () => process.exit(0));
