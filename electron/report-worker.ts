import { portToParent } from './child-port';
import { comeLast } from './come-last';
import { features } from './features';
import { serveHost } from './host-port';
import { createReportService } from './store/report-service';

process.title = 'packwright report-worker';
// A scan never waits for a report.
comeLast();
serveHost(portToParent(), createReportService(features));

process.on('disconnect', () => process.exit(0));
