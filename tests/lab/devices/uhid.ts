import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

/** A HID device made by writing to /dev/uhid (linux/uhid.h). */
export interface UhidDevice {
  input(report: Uint8Array): void;
  destroy(): void;
}

export interface UhidIdentity {
  readonly name: string;
  readonly serial: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly descriptor: Uint8Array;
}

const eventBytes = 4376;
const events = {
  destroy: 1,
  create2: 11,
  input2: 12,
  getReport: 9,
  getReportReply: 10,
  setReport: 13,
  setReportReply: 14,
};
const busUsb = 3;
const pollMs = 5;

const createEvent = ({ name, serial, vendorId, productId, descriptor }: UhidIdentity): Buffer => {
  const event = Buffer.alloc(eventBytes);
  event.writeUInt32LE(events.create2, 0);
  event.write(name, 4, 127, 'latin1');
  event.write(`lab/${serial}`, 132, 63, 'latin1');
  event.write(serial, 196, 63, 'latin1');
  event.writeUInt16LE(descriptor.length, 260);
  event.writeUInt16LE(busUsb, 262);
  event.writeUInt32LE(vendorId, 264);
  event.writeUInt32LE(productId, 268);
  event.set(descriptor, 280);
  return event;
};

/** Whoever opens the device waits up to 5 s for these answers: there is nothing to report, and that is said. */
const answerRequests = (fd: number): NodeJS.Timeout => {
  const event = Buffer.alloc(eventBytes);
  return setInterval(() => {
    try {
      while (readSync(fd, event) > 0) {
        const type = event.readUInt32LE(0);
        if (type !== events.getReport && type !== events.setReport) continue;
        const reply = Buffer.alloc(eventBytes);
        reply.writeUInt32LE(type === events.getReport ? events.getReportReply : events.setReportReply, 0);
        reply.writeUInt32LE(event.readUInt32LE(4), 4);
        writeSync(fd, reply);
      }
    } catch {
      // EAGAIN: nobody asked.
    }
  }, pollMs);
};

export const createUhid = (identity: UhidIdentity): UhidDevice => {
  const fd = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(fd, createEvent(identity));
  const answering = answerRequests(fd);
  return {
    input(report) {
      const event = Buffer.alloc(6 + report.length);
      event.writeUInt32LE(events.input2, 0);
      event.writeUInt16LE(report.length, 4);
      event.set(report, 6);
      writeSync(fd, event);
    },
    destroy() {
      clearInterval(answering);
      const event = Buffer.alloc(4);
      event.writeUInt32LE(events.destroy, 0);
      writeSync(fd, event);
      closeSync(fd);
    },
  };
};

/** Report descriptors as such devices have them (HID POS usage tables 1.02). */
export const descriptors = {
  /** Weighing device: report 3 with status, unit, exponent and weight; report 2 takes a zero request. */
  scale: Uint8Array.from([
    0x05, 0x8d, 0x09, 0x20, 0xa1, 0x01, 0x85, 0x03, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x05, 0x09, 0x70,
    0x81, 0x02, 0x85, 0x02, 0x95, 0x01, 0x09, 0x80, 0x91, 0x02, 0xc0,
  ]),
  /** Bar code scanner: report 2 of 63 bytes. */
  scanner: Uint8Array.from([
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x3f, 0x09, 0x02,
    0x81, 0x02, 0xc0,
  ]),
} as const;
