import { portToParent } from './child-port';
import { serveHost } from './host-port';
import { nodeFilePort } from './journal/file-port';
import { loadSql } from './projection/projection';
import { createStoreService } from './store/service';
import { features } from './features';

// SQLite's code is made ready while the rest is.
void loadSql();
// In the system's list of processes Chromium's helpers all look alike.
process.title = 'packwright store-host';
/** Its tables can't be trusted from the middle of a statement on: begin anew, from another snapshot or the journal. */
const beginAnew = (error: unknown): never => {
  console.error(error);
  process.exit(1);
};
const service = createStoreService(features, (topic, payload) => host.push(topic, payload), nodeFilePort, beginAnew);
const host = serveHost(portToParent(), service.call);
// The record is opened while main still reads the program and the settings.
const [folder] = process.argv.slice(2);
if (folder !== undefined) service.openAhead(folder, host.progress);

// The parent is gone: nobody will ever ask again, and the lock must not outlive the app.
process.on('disconnect', () => process.exit(0));
