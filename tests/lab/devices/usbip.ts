import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A USB device written here, plugged into the kernel's vhci_hcd by the USB/IP protocol (kernel document
 * usb/usbip_protocol): the most general of the virtual devices, since it may answer wrongly or not at all.
 */
export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string;
  readonly product: string;
  readonly interfaceClass: readonly [number, number, number];
}

export interface UsbFunction {
  /** Class requests; `null` stalls. */
  control(setup: UsbSetup): Buffer | null;
  /** Bytes to the bulk OUT endpoint; false leaves the transfer waiting, as a stopped device does. */
  out(bytes: Buffer): boolean;
}

export interface UsbSetup {
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

export interface PluggedUsb {
  /** Bytes for the bulk IN endpoint. */
  send(bytes: Uint8Array): void;
  /** Takes transfers again that were left waiting. */
  resume(): void;
  unplug(): void;
}

interface Submit {
  readonly sequence: number;
  readonly endpoint: number;
  readonly isIn: boolean;
  readonly length: number;
  readonly setup: UsbSetup;
  readonly data: Buffer;
}

const headerBytes = 48;
const stall = -32;
const unlinked = -104;
const bulkSize = 64;

const text = (value: string): Buffer => {
  const body = Buffer.from(value, 'utf16le');
  return Buffer.concat([Buffer.from([body.length + 2, 3]), body]);
};

const deviceDescriptor = ({ vendorId, productId }: UsbIdentity): Buffer =>
  Buffer.from([
    18,
    1,
    0,
    2,
    0,
    0,
    0,
    64,
    vendorId & 255,
    vendorId >> 8,
    productId & 255,
    productId >> 8,
    0,
    1,
    1,
    2,
    3,
    1,
  ]);

const endpoint = (address: number): Buffer => Buffer.from([7, 5, address, 2, bulkSize, 0, 0]);

const configurationDescriptor = ({ interfaceClass }: UsbIdentity): Buffer =>
  Buffer.concat([
    Buffer.from([9, 2, 32, 0, 1, 1, 0, 0xc0, 0]),
    Buffer.from([9, 4, 0, 0, 2, ...interfaceClass, 0]),
    endpoint(0x01),
    endpoint(0x82),
  ]);

/** The requests that every device answers (USB 2.0, 9.4). */
const standard = (identity: UsbIdentity, { request, value }: UsbSetup): Buffer | null => {
  const getDescriptor = 6;
  if (request !== getDescriptor)
    return request === 8 ? Buffer.from([1]) : request === 0 ? Buffer.from([0, 0]) : Buffer.alloc(0);
  switch (value >> 8) {
    case 1:
      return deviceDescriptor(identity);
    case 2:
      return configurationDescriptor(identity);
    case 3:
      return (
        [Buffer.from([4, 3, 9, 4]), text('Packwright lab'), text(identity.product), text(identity.serial)][
          value & 255
        ] ?? null
      );
    default:
      return null;
  }
};

const readSubmit = (header: Buffer, data: Buffer): Submit => ({
  sequence: header.readUInt32BE(4),
  isIn: header.readUInt32BE(12) === 1,
  endpoint: header.readUInt32BE(16),
  length: header.readUInt32BE(24),
  setup: {
    type: header.readUInt8(40),
    request: header.readUInt8(41),
    value: header.readUInt16LE(42),
    index: header.readUInt16LE(44),
    length: header.readUInt16LE(46),
  },
  data,
});

const reply = (command: 3 | 4, sequence: number, status: number, length: number, data: Buffer): Buffer => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(command, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeInt32BE(status, 20);
  header.writeUInt32BE(length, 24);
  return Buffer.concat([header, data]);
};

/** Cuts the kernel's stream into messages. */
const createReader = (onSubmit: (submit: Submit) => void, onUnlink: (own: number, wanted: number) => void) => {
  let pending = Buffer.alloc(0);
  return (bytes: Buffer): void => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= headerBytes) {
      const isUnlink = pending.readUInt32BE(0) === 2;
      const isIn = pending.readUInt32BE(12) === 1;
      const size = headerBytes + (isUnlink || isIn ? 0 : pending.readUInt32BE(24));
      if (pending.length < size) return;
      const header = Buffer.from(pending.subarray(0, headerBytes));
      const data = Buffer.from(pending.subarray(headerBytes, size));
      pending = pending.subarray(size);
      if (isUnlink) onUnlink(header.readUInt32BE(4), header.readUInt32BE(20));
      else onSubmit(readSubmit(header, data));
    }
  };
};

