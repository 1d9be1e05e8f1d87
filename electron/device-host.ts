import { createHostServer } from './devices/host-server';
import { connectParent } from './devices/host-process';
import { listDevices } from './devices/transports/listing';
import { createLocalTransport } from './devices/transports/local';
import { hostLibraries, libraryOf, type HostLibrary } from './devices/transports/spec';

/**
 * A process in which one native library runs, so that its crash or hang takes neither the station nor the other
 * devices along. Started with the library's name: `serial`, `hid` or `usb`.
 */
const library = hostLibraries.find((name): name is HostLibrary => process.argv.includes(name));
if (library === undefined) throw new Error(`which library? one of ${hostLibraries.join(', ')}`);

const parent = connectParent();
const server = createHostServer({
  send: (event) => parent.send(event),
  transportFor: (spec) => {
    if (libraryOf(spec.type) !== library) throw new Error(`${spec.type} does not belong into the ${library} host`);
    return createLocalTransport(spec);
  },
  list: () => listDevices(library),
});
parent.onMessage((message) => server.receive(message));
