import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A USB device made of kernel gadget functions (configfs); the kernel's dummy_hcd is the cable. */
export interface GadgetIdentity {
  readonly name: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serial: string;
  readonly product: string;
}

const root = '/sys/kernel/config/usb_gadget';

/** Makes a gadget with one function; `attributes` are its files in configfs. */
export const makeGadget = (
  { name, vendorId, productId, serial, product }: GadgetIdentity,
  kind: 'acm' | 'hid' | 'printer',
  attributes: Readonly<Record<string, string | Uint8Array>>,
): void => {
  const folder = path.join(root, name);
  if (existsSync(folder)) return;
  mkdirSync(path.join(folder, 'strings/0x409'), { recursive: true });
  const put = (file: string, value: string | Uint8Array): void => writeFileSync(path.join(folder, file), value);
  put('idVendor', `0x${vendorId}`);
  put('idProduct', `0x${productId}`);
  put('bcdUSB', '0x0200');
  put('strings/0x409/serialnumber', serial);
  put('strings/0x409/manufacturer', 'Packwright lab');
  put('strings/0x409/product', product);
  mkdirSync(path.join(folder, 'configs/c.1'));
  const used = `functions/${kind}.${name}`;
  mkdirSync(path.join(folder, used));
  for (const [file, value] of Object.entries(attributes)) put(`${used}/${file}`, value);
  symlinkSync(path.join(folder, used), path.join(folder, 'configs/c.1', path.basename(used)));
};

/** Plugs the cable into socket `socket` (0–3). */
export const plugGadget = (name: string, socket: number): void =>
  writeFileSync(path.join(root, name, 'UDC'), `dummy_udc.${socket}`);

/** The host has asked who is there and switched the device on: from now on its nodes are not taken away again. */
export const isSwitchedOn = (socket: number): boolean =>
  readFileSync(`/sys/class/udc/dummy_udc.${socket}/state`, 'utf8').trim() === 'configured';

/** Unplugged already, it stays so. */
export const unplugGadget = (name: string): void => {
  const cable = path.join(root, name, 'UDC');
  if (existsSync(cable) && readFileSync(cable, 'utf8').trim() !== '') writeFileSync(cable, '\n');
};

/** An attribute that the kernel chose, e.g. `port_num` of an ACM function. */
export const gadgetAttribute = (name: string, kind: string, file: string): string =>
  readFileSync(path.join(root, name, 'functions', `${kind}.${name}`, file), 'utf8').trim();
