import { portToParent } from '../../../electron/child-port';
import { serveHost } from '../../../electron/host-port';
import { createStoreService } from '../../../electron/store/service';
import { dayFeatures } from './tables-feature';

/** The store host of the app with a look at its tables. */
const service = createStoreService(dayFeatures, () => undefined);
serveHost(portToParent(), service.call);
process.on('disconnect', () => process.exit(0));
