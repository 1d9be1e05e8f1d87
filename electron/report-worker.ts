import { portToParent } from './child-port';
import { features } from './features';
import { serveHost } from './host-port';
import { createReportService } from './store/report-service';

process.title = 'packwright report-worker';
serveHost(portToParent(), createReportService(features));

process.on('disconnect', () => process.exit(0));