/** Both ends of a stream; the kernel takes the second by its descriptor. */
const socketPair = async (): Promise<readonly [Socket, Socket]> => {
  const file = path.join(tmpdir(), `usbip-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => {
    server.once('connection', resolve);
  });
  await new Promise<void>((resolve) => {
    server.listen(file, resolve);
  });
  const far = connect(file).pause();
  const near = await accepted;
  server.close();
  return [near, far];
};

const fullSpeed = 2;
const descriptorOf = (socket: Socket): number => (socket as unknown as { _handle: { fd: number } })._handle.fd;

/** Plugs the device into one of vhci_hcd's sockets. With `deaf` it never answers anything. */
export const plugUsb = async (
  socket: number,
  identity: UsbIdentity,
  device: UsbFunction,
  { deaf = false } = {},
): Promise<PluggedUsb> => {
  const [near, far] = await socketPair();
  const waitingOut: Submit[] = [];
  const waitingIn: Submit[] = [];
  const outgoing: Buffer[] = [];
  const answer = (submit: Submit, status: number, length: number, data: Buffer = Buffer.alloc(0)): void => {
    if (!near.destroyed) near.write(reply(3, submit.sequence, status, length, data));
  };

  const control = (submit: Submit): void => {
    const isStandard = (submit.setup.type & 0x60) === 0;
    const answered = isStandard ? standard(identity, submit.setup) : device.control(submit.setup);
    if (answered === null) return answer(submit, stall, 0);
    const data = submit.isIn ? answered.subarray(0, submit.length) : Buffer.alloc(0);
    answer(submit, 0, submit.isIn ? data.length : submit.data.length, data);
  };

  const bulkIn = (): void => {
    while (waitingIn.length > 0 && outgoing.length > 0) {
      const submit = waitingIn.shift() as Submit;
      const bytes = outgoing.shift() as Buffer;
      const data = bytes.subarray(0, submit.length);
      if (bytes.length > data.length) outgoing.unshift(bytes.subarray(data.length));
      answer(submit, 0, data.length, data);
    }
  };

  const bulkOut = (submit: Submit): void => {
    if (waitingOut.length > 0 || !device.out(submit.data)) waitingOut.push(submit);
    else answer(submit, 0, submit.data.length);
  };

  const forget = (list: Submit[], sequence: number): boolean => {
    const index = list.findIndex((each) => each.sequence === sequence);
    if (index >= 0) list.splice(index, 1);
    return index >= 0;
  };

  const read = createReader(
    (submit) => {
      if (submit.endpoint === 0) return control(submit);
      if (!submit.isIn) return bulkOut(submit);
      waitingIn.push(submit);
      bulkIn();
    },
    (own, wanted) => {
      const waited = forget(waitingIn, wanted) || forget(waitingOut, wanted);
      near.write(reply(4, own, waited ? unlinked : 0, 0, Buffer.alloc(0)));
    },
  );
  if (!deaf) near.on('data', read);
  near.on('error', () => undefined);
  far.on('error', () => undefined);
  writeFileSync('/sys/devices/platform/vhci_hcd.0/attach', `${socket} ${descriptorOf(far)} 2 ${fullSpeed}`);
  return {
    send(bytes) {
      outgoing.push(Buffer.from(bytes));
      bulkIn();
    },
    resume() {
      const again = waitingOut.splice(0);
      again.forEach(bulkOut);
    },
    unplug() {
      near.destroy();
      far.destroy();
    },
  };
};
