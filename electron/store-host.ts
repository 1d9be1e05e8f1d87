import { portToParent } from './child-port';
import { serveHost } from './host-port';
import { createStoreService } from './store/service';
import { features } from './features';

// In the system's list of processes Chromium's helpers all look alike.
process.title = 'packwright store-host';
const service = createStoreService(features, (topic, payload) => host.push(topic, payload));
const host = serveHost(portToParent(), service.call);

// The parent is gone: nobody will ever ask again, and the lock must not outlive the app.
process.on('disconnect', () => process.exit(0));
