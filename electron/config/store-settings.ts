import { mkdir } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { labelPrinterOf, type StationConfig } from '../../shared/config/station-config';
import type { DeviceConfig } from '../../shared/device-config';
import type { StoreSettings } from '../store/types';

/** 4 × 6 inches, the common shipping label, at the commonest resolution. */
const commonStock = { widthMm: 102, heightMm: 152, dpi: 203 } as const;

/** What a printer's labels must fit on. */
export const stockOf = (printer: DeviceConfig | null | undefined): StoreSettings['label'] => {
  const { dpi, labelWidthMm, labelHeightMm } = printer?.kind === 'printer' ? (printer.options ?? {}) : {};
  return {
    widthMm: labelWidthMm ?? commonStock.widthMm,
    heightMm: labelHeightMm ?? commonStock.heightMm,
    dpi: dpi ?? commonStock.dpi,
  };
};

/** What the store host needs of the settings. */
export const toStoreSettings = (config: StationConfig, { demo }: { readonly demo: boolean }): StoreSettings => {
  const printer = labelPrinterOf(config);
  return {
    site: config.site,
    station: config.station,
    timeZone: config.timeZone,
    currency: config.currency,
    gs1CompanyPrefix: config.gs1?.companyPrefix ?? null,
    ssccRange: config.gs1?.ssccRange ?? null,
    siteGln: config.siteGln ?? null,
    shipFrom: config.shipFrom,
    labelPrinterId: printer?.id ?? null,
    label: stockOf(printer),
    cutOffs: config.cutOffs,
    language: config.language,
    reprintLimit: config.reprintLimit,
    reprintLast: config.reprintLast,
    labelFourEyes: config.labelFourEyes,
    countToleranceMinor: config.counts.toleranceMinor,
    countApprovalMinor: config.counts.approvalMinor,
    returns: config.returns,
    demo,
  };
};

export interface StationFolders {
  readonly importFolder: string;
  readonly exportFolder: string;
  readonly backupFolder: string;
}

/** The folders as absolute paths; relative ones lie in the data folder. */
export const stationFolders = (config: StationConfig, dataDir: string): StationFolders => ({
  importFolder: resolve(dataDir, config.importFolder),
  exportFolder: resolve(dataDir, config.exportFolder),
  backupFolder: resolve(dataDir, config.backup.folder),
});

/** Folders of the station's own are made; one on a network share that is away is told instead. */
export const makeOwnFolders = async (folders: StationFolders, dataDir: string): Promise<void> => {
  for (const folder of Object.values(folders) as readonly string[])
    if (folder.startsWith(`${dataDir}${sep}`)) await mkdir(folder, { recursive: true });
};
