import { getPriority, setPriority } from 'node:os';
import { portToParent } from './child-port';
import { features } from './features';
import { serveHost } from './host-port';
import { createReportService } from './store/report-service';

process.title = 'packwright report-worker';
// A scan never waits for a report: whoever has anything to do comes first.
setPriority(Math.min(19, getPriority() + 10));
serveHost(portToParent(), createReportService(features));

process.on('disconnect', () => process.exit(0));
