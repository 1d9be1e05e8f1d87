/** One interface of a printer, as its descriptors tell. */
export interface UsbPrinterInterface {
  readonly configurationIndex: number;
  readonly configurationValue: number;
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  /** 1 unidirectional, 2 bidirectional, 3 IEEE 1284.4. */
  readonly protocol: number;
  readonly outEndpoint: number;
  readonly inEndpoint: number | null;
}

interface UsbEndpointInfo {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
}

interface UsbAlternateInfo {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly UsbEndpointInfo[];
}

export interface UsbConfigurationInfo {
  readonly configurationValue: number;
  readonly interfaces: readonly {
    readonly interfaceNumber: number;
    readonly alternates: readonly UsbAlternateInfo[];
  }[];
}

export interface UsbControlSetup {
  readonly requestType: 'class';
  readonly recipient: 'interface';
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** A device of `usb` 3 (WebUSB's face plus time limits), as far as we use it. */
export interface UsbDeviceHandle {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  readonly manufacturerName?: string | null | undefined;
  readonly productName?: string | null | undefined;
  readonly bus?: string | undefined;
  readonly address?: number | undefined;
  readonly ports?: readonly number[] | undefined;
  readonly configuration?: UsbConfigurationInfo | null | undefined;
  readonly configurations: readonly UsbConfigurationInfo[];
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  selectAlternateInterface(number: number, alternate: number): Promise<void>;
  detachKernelDriver?(number: number): Promise<void>;
  attachKernelDriver?(number: number): Promise<void>;
  clearHalt(direction: 'in' | 'out', endpoint: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array, timeoutMs: number): Promise<UsbOutResult>;
  transferIn(endpoint: number, length: number, timeoutMs: number): Promise<UsbInResult>;
  controlTransferIn(setup: UsbControlSetup, length: number, timeoutMs: number): Promise<UsbInResult>;
}

export interface UsbOutResult {
  readonly bytesWritten: number;
  readonly status?: string | undefined;
}

export interface UsbInResult {
  readonly data?: DataView | undefined;
  readonly status?: string | undefined;
}

/** `getDevices` rejects where the kernel has no USB folder in sysfs (containers). */
export interface UsbLibrary {
  getDevices(): Promise<readonly UsbDeviceHandle[]>;
}

interface UsbPackage {
  readonly usb: UsbLibrary;
}

/** Loaded when first needed. Throws when the library or its binary for this system is missing. */
export const loadUsbLibrary = (): UsbLibrary => (require('usb') as UsbPackage).usb;

/** `1-1.4`, as Linux names the socket. */
export const usbPortPath = ({ bus, ports }: Pick<UsbDeviceHandle, 'bus' | 'ports'>): string | null => {
  const number = Number.parseInt(bus ?? '', 10);
  return Number.isNaN(number) || ports === undefined || ports.length === 0 ? null : `${number}-${ports.join('.')}`;
};

/** The device's node on Linux, `/dev/bus/usb/001/007`; `null` when its place is not known. */
export const usbNodePath = ({ bus, address }: Pick<UsbDeviceHandle, 'bus' | 'address'>): string | null => {
  const number = Number.parseInt(bus ?? '', 10);
  if (Number.isNaN(number) || address === undefined) return null;
  return `/dev/bus/usb/${String(number).padStart(3, '0')}/${String(address).padStart(3, '0')}`;
};

const printerClass = 7;
/** Bidirectional first: only it answers; IEEE 1284.4 packets are not spoken here, so it comes last. */
const protocolRank = [2, 1, 3];

/** The printer interfaces of a device, the most useful first. */
export const printerInterfaces = (device: UsbDeviceHandle): UsbPrinterInterface[] =>
  device.configurations
    .flatMap((configuration, configurationIndex) =>
      configuration.interfaces.flatMap(({ interfaceNumber, alternates }) =>
        alternates
          .filter((alternate) => alternate.interfaceClass === printerClass)
          .flatMap((alternate): UsbPrinterInterface[] => {
            const bulk = (direction: 'in' | 'out'): number | null =>
              alternate.endpoints.find((each) => each.direction === direction && each.type === 'bulk')
                ?.endpointNumber ?? null;
            const outEndpoint = bulk('out');
            if (outEndpoint === null) return [];
            return [
              {
                configurationIndex,
                configurationValue: configuration.configurationValue,
                interfaceNumber,
                alternateSetting: alternate.alternateSetting,
                protocol: alternate.interfaceProtocol,
                outEndpoint,
                inEndpoint: bulk('in'),
              },
            ];
          }),
      ),
    )
    .toSorted((a, b) => protocolRank.indexOf(a.protocol) - protocolRank.indexOf(b.protocol));
