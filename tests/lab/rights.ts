import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync } from 'node:fs';
import type { DeviceConfig } from '../../shared/device-config';
import type { LabTest } from './lab';
import { hidScale, serialScale } from './replug';
import { startStation, until } from './support';

/** As the guest's files say: an ordinary user who is in the group of Debian's serial ports. */
const ordinaryUser = { uid: 1000, gid: 101 };
const printer: DeviceConfig = {
  id: 'printer',
  kind: 'printer',
  name: 'Lab printer',
  protocol: 'zpl',
  transport: { type: 'usb', match: { serialNumber: 'LABPRT1' } },
};
const all = ['scale', 'hid-scale', 'printer'];

export const rightsTests: LabTest[] = [
  {
    name: 'an ordinary user is told of the missing rule, and our rule mends it',
    run: async ({ devices }) => {
      await devices('acm', 'plug', 0);
      await devices('hid', 'plug', 1);
      await devices('printer', 'plug', 0);
      // Debian's own rules give serial ports to the group already: here nothing is given yet.
      const nodes = (): string[] => readdirSync('/dev').filter((name) => /^(ttyACM|hidraw)\d/.test(name));
      await until('the nodes', () => nodes().length >= 2);
      execFileSync('udevadm', ['settle', '--timeout=30']);
      for (const name of nodes()) chmodSync(`/dev/${name}`, 0o600);
      const station = startStation([serialScale, hidScale, printer], ordinaryUser);
      try {
        for (const id of all)
          await until(`${id} to name the missing permission`, () => {
            const { reason } = station.status(id);
            return reason?.code === 'no-permission';
          }).catch((error: unknown) => {
            throw new Error(`${String(error)}; it is ${JSON.stringify(station.status(id))}`);
          });
        copyFileSync('/lab/60-packwright.rules', '/etc/udev/rules.d/60-packwright.rules');
        execFileSync('udevadm', ['control', '--reload']);
        execFileSync('udevadm', ['trigger', '--action=add']);
        execFileSync('udevadm', ['settle', '--timeout=30']);
        station.service.nudge();
        for (const id of all) await station.untilState(id, 'ready', 60_000);
        return 'serial, HID and USB';
      } finally {
        await station.stop();
        for (const device of ['acm', 'hid', 'printer']) await devices(device, 'unplug');
      }
    },
  },
];
