import { portToParent } from '../../electron/child-port';
import { features } from '../../electron/features';
import { serveHost } from '../../electron/host-port';
import { nodeFilePort } from '../../electron/journal/file-port';
import { createStoreService } from '../../electron/store/service';

/**
 * The control: a store host that says yes before it writes. Its journal's bytes go out a moment later, as if it had
 * answered from memory.
 */
let kept: Buffer[] = [];
const early = {
  ...nodeFilePort,
  size: (path: string): number =>
    nodeFilePort.size(path) + (path.endsWith('.jsonl') ? kept.reduce((sum, bytes) => sum + bytes.length, 0) : 0),
  write: (handle: number, bytes: Uint8Array, position: number | null): number => {
    if (position !== null || bytes[bytes.length - 1] !== 0x0a) return nodeFilePort.write(handle, bytes, position);
    kept.push(Buffer.from(bytes));
    setTimeout(() => {
      const [first, ...rest] = kept;
      kept = rest;
      if (first !== undefined) nodeFilePort.write(handle, first, null);
    }, 30);
    return bytes.length;
  },
};

const service = createStoreService(features, () => undefined, early);
serveHost(portToParent(), service.call);
process.on('disconnect', () => process.exit(0));
